import type { IDataObject } from 'n8n-workflow';

import { SIMPLIFIED_FIELDS } from './simplified-fields';

/** How many fields a record of a type without a list of its own keeps. */
const MAX_FIELDS = 10;

/** Keys that hold unix seconds, over all record types; 0 and "" mean never. */
const TIME_KEY =
	/^(created|updated|due|completed|reopen|reopen_date|log_date|run_date|date_start|date_end|closed_date|recur_start|recur_end|last_updated|[a-z_]+_at)$/;

export interface SimplifyOptions {
	/** Cerb's address without trailing slash, for links to records. */
	baseUrl: string;
	/** Expanded keys the user asked for: what they loaded is kept. */
	expand: string[];
}

/**
 * A record as a person would jot it down: at most ten or so of Cerb's fields under Cerb's names, ids
 * as numbers, times as ISO 8601 or null, a link that works. What the user expanded stays.
 */
export function simplify(record: IDataObject, { baseUrl, expand }: SimplifyOptions): IDataObject {
	const simple: IDataObject = {};
	for (const key of [...fieldsOf(record), ...expand.flatMap((entry) => expanded(entry, record))]) {
		if (!Object.hasOwn(record, key)) continue;
		simple[key] =
			key === 'record_url' ? recordUrl(record[key], baseUrl) : readable(key, record[key]);
	}
	return simple;
}

function fieldsOf(record: IDataObject): string[] {
	const type = String(record._type);
	if (Object.hasOwn(SIMPLIFIED_FIELDS, type)) return SIMPLIFIED_FIELDS[type];
	const plain = Object.keys(record).filter(
		(key) => !key.startsWith('_') && !key.includes('__') && !isNested(record[key]),
	);
	const first = ['id', '_label', 'name'].filter((key) => key in record);
	const last = plain.filter((key) => key === 'record_url' || /^(created|updated)(_at)?$/.test(key));
	const middle = plain.filter((key) => !first.includes(key) && !last.includes(key));
	return [...first, ...middle.slice(0, MAX_FIELDS - first.length - last.length), ...last];
}

/**
 * The keys that an `expand` key brought: `owner_` names the owner, `sender_` the email address, which
 * has no label (measured on Cerb 10.4.10), `custom_` gives the map.
 */
function expanded(entry: string, record: IDataObject): string[] {
	if (entry === 'custom_') return ['custom'];
	if (!entry.endsWith('_')) return [entry];
	return [`${entry}id`, `${entry}_label`, `${entry}address`].filter((key) => key in record);
}

/** A value of a field: ids as numbers, times as ISO 8601 or null for never. */
export function readable(key: string, value: IDataObject[string]): IDataObject[string] {
	if (/(^|_)id$/.test(key))
		return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	if (!TIME_KEY.test(key)) return value;
	const seconds = Number(value);
	if (value === null || value === '' || seconds === 0) return null;
	const date = new Date(seconds * 1000);
	const isDate = Number.isInteger(seconds) && !Number.isNaN(date.getTime());
	return isDate ? date.toISOString() : value;
}

/**
 * Cerb gives links without the host for some types and without the port behind some web servers
 * (measured on Cerb 10.4.10), so a link is rebuilt on the address that the user gave.
 */
function recordUrl(value: IDataObject[string], baseUrl: string): IDataObject[string] {
	const path = typeof value === 'string' ? /\/profiles\/.*$/.exec(value)?.[0] : undefined;
	return path === undefined ? value : baseUrl + path;
}

function isNested(value: unknown): boolean {
	return value !== null && typeof value === 'object';
}
