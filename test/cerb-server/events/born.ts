import type { Row, Value } from '../records/values';

/** Columns that a record has from its first moment on (measured on Cerb 10.4.10). */
const FIRST: Record<string, string[] | undefined> = {
	contact: ['created_at'],
	org: ['created'],
};

/** Long texts begin as null, not empty. */
const NULL: Record<string, string[] | undefined> = {
	automation: ['policy_kata', 'script'],
	comment: ['comment'],
	custom_field: ['type'],
	draft: ['name', 'to'],
	message: ['hash_header_message_id'],
	notification: ['event_json'],
	snippet: ['content'],
};

/** Written in one go: these were never blank. */
const WHOLE = new Set(['activity_log', 'ticket']);

function blankValue(value: Value): Value {
	if (typeof value === 'number') return 0;
	if (typeof value === 'string') return '';
	return typeof value === 'object' && value !== null ? [] : value;
}

/**
 * A new record as an event shows it before its creation: numbers are 0, texts empty, custom fields
 * not set (measured on Cerb 10.4.10).
 */
export function blankOf(alias: string, row: Row): Row {
	if (WHOLE.has(alias)) return row;
	const blank: Row = { id: row.id };
	for (const [column, value] of Object.entries(row)) {
		if (column === 'id' || /^custom_\d+$/.test(column)) continue;
		if (FIRST[alias]?.includes(column) === true) blank[column] = value;
		else blank[column] = NULL[alias]?.includes(column) === true ? null : blankValue(value);
	}
	return blank;
}
