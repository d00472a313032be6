import type { Row } from '../records/values';
import { blankOf } from './born';

/** What happened to one record in the course of a request. */
export interface Change {
	alias: string;
	id: number;
	kind: 'created' | 'updated' | 'deleted';
	/** The record as it was before, or as a deleted one last was. */
	before: Row;
}

/** Changes of these leave no event (measured on Cerb 10.4.10). */
const SILENT = new Set(['attachment']);

/** Created ones are told of only when something follows: a ticket that only the API made is not. */
const TOLD_LATER = new Set(['ticket']);

/**
 * Which records one request has touched, in Cerb's order: types by their first record, records of a
 * type as they came. Each is kept as it was at first, so a record has one event per request.
 */
export class ChangeJournal {
	private readonly touchedByType = new Map<string, Map<number, Row>>();

	private readonly kinds = new Map<string, 'created' | 'deleted'>();

	/** Before a record changes. */
	touched(alias: string, row: Row): void {
		if (SILENT.has(alias)) return;
		let rows = this.touchedByType.get(alias);
		if (rows === undefined) {
			rows = new Map();
			this.touchedByType.set(alias, rows);
		}
		if (!rows.has(row.id)) rows.set(row.id, structuredClone(row));
	}

	/** After a record was stored. */
	created(alias: string, row: Row): void {
		this.kinds.set(`${alias}:${row.id}`, 'created');
		if (!TOLD_LATER.has(alias)) this.touched(alias, blankOf(alias, row));
	}

	/** Before a record goes. */
	deleted(alias: string, row: Row): void {
		this.touched(alias, row);
		this.kinds.set(`${alias}:${row.id}`, 'deleted');
	}

	changes(): Change[] {
		return [...this.touchedByType].flatMap(([alias, rows]) =>
			[...rows].map(([id, before]) => {
				const kind = this.kinds.get(`${alias}:${id}`) ?? 'updated';
				return { alias, id, kind, before };
			}),
		);
	}
}
