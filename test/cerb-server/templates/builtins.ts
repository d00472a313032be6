import { createHmac, getHashes, randomInt } from 'node:crypto';

import { phpJsonEncode } from '../http/php-json';
import { isDict, type Value } from '../records/values';
import type { Evaluation } from './evaluate';
import { textOf, withoutEmptyMaps } from './php';

/** PHP's `json_encode` as templates call it: a slash is written as `\/`. */
function jsonText(value: Value): string {
	return phpJsonEncode(withoutEmptyMaps(value)).replaceAll('/', '\\/');
}

function lengthOf(value: Value): number {
	if (value === null) return 0;
	if (isDict(value)) return Object.keys(value).length;
	return Array.isArray(value) ? value.length : [...textOf(value)].length;
}

/** Twig's `empty`: "0" and 0 are not. */
function isEmpty(value: Value): boolean {
	if (isDict(value)) return Object.keys(value).length === 0;
	return (
		value === null ||
		value === '' ||
		value === false ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** Only Unix seconds, of now or of a number. */
function dateText(value: Value, [format]: Value[], evaluation: Evaluation): Value {
	const text = textOf(value);
	if (format !== 'U' || !(text === 'now' || /^\d+$/.test(text))) {
		return evaluation.fail({ unclaimed: `the date of ${text} as ${textOf(format ?? null)}` });
	}
	return text === 'now' ? String(evaluation.scope.now()) : text;
}

function hmac(value: Value, [key = '', name = 'sha256', ...more]: Value[], evaluation: Evaluation) {
	if (typeof value !== 'string' || typeof key !== 'string' || typeof name !== 'string') return '';
	if (value === '' || value === '0') return '';
	if (more.length > 0 || !getHashes().includes(name)) {
		return evaluation.fail({ unclaimed: `a signature by ${name}` });
	}
	return createHmac(name, key).update(value).digest('hex');
}

/** A filter that is known here (see `names.ts`). */
export function callFilter(
	name: string,
	value: Value,
	values: Value[],
	evaluation: Evaluation,
): Value {
	switch (name) {
		case 'date':
			return dateText(value, values, evaluation);
		case 'default':
			return isEmpty(value) ? (values[0] ?? '') : value;
		case 'hash_hmac':
			return hmac(value, values, evaluation);
		case 'json_encode':
			if (values.length > 0) return evaluation.fail({ unclaimed: 'options of json_encode' });
			return jsonText(value);
		case 'length':
			return lengthOf(value);
		case 'lower':
			return textOf(value).toLowerCase();
		case 'upper':
			return textOf(value).toUpperCase();
		default:
			return evaluation.fail({ unclaimed: `the filter ${name}` });
	}
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomString(length: number): string {
	const count = Math.min(Math.max(length, 1), 255);
	return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** A function that is known here. */
export function callFunction(name: string, values: Value[], evaluation: Evaluation): Value {
	const { scope } = evaluation;
	if (name === 'random_string') return randomString(Number(values[0] ?? 8));
	const [extract = '', prefix = ''] = values.map(textOf);
	const found = Object.entries(scope.startingWith(extract));
	return Object.fromEntries(found.map(([key, value]) => [prefix + key, value]));
}

/** A test that is known here. */
export function callTest(
	name: string,
	value: Value,
	values: Value[],
	{ scope }: Evaluation,
): boolean {
	if (name === 'empty') return isEmpty(value);
	if (name !== 'record type') return value === null;
	const context = typeof value === 'string' ? scope.contextOf(value) : undefined;
	return context !== undefined && values.some((one) => scope.contextOf(textOf(one)) === context);
}
