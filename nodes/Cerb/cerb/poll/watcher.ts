import type { CerbRecord } from '../types';
import { BY_ID, creationStamp, updateStamp } from './axis';
import { readChanges, startChanges, type ChangeCursor } from './changes';
import type { Place } from './place';
import { readTimedPage, waitToSettle, type Source } from './source';
import type { TicketEvent } from './ticket-log';
import { readWindow, startWindow, withSeen, type Cursor } from './window';

/** A record to give out. */
export interface Found {
	record: CerbRecord;
	/** What happened to it, where that is told. */
	events?: TicketEvent[];
}

/** How far a watcher has read. Plain JSON: n8n stores it with the workflow. */
export interface Cursors {
	ids?: Cursor;
	changes?: ChangeCursor;
}

/** Looks for what is new, from one poll to the next. Every method throws NodeApiErrors. */
export interface Watcher {
	/** Where the watch begins: behind all that is there now. */
	start(): Promise<Cursors>;
	/** What has come since, oldest first, and where to go on. The cursors given stay as they were. */
	next(cursors: Cursors): Promise<{ found: Found[]; cursors: Cursors }>;
	/** The newest few, oldest first. */
	newest(count: number): Promise<Found[]>;
}

/**
 * New records, by their ids.
 * @param settle seconds between hearing of a new record and reading it, in which it is completed
 */
export function watchCreated(source: Source, settle: number): Watcher {
	return {
		start: async () => ({ ids: await startWindow(source, BY_ID) }),
		async next({ ids }) {
			const from = ids ?? (await startWindow(source, BY_ID));
			const onNew = async () => await waitToSettle(source, settle);
			const { records, cursor } = await readWindow(source, BY_ID, from, { onNew });
			return { found: records.map(asFound), cursors: { ids: cursor } };
		},
		newest: async (count) => await newest(source, '', ['-id'], count),
	};
}

/** Records that were changed after they were created, by the stamps of their last change. */
export function watchUpdated(source: Source, settle: number): Watcher {
	return {
		start: async () => ({ changes: await startChanges(source, settle) }),
		async next({ changes }) {
			const from = changes ?? (await startChanges(source, settle));
			const { records, cursor } = await readChanges(source, settle, from, isChanged);
			return { found: records.map(asFound), cursors: { changes: cursor } };
		},
		newest: async (count) => {
			const all = await newest(source, UP_TO_NOW, NEWEST_CHANGE, SAMPLE);
			return all.filter(({ record }) => isChanged(record)).slice(-count);
		},
	};
}

/**
 * Records that were created or changed. New ones with a stamp of long ago, as imports set it, are
 * found by their ids.
 */
export function watchCreatedOrUpdated(source: Source, settle: number): Watcher {
	const start = async () => ({
		ids: await startWindow(source, BY_ID),
		changes: await startChanges(source, settle),
	});
	return {
		start,
		async next({ ids, changes }) {
			const from = ids && changes ? { ids, changes } : await start();
			const [oldest] = from.changes.floor;
			// What is stamped later is read below.
			const condition = oldest > 0 ? `updated:"0 to ${oldest - 1}"` : 'id:0';
			const created = await readWindow(source, BY_ID, from.ids, { condition });
			const rest = { ...source, max: source.max - created.records.length };
			const changed = await readChanges(rest, settle, from.changes);
			const places = changed.records.map(({ id }): Place => [0, Number(id)]);
			return {
				found: [...created.records, ...changed.records].map(asFound),
				cursors: { ids: withSeen(created.cursor, places), changes: changed.cursor },
			};
		},
		newest: async (count) => await newest(source, UP_TO_NOW, NEWEST_CHANGE, count),
	};
}

/** How many of the newest records are looked at for some that fit. */
const SAMPLE = 100;

const UP_TO_NOW = 'updated:"1 to now"';
const NEWEST_CHANGE = ['-updated', '-id'];

async function newest(
	source: Source,
	condition: string,
	sort: string[],
	size: number,
): Promise<Found[]> {
	const { query, expand } = source;
	const page = await readTimedPage(source, { query, condition, sort, size, expand });
	return page.results.reverse().map(asFound);
}

/** A record is stamped with a change when it is created; most types do not tell that second. */
function isChanged(record: CerbRecord): boolean {
	return creationStamp(record) !== updateStamp(record);
}

function asFound(record: CerbRecord): Found {
	return { record };
}
