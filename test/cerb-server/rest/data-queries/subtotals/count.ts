import type { Row } from '../../../records/values';
import type { ByField } from './by-fields';

/** One combination of values with its count; `path` has one value for each column. */
export interface Counted {
	path: string[];
	hits: number;
}

/** The values of a column that take part: the most frequent ones (or the rarest) up to its limit. */
function chosenValues(rows: Row[], field: ByField): Set<string> {
	const hits = new Map<string, number>();
	for (const row of rows) {
		const value = field.valueOf(row);
		hits.set(value, (hits.get(value) ?? 0) + 1);
	}
	const factor = field.isRarest ? -1 : 1;
	return new Set(
		[...hits]
			.sort(([, a], [, b]) => (b - a) * factor)
			.slice(0, field.limit)
			.map(([value]) => value),
	);
}

/** Counts rows by all columns together, most hits first. */
export function countBy(rows: Row[], fields: ByField[]): Counted[] {
	const chosen = fields.map((field) => chosenValues(rows, field));
	const counted = new Map<string, Counted>();
	for (const row of rows) {
		const path = fields.map((field) => field.valueOf(row));
		if (!path.every((value, index) => chosen[index].has(value))) continue;
		const key = JSON.stringify(path);
		const known = counted.get(key);
		if (known === undefined) counted.set(key, { path, hits: 1 });
		else known.hits++;
	}
	return [...counted.values()].sort((a, b) => b.hits - a.hits);
}
