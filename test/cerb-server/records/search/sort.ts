import type { Row, Value } from '../values';
import type { SearchField } from './field';
import { fold } from './text';

export interface SortKey {
	column: string;
	isAscending: boolean;
}

/** The column a key sorts by; nested searches and computed keys have none. */
function sortColumn(field: SearchField | undefined): string | undefined {
	if (field === undefined || !('column' in field) || field.kind === 'record') return undefined;
	return field.kind === 'status' && !field.sortable ? undefined : field.column;
}

/** `updated,-id`: keys in order of weight, `-` for descending; unknown keys are passed over. */
export function readSort(text: string, fields: Record<string, SearchField>): SortKey[] {
	return text.split(',').flatMap((key) => {
		const name = key.replace(/^[+-]+/, '');
		const known = Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : undefined;
		const column = sortColumn(known);
		return column === undefined ? [] : [{ column, isAscending: !key.startsWith('-') }];
	});
}

function compareValues(left: Value | undefined, right: Value | undefined): number {
	const [a, b] = [left ?? null, right ?? null];
	if (a === null || b === null) return Number(b === null) - Number(a === null);
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	const [x, y] = [fold(String(a)), fold(String(b))];
	if (x === y) return 0;
	return x < y ? -1 : 1;
}

/** Compares rows by the keys; undefined = no order asked for. Ties stay in id order. */
export function sorter(keys: SortKey[]): ((a: Row, b: Row) => number) | undefined {
	if (keys.length === 0) return undefined;
	return (a, b) => {
		for (const { column, isAscending } of keys) {
			const order = compareValues(a[column], b[column]);
			if (order !== 0) return isAscending ? order : -order;
		}
		return 0;
	};
}
