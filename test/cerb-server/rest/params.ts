import type { PhpMap, PhpValue } from '../http/php-form';
import { phpNumber } from '../records/values';

/** A parameter as text; an array counts as empty (PHP, measured on Cerb 10.4.10). */
export function textParam(params: PhpMap, name: string): string | undefined {
	const value = params[name];
	if (value === undefined) return undefined;
	return typeof value === 'string' ? value : '';
}

/** A parameter as whole number: leading digits, else 0; an array counts as 0. */
export function numberParam(params: PhpMap, name: string, fallback: number): number {
	const text = textParam(params, name);
	return text === undefined ? fallback : phpNumber(text);
}

/** A parameter as list; a single value is a list of one. */
export function listParam(params: PhpMap, name: string): PhpValue[] {
	const value: PhpValue | undefined = params[name];
	if (value === undefined) return [];
	return typeof value === 'string' ? [value] : Object.values(value);
}

/** A comma list without blanks and empty parts. */
export function csvParam(params: PhpMap, name: string): string[] {
	return (textParam(params, name) ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** A yes/no parameter: `true`/`false`, `yes`/`no`, else anything but empty and `0`. */
export function boolParam(params: PhpMap, name: string): boolean {
	const text = textParam(params, name)?.toLowerCase() ?? '';
	if (text === 'false' || text === 'no') return false;
	return text !== '' && text !== '0';
}
