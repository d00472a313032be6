import { tryToParseDateTime } from 'n8n-workflow';

import type { RecordField } from './fields';
import { asText, isScalar, shown } from './text';
import { textProblem, unstorableText } from './text-limits';
import type { FormValue } from './types';

/** A value as Cerb takes it, or why it cannot be sent. */
export type ValueReading = { value: FormValue } | { problem: { message: string; hint: string } };

export interface ValueOptions {
	/** Of the record type, for the limits of its texts. */
	alias: string;
	/** Where a date without an offset is meant, e.g. `Europe/Berlin`. */
	timezone: string;
	/** Send texts that Cerb will shorten or strip of emoji. */
	allowLossyText: boolean;
}

/**
 * Cerb keeps dates as unsigned 32-bit seconds. It also accepts one second more, and then drops the
 * whole change without a word (measured on Cerb 10.4.10).
 */
const MAX_DATE = 4294967295;

/** Characters of one entry of a list. */
const MAX_LIST_ENTRY = 255;

/**
 * Turns a value as people and other nodes give it into what Cerb stores: dates of any ISO form to
 * unix seconds, true/false to 1/0, lists from arrays, JSON or commas. Refuses what Cerb would drop or
 * change without a word. All facts measured on Cerb 10.4.10.
 */
export function encodeValue(
	field: RecordField,
	value: unknown,
	options: ValueOptions,
): ValueReading {
	if (value === null || value === undefined) return clearValue(field);
	switch (field.kind) {
		case 'date':
			return encodeDate(field, value, options.timezone);
		case 'boolean':
			return encodeBoolean(field, value);
		case 'number':
		case 'decimal':
		case 'slider':
		case 'id':
			return encodeNumber(field, value);
		case 'option':
			return encodeOptions(field, [value], ([one]) => one);
		case 'options':
			return encodeOptions(field, toList(value), (all) => all);
		case 'list':
		case 'links':
			return encodeList(field, toList(value));
		case 'ids':
			return encodeIds(field, toList(value));
		case 'object':
			return encodeObject(field, value);
		default:
			return encodeText(field, value, options);
	}
}

/** What empties a field; not every kind can be emptied. */
export function clearValue(field: RecordField): ValueReading {
	switch (field.kind) {
		case 'geo':
		case 'slider':
		case 'ids':
		case 'links':
		case 'object':
			return problem(field, 'cannot be cleared through the API', 'Clear it in Cerb');
		case 'text':
		case 'url':
		case 'option':
		case 'options':
		case 'list':
			if (field.isRequired) return problem(field, 'must not be blank', 'Give it a value');
			return { value: '' };
		default:
			return { value: 0 };
	}
}

function encodeDate(field: RecordField, value: unknown, timezone: string): ValueReading {
	const seconds = toSeconds(value, timezone);
	if (seconds !== undefined && seconds >= 0 && seconds <= MAX_DATE) return { value: seconds };
	return problem(
		field,
		`is not a date that Cerb can keep: ${shown(value)}`,
		'Give an ISO 8601 date between 1970 and 2106, e.g. 2026-01-31T09:00:00+01:00, or unix seconds',
	);
}

