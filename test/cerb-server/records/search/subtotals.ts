import type { RecordType } from '../type';
import { sqlNumber, type Dict, type Row } from '../values';
import type { QueryContext } from './context';
import { searchFieldsOf } from './custom-search';

/**
 * Counts by one search key: `[{label, hits, key?}]`, most hits first, `key` only where it differs
 * from the label. Undefined = no such search key. Keys that cannot be counted by (nested searches)
 * give an empty list; others than `status` are not claimed. Measured on Cerb 10.4.10.
 */
export function subtotal(
	token: string,
	rows: Row[],
	type: RecordType,
	context: QueryContext,
): Dict[] | undefined {
	const fields = searchFieldsOf(type, context.env);
	if (!Object.prototype.hasOwnProperty.call(fields, token)) {
		const nests = /^(links|on|author|actor|target)\./.test(token);
		if (nests) context.unclaimed.add(`subtotals by ${token}`);
		return undefined;
	}
	const field = fields[token];
	if (field.kind === 'record' || field.kind === 'related') return [];
	if (field.kind !== 'status') {
		context.unclaimed.add(`subtotals by ${token} of ${type.alias}`);
		return [];
	}
	const hits = new Map<number, number>();
	for (const row of rows) {
		const value = sqlNumber(row[field.column]);
		hits.set(value, (hits.get(value) ?? 0) + 1);
	}
	return [...hits]
		.sort(([, a], [, b]) => b - a)
		.map(([value, count]) => ({
			label: field.labels[value],
			hits: count,
			...(field.subtotalKeys ? { key: value } : {}),
		}));
}
