/* eslint-disable @n8n/community-nodes/no-restricted-imports -- compares values in the test process, never runs inside n8n */
import { isDeepStrictEqual } from 'node:util';

import { tryToParseDateTime } from 'n8n-workflow';

import type { CerbState } from '../../cerb-server/state';
import type { HostileCase } from './cases';
import type { Row } from './changes';
import { plain } from './target';
import type { Deed } from './world';

/** Columns that move by themselves when a task is written. */
const BY_ITSELF = new Set(['updated', 'updated_at', 'created', 'id']);

/**
 * Whether what was given is in Cerb now as it was given, field by field, or the node has said that
 * it is not; and whether nothing else is. Read for tasks, whose fields are of every kind.
 */
export function judgeStored({ given }: HostileCase, deed: Deed, state: CerbState): string[] {
	const fields = fieldsOf(given);
	const [entry] = [...deed.changes.created, ...deed.changes.changed].filter(([key]) =>
		key.startsWith('task:'),
	);
	if (fields === undefined || entry === undefined) return [];
	const [key, row] = entry;
	const isNew = deed.changes.created.has(key);
	const isTextual = given.fieldsInput === 'json' && typeof given.fieldsJson === 'string';
	const found: string[] = [];
	const columns = new Set(BY_ITSELF);
	for (const [name, value] of Object.entries(fields)) {
		const { column, type } = columnOf(name, state);
		columns.add(column);
		const isUntouched = !isNew && !Object.hasOwn(row, column);
		// What did not change is looked up where it was before.
		const stored = isUntouched ? state.get('task', Number(key.slice(5)))?.[column] : row[column];
		const isGone = TAKEN_OUT.has(name) && !isTextual;
		if (name === 'links' || isGone || isSame(value, stored, type)) continue;
		if (deed.hints.some((hint) => hint.includes(`"${name}"`))) continue;
		found.push(`${name} was given as ${shown(value)} and is stored as ${shown(stored)}`);
	}
	if (!isNew) found.push(...othersOf(row, columns));
	return found;
}

function othersOf(row: Row, columns: Set<string>): string[] {
	const others = Object.keys(row).filter((column) => !columns.has(column));
	return others.map((column) => `${column} was changed, too`);
}

/** The fields of the item as a map; undefined where they come in another way. */
function fieldsOf({ fieldsInput, fieldsJson, fieldValues }: Row): Row | undefined {
	if (fieldsInput !== 'json') {
		const { value } = (fieldValues ?? {}) as { value?: Row };
		const entries = Object.entries(value ?? {});
		// Blank ones are left alone there.
		return Object.fromEntries(
			entries.filter(([, one]) => one !== null && one !== undefined && one !== ''),
		);
	}
	return (typeof fieldsJson === 'string' ? JSON.parse(fieldsJson) : fieldsJson) as Row;
}

function columnOf(name: string, state: CerbState): { column: string; type: string } {
	if (name === 'status') return { column: 'status_id', type: 'status' };
	for (const { id, uri, type } of state.table('custom_field').scan()) {
		if (uri === name || name === `custom_${id}`)
			return { column: `custom_${id}`, type: String(type) };
	}
	return { column: name, type: name };
}

/** Fields that hold what is no text as JSON. */
const TEXTS = new Set(['title', 'S', 'T', 'U']);

const STATUSES: Record<string, number> = { o: 0, c: 1, w: 2 };

function isSame(given: unknown, stored: unknown, type: string): boolean {
	const isEmptyShape =
		typeof given === 'object' && !(given instanceof Date) && isNothing(given) && given !== null;
	if (isEmptyShape && TEXTS.has(type)) return textOf(given) === stored;
	if (isNothing(given)) return isNothing(stored) || stored === '0' || stored === false;
	const text = plain(given);
	switch (type) {
		case 'status':
			return STATUSES[text.charAt(0).toLowerCase()] === stored;
		case 'due':
		case 'E':
			return secondsOf(text) === Number(stored ?? 0);
		case 'C':
			return /^(1|true|yes|y|on)$/i.test(text.trim()) === (String(stored ?? 0) === '1');
		case 'Y':
		case 'O':
			return Number(text) * 100 === Number(stored ?? 0);
		case 'M':
		case 'X':
			return isDeepStrictEqual(entriesOf(given), Object.values((stored ?? {}) as Row).sort());
		case 'importance':
		case 'owner_id':
		case 'status_id':
		case 'N':
		case 'W':
		case 'L':
			return Number(text) === Number(stored ?? 0);
		default:
			return [textOf(given), textOf(given, TAKEN_OUT)].includes(String(stored ?? ''));
	}
}

function textOf(given: unknown, without: ReadonlySet<string> = new Set()): string {
	if (typeof given !== 'object' || given instanceof Date) return plain(given);
	return JSON.stringify(given, (key, value: unknown) => (without.has(key) ? undefined : value));
}

/** Names that n8n itself takes out of some of what expressions and parameters hold. */
const TAKEN_OUT = new Set(['__proto__', 'constructor', 'prototype']);

function isNothing(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	const isEmpty = typeof value === 'object' && Object.keys(value).length === 0;
	return isEmpty || value === '' || value === 0;
}

function entriesOf(given: unknown): string[] {
	const isText = typeof given === 'string';
	let list: unknown = given;
	if (isText && given.trim().startsWith('[')) {
		try {
			list = JSON.parse(given);
		} catch {
			// Commas, then.
		}
	}
	if (typeof list === 'string') list = list.split(',').map((entry) => entry.trim());
	const all = Array.isArray(list) ? list.map(String) : [String(list)];
	return [...new Set(all.filter((entry) => entry !== ''))].sort();
}

function secondsOf(text: string): number {
	if (/^\s*\d{1,3}\s*$|^\s*\d{5,7}\s*$|^\s*\d{9,10}\s*$/.test(text)) return Number(text);
	if (/^\s*\d{13}\s*$/.test(text)) return Math.floor(Number(text) / 1000);
	return Math.floor(tryToParseDateTime(text.trim(), 'America/New_York').toSeconds());
}

function shown(value: unknown): string {
	return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
