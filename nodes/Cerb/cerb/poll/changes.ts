import type { CerbRecord } from '../types';
import { AHEAD, byUpdate } from './axis';
import { isBefore, START, type Place } from './place';
import { Places, storePlaces, type StoredPlaces } from './seen';
import { walk, type Source } from './source';
import { readWindow, startWindow, type Cursor } from './window';

/** How many records with stamps in the future are remembered. */
export const MAX_AHEAD = 1000;

/** How far the changes have been read. */
export interface ChangeCursor extends Cursor {
	/** Records stamped in the future that are known already. */
	ahead: StoredPlaces;
}

/** A cursor behind all changes until now. @throws NodeApiError */
export async function startChanges(source: Source, settle: number): Promise<ChangeCursor> {
	const window = await startWindow(source, byUpdate(settle));
	const { places } = await readAhead({ ...source, expand: [], max: MAX_AHEAD }, new Places());
	return { ...window, ahead: storePlaces(places) };
}

/**
 * Reads the records that were changed since, each once and in its latest state: those whose second
 * is over, and those that are stamped in the future, as soon as they are.
 * @param isWanted which of them are wanted
 * @throws NodeApiError; the cursor given stays as it was
 */
export async function readChanges(
	source: Source,
	settle: number,
	cursor: ChangeCursor,
	isWanted: (record: CerbRecord) => boolean = () => true,
): Promise<{ records: CerbRecord[]; cursor: ChangeCursor }> {
	const known = new Places(cursor.ahead);
	const window = await readWindow(source, byUpdate(settle), cursor, {
		isWanted: (record, place) => !known.has(place) && isWanted(record),
	});
	// What was dealt with and lies ahead now was not, before: Cerb's clock has been set back.
	const past = new Places(cursor.seen);
	let isSetBack = false;
	const max = source.max - window.records.length;
	const ahead = await readAhead({ ...source, max }, known, (record, place) => {
		const isPast = !isBefore(cursor.floor, place) || past.has(place);
		isSetBack ||= isPast;
		return !isPast && isWanted(record);
	});
	const next = isSetBack ? await readAgain(source, settle) : window.cursor;
	// Who was changed to the present may be set to the same future again.
	const changed = new Set(window.records.map(({ id }) => Number(id)));
	const kept = known
		.list()
		.filter((place) => isBefore(next.floor, place) && !changed.has(place[1]));
	const places = new Places(storePlaces(kept.slice(0, MAX_AHEAD)));
	for (const place of ahead.places) places.add(place);
	return {
		records: [...window.records, ...ahead.records],
		cursor: { ...next, ahead: storePlaces(places.list()) },
	};
}

/** Seconds before the last change that is over: the longest that two polls are usually apart. */
const READ_AGAIN = 300;

/** A cursor for a clock that was set back: behind the older one nothing would be found for long. */
async function readAgain(source: Source, settle: number): Promise<Cursor> {
	const { floor } = await startWindow(source, byUpdate(settle));
	source.tell(
		`The clock of Cerb was set back: changes of "${source.type}" from its last ${READ_AGAIN / 60} minutes may be given twice`,
	);
	return { floor: [Math.max(0, floor[0] - READ_AGAIN), 0], seen: {}, marks: [] };
}

/** All records stamped in the future, and which of them are new. */
async function readAhead(
	source: Source,
	known: Places,
	isWanted: (record: CerbRecord, place: Place) => boolean = () => true,
): Promise<{ records: CerbRecord[]; places: Place[] }> {
	const records: CerbRecord[] = [];
	const places: Place[] = [];
	if (source.max === 0) return { records, places };
	const { isWhole } = await walk(
		source,
		AHEAD,
		{ after: START, query: source.query },
		() => MAX_AHEAD - places.length,
		(record, place) => {
			const isNew = !known.has(place) && isWanted(record, place);
			if (places.length >= MAX_AHEAD || (isNew && records.length >= source.max)) return false;
			places.push(place);
			if (isNew) records.push(record);
			return true;
		},
	);
	if (!isWhole && places.length >= MAX_AHEAD) {
		source.tell(
			`More than ${MAX_AHEAD} records of "${source.type}" are stamped in the future: those beyond are given when their time has come`,
		);
	}
	return { records, places };
}
