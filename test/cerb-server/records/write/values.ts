import type { PhpMap, PhpValue } from '../../http/php-form';
import { phpJsonEncode } from '../../http/php-json';

/** A value on its way into a column: as PHP got it, or worked out by a rule. */
export type WriteValue = PhpValue | number;

/** Columns to write by Cerb's own names, in order. */
export type Columns = Map<string, WriteValue>;

export function isPhpMap(value: WriteValue | undefined): value is PhpMap {
	return typeof value === 'object';
}

/** PHP's word for the type of a value. */
export function phpType(value: WriteValue): string {
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'double';
	return typeof value === 'string' ? 'string' : 'array';
}

/** A PHP array as JSON knows it: a list when its keys count from 0. */
function jsonValue(value: WriteValue): unknown {
	if (!isPhpMap(value)) return value;
	const keys = Object.keys(value);
	const isList = keys.every((key, index) => key === String(index));
	if (isList) return keys.map((key) => jsonValue(value[key]));
	return new Map(keys.map((key) => [key, jsonValue(value[key])]));
}

/** `json_encode()` as it stands in messages: with `\/` (measured on Cerb 10.4.10). */
export function phpJson(value: WriteValue): string {
	return phpJsonEncode(jsonValue(value)).replace(/\//g, '\\/');
}

/** PHP's `%d` of a value that `is_numeric`. */
export function phpDecimal(value: number | string): string {
	const top = 2n ** 63n;
	const number = typeof value === 'number' ? value : Number(value);
	if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) {
		const whole = BigInt(value.trim());
		if (whole >= top) return String(top - 1n);
		return String(whole < -top ? -top : whole);
	}
	// A float that does not fit into 64 bits becomes their lowest value, or 0 from 65 bits on.
	if (Math.abs(number) >= 2 ** 63)
		return number >= 2 ** 63 && number < 2 ** 64 ? String(-top) : '0';
	return String(BigInt(Math.trunc(number)));
}

/** What is empty to PHP's `empty()`. */
export function isPhpEmpty(value: WriteValue): boolean {
	if (isPhpMap(value)) return Object.keys(value).length === 0;
	return value === '' || value === '0' || value === 0;
}
