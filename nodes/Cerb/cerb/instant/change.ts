import type { IDataObject } from 'n8n-workflow';

import type { CerbRecord } from '../types';

/** A change of a record, as the automation in Cerb posts it. */
export interface Change {
	/** Unlike any other. */
	delivery: string;
	/** `created`, `updated`, `deleted`. */
	event: string;
	/** Alias of the record type. */
	type: string;
	id: number;
	label: string;
	/** Who did it; id 0 for Cerb itself. */
	actor: { type: string; id: number; name: string };
	/** Defaults where the record is new. */
	before: CerbRecord;
	/** The last values where the record was deleted. */
	after: CerbRecord;
}

/** Reads the body of a delivery whose signature was right. @throws SyntaxError */
export function readChange(body: Buffer): Change {
	const change = JSON.parse(body.toString()) as Omit<Change, 'actor'> & { actor: IDataObject };
	const { type, id, name } = change.actor;
	return {
		...change,
		id: Number(change.id),
		actor: { type: String(type ?? ''), id: Number(id ?? 0), name: String(name ?? '') },
	};
}

/** The value of a field before and after a change. */
export interface FieldChange {
	before: IDataObject[string];
	after: IDataObject[string];
}

/**
 * The fields that a change has changed, by Cerb's names; custom fields by the key that one writes
 * them by. Links and what Cerb loads only when asked, e.g. the content of a message, are not told.
 */
export function changedFields({ before, after }: Change): Map<string, FieldChange> {
	const changed = new Map<string, FieldChange>();
	for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const field = { before: valueOf(before, key), after: valueOf(after, key) };
		if (JSON.stringify(field.before) !== JSON.stringify(field.after)) changed.set(key, field);
	}
	const { customfields } = after;
	const keys = Array.isArray(customfields) ? customfields.map(String) : [];
	const changedKeys = keys.filter((key) => changed.has(key));
	return new Map([...changed].filter(([name]) => isField(name, keys, changedKeys)));
}

/** Only what the record itself has: every object answers to names such as "constructor". */
function valueOf(record: CerbRecord, key: string): IDataObject[string] {
	return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

/** What follows from other fields: links to pages, names of types. */
const DERIVED = /^_|^(?:record_)?url$|__context$/;

/**
 * Cerb tells each custom field by its key and once more by its id, and some with companions that
 * change along with it, e.g. `price`, `price_label`, `price_decimal` (measured on Cerb 10.4.10).
 */
function isField(name: string, keys: string[], changedKeys: string[]): boolean {
	if (keys.includes(name)) return true;
	const isById = /^custom(?:fields$|_\d|$)/.test(name);
	const isCompanion = changedKeys.some((key) => name.startsWith(`${key}_`));
	return !DERIVED.test(name) && !isById && !isCompanion;
}
