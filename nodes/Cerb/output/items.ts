import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { simplify, type SimplifyOptions } from './simplify';

/** How records leave the node: as Simplified, untouched, or with chosen fields only. */
export type OutputMode =
	| ({ mode: 'simplified' } & SimplifyOptions)
	| { mode: 'raw' }
	| { mode: 'fields'; fields: string[] };

/** Shapes records and ties each to the input item that it came from. */
export function recordItems(
	records: IDataObject[],
	output: OutputMode,
	itemIndex: number,
): INodeExecutionData[] {
	return records.map((record) => ({
		json: shape(record, output),
		pairedItem: { item: itemIndex },
	}));
}

/** Chosen fields that no record has: most likely misspelled. */
export function missingFields(records: IDataObject[], fields: string[]): string[] {
	if (records.length === 0) return [];
	return fields.filter((field) => !records.some((record) => Object.hasOwn(record, field)));
}

function shape(record: IDataObject, output: OutputMode): IDataObject {
	if (output.mode === 'raw') return record;
	if (output.mode === 'simplified') return simplify(record, output);
	// The id is always there: later steps need it to find the record again.
	// Only what the record itself has: every object answers to names such as "constructor".
	const pairs = output.fields.map((field): [string, IDataObject[string]] => [
		field,
		Object.hasOwn(record, field) ? record[field] : null,
	]);
	return { id: record.id, ...Object.fromEntries(pairs) };
}
