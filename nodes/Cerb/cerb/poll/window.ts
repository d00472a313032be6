import type { CerbRecord } from '../types';
import type { Axis } from './axis';
import { earlier, isBefore, later, START, type Place } from './place';
import { Places, storePlaces, type StoredPlaces } from './seen';
import { readLast, walk, type Source } from './source';

/** Seconds after which every change that Cerb has begun can be found. */
const OVERLAP = 30;

/** How many places above the floor are remembered. */
export const MAX_SEEN = 5000;

/** How far an order has been read. Plain JSON: n8n stores it with the workflow. */
export interface Cursor {
	/** Up to here everything is dealt with for good. */
	floor: Place;
	/** What has been dealt with above the floor: what is missing there may still come. */
	seen: StoredPlaces;
	/** Places that were reached, and at what second, oldest first. */
	marks: Array<[...Place, at: number]>;
}

/** A cursor behind all that is there now. @throws NodeApiError */
export async function startWindow(source: Source, axis: Axis): Promise<Cursor> {
	const { place } = await readLast(source, axis, axis.after(START));
	return { floor: place ?? START, seen: {}, marks: [] };
}

export interface WindowOptions {
	/** Told when there is something new, before it is read. */
	onNew?: () => Promise<void>;
	/** Which of the new records are wanted; all unless given. */
	isWanted?: (record: CerbRecord, place: Place) => boolean;
	/** A condition beside the query. */
	condition?: string;
}

/**
 * Reads what has come since, in order, each record once. Changes that began earlier may become
 * visible later than others (a lower id, an older stamp): so what was read is read again until it is
 * `OVERLAP` seconds old, and what was seen then is passed over. Where the bounds of a poll end the
 * reading early, the next one goes on from there.
 * @throws NodeApiError; the cursor given stays as it was
 */
export async function readWindow(
	source: Source,
	axis: Axis,
	cursor: Cursor,
	{ onNew, isWanted = () => true, condition }: WindowOptions = {},
): Promise<{ records: CerbRecord[]; cursor: Cursor }> {
	const { place: top, since, until } = await readLast(source, axis, axis.after(cursor.floor));
	const seen = new Places(cursor.seen);
	const known = seen.size;
	const records: CerbRecord[] = [];
	const room = () => source.max - records.length;
	let reached = { last: cursor.floor, isWhole: true };
	if (top) {
		if (onNew && isBefore(reachedBefore(cursor), top)) await onNew();
		reached = await walk(
			source,
			axis,
			{ after: cursor.floor, until: top, query: source.query, condition },
			() => (room() > 0 ? room() + known : 0),
			(record, place) => {
				if (seen.has(place)) return true;
				const wanted = isWanted(record, place);
				if (wanted && room() <= 0) return false;
				if (wanted) records.push(record);
				seen.add(place);
				return true;
			},
		);
	}
	const end = top && reached.isWhole ? later(top, reached.last) : reached.last;
	const marks = withMark(cursor.marks, end, until);
	const settled = marks
		.filter(([, , at]) => at <= since - OVERLAP)
		.map(([t, id]): Place => [t, id]);
	if (axis.isTimed && top) settled.push([top[0] - OVERLAP, 0]);
	const floor = later(cursor.floor, earlier(end, settled.reduce(later, START)));
	return {
		records,
		cursor: bounded({ floor, seen: storePlaces(seen.list()), marks }, end, source),
	};
}

/** Marks places as dealt with that another reader gave out. */
export function withSeen(cursor: Cursor, places: Place[]): Cursor {
	const seen = new Places(cursor.seen);
	for (const place of places) if (isBefore(cursor.floor, place)) seen.add(place);
	return { ...cursor, seen: storePlaces(seen.list()) };
}

function withMark(marks: Cursor['marks'], [time, id]: Place, now: number): Cursor['marks'] {
	const isKnown = marks.some((mark) => mark[0] === time && mark[1] === id);
	const all = isKnown ? marks : [...marks, [time, id, now] as Cursor['marks'][number]];
	// A clock that was set back would keep the marks for as long.
	return all.map(([t, i, at]) => [t, i, Math.min(at, now)]);
}

function reachedBefore({ floor, marks }: Cursor): Place {
	return marks.reduce((place, [time, id]) => later(place, [time, id]), floor);
}

/** Drops what lies below the floor; raises the floor where too much lies above it. */
function bounded({ floor, seen, marks }: Cursor, end: Place, { tell, type }: Source): Cursor {
	let kept = new Places(seen).list().filter((place) => isBefore(floor, place));
	let raised = floor;
	if (kept.length > MAX_SEEN) {
		raised = later(floor, earlier(end, kept[kept.length - MAX_SEEN - 1]));
		kept = kept.slice(-MAX_SEEN);
		tell(
			`More than ${MAX_SEEN} changes of "${type}" came within ${OVERLAP} seconds: the oldest of them are not read again, so one that Cerb is late to show among these would be missed`,
		);
	}
	return {
		floor: raised,
		seen: storePlaces(kept),
		marks: marks.filter(([time, id]) => isBefore(raised, [time, id])),
	};
}
