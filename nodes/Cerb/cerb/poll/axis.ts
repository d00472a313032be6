import type { CerbRecord } from '../types';
import type { Place } from './place';

/** The last second that Cerb's dates can hold (measured on Cerb 10.4.10). */
const LAST_SECOND = 4294967295;

/** An order in which new records come last, and how to ask Cerb for parts of it. */
export interface Axis {
	/** Keys of `sort:`, ascending. */
	sort: string[];
	/** Whether records stand there by their stamps. */
	isTimed: boolean;
	/** Where a record stands; undefined where it does not tell. */
	placeOf(record: CerbRecord): Place | undefined;
	/** The condition for what comes after a place. @param until the last place; else all that is over */
	after(place: Place, until?: Place): string;
}

/**
 * Ids: a new record has a higher one than all before, whatever its stamps say. Those of messages are
 * the sender's, e.g. of days ago where a mail was held up (measured on Cerb 10.4.10).
 */
export const BY_ID: Axis = {
	sort: ['id'],
	isTimed: false,
	placeOf: ({ id }) => [0, Number(id)],
	after: ([, id], until) => `id:>${id}${until ? ` id:<=${until[1]}` : ''}`,
};

/**
 * The stamps of the last change, ids breaking ties. Only seconds that are over count, so that
 * nothing more can happen in them: Cerb itself reckons from its own clock, by which it stamps.
 * @param settle how many seconds ago a second must have been
 */
export function byUpdate(settle: number): Axis {
	return {
		sort: ['updated', 'id'],
		isTimed: true,
		placeOf: (record) => {
			const stamp = updateStamp(record);
			return stamp === undefined ? undefined : [stamp, Number(record.id)];
		},
		after: ([time, id], until) =>
			until && until[0] === time
				? `updated:"${time} to ${time}" id:>${id} id:<=${until[1]}`
				: laterThan(
						[time, id],
						until ? String(until[0]) : settle > 0 ? `-${settle} seconds` : 'now',
					),
	};
}

/**
 * Stamps that lie ahead of Cerb's clock, as imports and the API can set them: they would be over
 * only in years.
 */
export const AHEAD: Axis = {
	...byUpdate(0),
	after: (place) =>
		place[0] === 0
			? `updated:"${NEAR_FUTURE} to ${LAST_SECOND}"`
			: laterThan(place, String(LAST_SECOND)),
};

/** What is stamped within it may be the work of another web server with a clock of its own. */
const NEAR_FUTURE = '+60 seconds';

/** Operators do nothing for dates; ranges take in both ends (measured on Cerb 10.4.10). */
function laterThan([time, id]: Place, end: string): string {
	return `(updated:"${time + 1} to ${end}" OR (updated:"${time} to ${time}" id:>${id}))`;
}

/** The stamp of a record's last change: types call it one or the other, as number or text. */
export function updateStamp({ updated, updated_at }: CerbRecord): number | undefined {
	return toStamp(updated ?? updated_at);
}

/** The same of its creation; most types do not tell it. */
export function creationStamp({ created, created_at }: CerbRecord): number | undefined {
	return toStamp(created ?? created_at);
}

function toStamp(value: unknown): number | undefined {
	const stamp = Number(value ?? NaN);
	return Number.isInteger(stamp) ? stamp : undefined;
}
