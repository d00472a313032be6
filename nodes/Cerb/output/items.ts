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
	return fields.filter((field) => !records.some((record) => field in record));
}

function shape(record: IDataObject, output: OutputMode): IDataObject {
	if (output.mode === 'raw') return record;
	if (output.mode === 'simplified') return simplify(record, output);
	// The id is always there: later steps need it to find the record again.
	const picked: IDataObject = { id: record.id };
	for (const field of output.fields) picked[field] = record[field] ?? null;
	return picked;
}