/** Dates with or without a time; without an offset in the zone of the workflow. */
const ISO_DATE =
	/^(\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}|\d{8}|\d{4}-?W\d{2}(?:-?\d)?|\d{4}-\d{3})(?:[T ](?:[01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d(?:[.,]\d+)?)?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** As mail headers have it, always with an offset. */
const MAIL_DATE =
	/^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|[+-]\d{4})$/i;

/**
 * Unix seconds of a date in any ISO form, of a mail header, a Date, a luxon DateTime, or a unix
 * number in seconds or milliseconds; undefined for anything else. Four digits are a year.
 */
export function toSeconds(value: unknown, timezone: string): number | undefined {
	const text = asText(value).trim();
	const isDay = ISO_DATE.test(text);
	if (!isDay && /^\d{1,10}$/.test(text)) return Number(text);
	if (!isDay && /^\d{13}$/.test(text)) return Math.floor(Number(text) / 1000);
	if (!isDay && MAIL_DATE.test(text)) return Math.floor(Date.parse(text) / 1000);
	if (!isDay) return undefined;
	try {
		const date = tryToParseDateTime(text.replace(' ', 'T').replace(/T(.*) /, 'T$1'), timezone);
		// A day that does not exist, such as 30 February, must not become another one.
		const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
		if (day !== undefined && date.toISODate() !== day) return undefined;
		return Math.floor(date.toSeconds());
	} catch {
		// Not a date: the caller names the field.
		return undefined;
	}
}

/** True or false as people and other nodes write it; undefined for anything else. */
export function toFlag(value: unknown): boolean | undefined {
	const text = asText(value).trim().toLowerCase();
	if (['1', 'true', 'yes', 'y', 'on'].includes(text)) return true;
	if (['0', 'false', 'no', 'n', 'off'].includes(text)) return false;
	return undefined;
}

function encodeBoolean(field: RecordField, value: unknown): ValueReading {
	const flag = value === '' ? false : toFlag(value);
	if (flag !== undefined) return { value: flag ? 1 : 0 };
	return problem(field, `is neither true nor false: ${shown(value)}`, 'Give true or false');
}

function encodeNumber(field: RecordField, value: unknown): ValueReading {
	const text = asText(value).trim();
	if (text === '') return clearValue(field);
	// Native fields also take Cerb's URI of a record; custom ones would be emptied by it.
	const isUri = /^(cerb:)?[a-z_.]+:\d+$/.test(text);
	if (field.kind === 'id' && field.customId === undefined && isUri) return { value: text };
	const wanted = { decimal: 'a number', id: 'an ID' }[field.kind as string] ?? 'a whole number';
	const form = field.kind === 'decimal' ? /^-?\d+(\.\d+)?$/ : /^-?\d+(\.0+)?$/;
	if (!form.test(text)) {
		return problem(field, `is not ${wanted}: ${shown(value)}`, 'Give digits, e.g. 12');
	}
	if (field.type === 'currency' && text.startsWith('-')) {
		return problem(field, 'is an amount of money and cannot be negative', 'Give e.g. 12.34');
	}
	return { value: field.kind === 'decimal' ? text : text.replace(/\.0+$/, '') };
}

function encodeIds(field: RecordField, ids: unknown[]): ValueReading {
	if (ids.length === 0) return clearValue(field);
	const isId = (id: unknown) => isScalar(id) && /^\d{1,18}$/.test(String(id));
	const wrong = ids.find((id) => !isId(id));
	if (ids.every(isId)) return { value: ids.map(String) };
	return problem(field, `has something that is no ID: ${shown(wrong)}`, 'Give IDs, e.g. 3, 7');
}

function encodeOptions(
	field: RecordField,
	values: unknown[],
	shape: (values: string[]) => FormValue,
): ValueReading {
	const texts = values.map(asText).filter((text) => text !== '');
	if (texts.length === 0) return clearValue(field);
	const unknown = texts.find((text) => field.options.length > 0 && !field.options.includes(text));
	if (unknown === undefined) return { value: shape(texts) };
	return problem(
		field,
		`has no option ${shown(unknown)}`,
		`Give one of: ${field.options.slice(0, 20).map(shown).join(', ')}`,
	);
}

function encodeText(field: RecordField, value: unknown, options: ValueOptions): ValueReading {
	const text = asText(value);
	if (text.trim() === '' && field.isRequired) {
		return problem(field, 'must not be blank', 'Give it a value');
	}
	const found = textProblem(options.alias, field, text, options.allowLossyText);
	return found ? problem(field, found.message, found.hint) : { value: text };
}

/** An array, a JSON array as text, or a text with commas. */
export function toList(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (value !== null && typeof value === 'object') return [value];
	const text = asText(value).trim();
	if (text.startsWith('[')) {
		try {
			const parsed: unknown = JSON.parse(text);
			if (Array.isArray(parsed)) return parsed;
		} catch {
			// A text that only looks like JSON: commas it is.
		}
	}
	return text
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Cerb drops entries that are too long and the entry "0", without a word (measured on 10.4.10). */
function encodeList(field: RecordField, list: unknown[]): ValueReading {
	const entries = list.filter((entry) => entry !== null && entry !== undefined);
	const odd = entries.find((entry) => !isScalar(entry) || String(entry) === '0');
	if (odd !== undefined) {
		return problem(
			field,
			`cannot hold the entry ${shown(odd)}`,
			'Give texts, with commas or as a list; Cerb has no entry "0"',
		);
	}
	const long = entries.map(String).find((entry) => [...entry].length > MAX_LIST_ENTRY);
	if (long !== undefined) {
		return problem(
			field,
			`has an entry of more than ${MAX_LIST_ENTRY} characters: ${shown(long)}`,
			'Shorten it',
		);
	}
	const unstorable = entries.map(String).find((entry) => unstorableText(entry) !== undefined);
	if (unstorable === undefined) return { value: emptyAsText(entries) };
	const { message, hint } = unstorableText(unstorable)!;
	return problem(field, `has an entry that ${message}: ${shown(unstorable)}`, hint);
}

/** Fields that hold a map, such as the parameters of a custom field. */
function encodeObject(field: RecordField, value: unknown): ValueReading {
	let map = value;
	if (typeof value === 'string') {
		try {
			map = JSON.parse(value);
		} catch {
			map = undefined;
		}
	}
	if (map !== null && typeof map === 'object') {
		// Nothing would be sent of an empty map.
		return Object.keys(map).length === 0 ? clearValue(field) : { value: map as FormValue };
	}
	return problem(field, 'is not a JSON object', 'Give e.g. { "options": ["One", "Two"] }');
}

/** An empty list would not be sent at all; Cerb empties a list on a blank text. */
function emptyAsText(list: unknown[]): FormValue {
	return list.length === 0 ? '' : list.map(String);
}

function problem({ key, label, customId }: RecordField, message: string, hint: string) {
	const name = customId === undefined ? `"${key}"` : `"${label}" (${key})`;
	return { problem: { message: `The field ${name} ${message}`, hint } };
}
