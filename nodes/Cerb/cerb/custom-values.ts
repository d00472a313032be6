import type { IDataObject } from 'n8n-workflow';

import type { RecordField } from './fields';
import type { CerbRecord } from './types';

type Value = IDataObject[string];

/**
 * The custom fields of a record expanded with `custom_`, under the keys that set them and as people
 * know them: true/false, numbers with their decimals, ISO dates, lists. Unset ones are null. Cerb
 * itself gives texts of digits, minor units and maps (measured on Cerb 10.4.10).
 */
export function readCustomValues(record: CerbRecord, fields: RecordField[]): IDataObject {
	const custom = record.custom;
	// An empty map arrives as an empty list.
	const values = (custom === null || Array.isArray(custom) ? {} : (custom ?? {})) as IDataObject;
	const readable = fields.flatMap((field): Array<[string, Value]> => {
		const { customId } = field;
		if (customId === undefined || !Object.hasOwn(values, String(customId))) return [];
		return [[field.key, readValue(field, values[customId], record)]];
	});
	// Entries, because a custom field may have any name, "__proto__" included.
	return Object.fromEntries(readable);
}

function readValue(field: RecordField, value: Value, record: CerbRecord): Value {
	switch (field.kind) {
		case 'boolean':
			return String(value) === '1';
		case 'options':
		case 'list':
			return entries(value);
		case 'ids':
			return entries(value).map(Number);
		default:
			break;
	}
	if (value === null || value === undefined || value === '' || value === false) return null;
	switch (field.kind) {
		case 'date':
			return Number(value) === 0 ? null : new Date(Number(value) * 1000).toISOString();
		case 'decimal':
			return decimal(field, value, record);
		case 'number':
		case 'slider':
		case 'id':
			return Number(value);
		default:
			return value;
	}
}

/** Money has its decimal form beside it, decimals say where the point stands. */
function decimal({ customId }: RecordField, value: Value, record: CerbRecord): number {
	const key = `custom_${customId}`;
	if (record[`${key}_decimal`] !== undefined) return Number(record[`${key}_decimal`]);
	return Number(value) / 10 ** Number(record[`${key}_decimal_at`] ?? 0);
}

function entries(value: Value): string[] {
	if (value === null || value === undefined || typeof value !== 'object') return [];
	return Object.values(value).map(String);
}
