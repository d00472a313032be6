import { shown } from './text';
import type { FormFields, FormValue } from './types';

/**
 * PHP reads this many variables from a form and drops the rest without a word
 * (`max_input_vars`, measured on Cerb 10.4.10).
 */
export const MAX_FORM_VARIABLES = 1000;

/** Percent-encodes as strictly as any layer below might, so that nothing is rewritten on the way. */
function encodePart(text: string): string {
	// Half an emoji, as a cut text may end with, cannot be encoded: it becomes U+FFFD.
	return encodeURIComponent(Buffer.from(text).toString()).replace(
		/[!'()*]/g,
		(char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

function appendPairs(pairs: string[], key: string, value: FormValue): void {
	if (value === undefined) return;
	if (Array.isArray(value) && value.length === 0) {
		// A form has no empty list; a blank text empties Cerb's lists.
		pairs.push(`${encodePart(key)}=`);
		return;
	}
	if (Buffer.isBuffer(value)) {
		pairs.push(`${encodePart(key)}=${encodeBytes(value)}`);
		return;
	}
	if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
		// A list of plain values repeats `key[]`; maps and nested lists need their keys spelled out.
		const isPlainList =
			Array.isArray(value) && value.every((entry) => entry === null || typeof entry !== 'object');
		for (const [name, entry] of Object.entries(value)) {
			appendPairs(pairs, `${key}[${isPlainList ? '' : name}]`, entry as FormValue);
		}
		return;
	}
	pairs.push(`${encodePart(key)}=${encodePart(scalarText(value))}`);
}

/** A data URI, the form in which Cerb takes bytes; encoded in one step, because files are large. */
function encodeBytes(bytes: Buffer): string {
	const codes: Record<string, string> = { '+': '%2B', '/': '%2F', '=': '%3D' };
	return `data%3Aapplication%2Foctet-stream%3Bbase64%2C${bytes.toString('base64').replace(/[+/=]/g, (char) => codes[char])}`;
}

/** Cerb's scalars: flags are 0/1, times are unix seconds, nothing is an empty text. */
function scalarText(value: string | number | boolean | Date | null): string {
	if (value === null) return '';
	if (typeof value === 'boolean') return value ? '1' : '0';
	if (value instanceof Date) return String(Math.floor(value.getTime() / 1000));
	return String(value);
}

/**
 * Encodes fields as PHP reads a query string or an urlencoded body: nested maps as `a[b]=`, lists
 * as `a[]=`, booleans as 0/1, dates as unix seconds, `undefined` left out.
 */
export function encodeForm(fields: FormFields): string {
	const pairs: string[] = [];
	for (const [key, value] of formEntries(fields)) appendPairs(pairs, key, value);
	return pairs.join('&');
}

/** PHP drops variables whose names nest deeper, without a word (`max_input_nesting_level`). */
const MAX_NESTING = 64;

/**
 * Why PHP would not read fields as they are given, without a word about it: it stops after so many
 * variables, cuts names at a NUL character, drops what nests too deep, turns blanks and dots of a
 * first name into underscores, and takes brackets in a key for further keys (measured on Cerb
 * 10.4.10). Undefined where all is well.
 * @param encoded the same fields encoded
 */
export function formProblem(
	fields: FormFields,
	encoded: string,
): { message: string; hint: string } | undefined {
	const name = misreadName(fields);
	if (name !== undefined) {
		return {
			message: `Cerb would not read the field ${shown(name)} under this name`,
			hint: 'Use names such as limit or fields[title] in the fields and parameters of the request: no dots, blanks or further brackets in them, and no deep nesting',
		};
	}
	const { length } = variableNames(encoded);
	if (length <= MAX_FORM_VARIABLES) return undefined;
	return {
		message: `${length} fields are too many for one call`,
		hint: `Cerb reads ${MAX_FORM_VARIABLES} form variables and drops the rest without a word: split the call`,
	};
}

function misreadName(fields: FormFields): string | undefined {
	for (const [name, value] of formEntries(fields)) {
		const [first] = name.split('[', 1);
		if (first === '' || /[ .\0]/.test(first) || name.includes('\0')) return name;
		const depth = name.split('[').length;
		const below = misreadKey(value, depth);
		if (depth > MAX_NESTING || below !== undefined) return below ?? name;
	}
	return undefined;
}

function misreadKey(value: FormValue, depth: number): string | undefined {
	if (value === null || typeof value !== 'object' || value instanceof Date) return undefined;
	// A file is one value: each of its bytes would count as an entry.
	if (Buffer.isBuffer(value)) return undefined;
	for (const [key, entry] of Object.entries(value)) {
		if (/[[\]\0]/.test(key) || key.trim() === '' || depth >= MAX_NESTING) return key;
		const below = misreadKey(entry as FormValue, depth + 1);
		if (below !== undefined) return below;
	}
	return undefined;
}

/** Fields as pairs, in order. */
function formEntries(fields: FormFields): Array<[key: string, value: FormValue]> {
	return Array.isArray(fields) ? fields : Object.entries(fields);
}

/** Cerb's `expand` parameter: keys with commas; undefined, which is not sent, where there are none. */
export function expandParameter(keys: string[]): string | undefined {
	return keys.length > 0 ? keys.join(',') : undefined;
}

/** The names of the variables that PHP would find in an encoded form, repeated ones repeated. */
export function variableNames(encoded: string): string[] {
	if (encoded === '') return [];
	return encoded.split('&').map((pair) => decodeURIComponent(pair.split('=')[0]));
}
