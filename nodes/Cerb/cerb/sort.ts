import { isDateKey } from './query-dates';
import type { CerbRecord } from './types';

type Compare = (a: CerbRecord, b: CerbRecord) => number;

/**
 * A comparison that orders records as Cerb's `sort:` would, or undefined where they cannot tell:
 * only ids, dates and numbers that every record carries are compared, because the order of texts is
 * up to Cerb's database.
 * @param sort keys of a `sort:` directive, `-` for descending; ids break ties
 */
export function compareBy(sort: string[], records: CerbRecord[]): Compare | undefined {
	const steps: Array<{ sign: number; value: (record: CerbRecord) => number }> = [];
	for (const entry of [...sort, 'id']) {
		const key = entry.replace(/^[+-]/, '');
		const field = fieldOf(key, records);
		if (field === undefined) return undefined;
		steps.push({
			sign: entry.startsWith('-') ? -1 : 1,
			value: (record) => Number(record[field]),
		});
	}
	return (a, b) => {
		for (const { sign, value } of steps) {
			const difference = value(a) - value(b);
			if (difference !== 0) return sign * difference;
		}
		return 0;
	};
}

/** The record's field behind a search key: `lastOpenedAt` is `last_opened_at`, `closed` `closed_at`. */
function fieldOf(key: string, records: CerbRecord[]): string | undefined {
	const snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	// Some types give times and ids as texts of digits.
	const digitsCount = isDateKey(key) || key === 'id';
	const isNumber = (value: unknown) =>
		typeof value === 'number' || (digitsCount && typeof value === 'string' && /^\d+$/.test(value));
	return [`${snake}_at`, snake].find((field) => records.every((record) => isNumber(record[field])));
}
