import type { CerbClient } from '../client';
import { expandParameter } from '../encode';
import { isLastPage, MAX_PAGE_SIZE } from '../keyset';
import { filterGroup, type LiftedQuery } from '../query';
import { pause } from '../retry';
import { soundPage } from '../search';
import type { CerbRecord, CerbRequest, SearchPage } from '../types';
import { earlier, isBefore, type Place } from './place';
import type { Axis } from './axis';

/** What is watched, and how much of it at a time. */
export interface Source {
	client: CerbClient;
	/** Alias of the record type. */
	type: string;
	/** What records must match to be given. */
	query: LiftedQuery;
	/** Keys as Cerb's `expand` takes them. */
	expand: string[];
	/** Most records of one poll. */
	max: number;
	/** When to leave the rest to the next poll: unix milliseconds of n8n's clock. */
	deadline: number;
	/** Tells the user something although nothing failed. */
	tell(message: string): void;
}

/** A page of a search and when it was given; see `CerbClient.callTimed`. */
export interface TimedPage extends SearchPage {
	since: number;
	until: number;
}

/** What to look for beside the type. */
export interface Wanted {
	query: LiftedQuery;
	/** Beside the filters of the query. */
	condition: string;
	sort: string[];
	size: number;
	expand?: string[];
}

/** @throws NodeApiError when the call fails, or the search inside Cerb */
export async function readTimedPage(
	{ client, type }: Source,
	{ query, condition, sort, size, expand = [] }: Wanted,
): Promise<TimedPage> {
	const request: CerbRequest = {
		method: 'GET',
		path: `records/${type}/search.json`,
		query: {
			q: [filterGroup(query), condition, `sort:${sort.join(',')}`].filter(Boolean).join(' '),
			limit: Math.max(1, Math.min(MAX_PAGE_SIZE, size)),
			expand: expandParameter(expand),
		},
	};
	const { value, since, until } = await client.callTimed(request);
	return { ...soundPage(client, request, value), since, until };
}

/**
 * Waits until new records are complete, no longer than the poll may take.
 * @param settle seconds
 */
export async function waitToSettle({ deadline, tell }: Source, settle: number): Promise<void> {
	const most = Math.max(0, deadline - Date.now());
	if (settle * 1000 > most) {
		tell(
			`n8n gives a poll too little time for the Settle Time: new records are read after ${Math.round(most / 1000)} seconds`,
		);
	}
	await pause(Math.min(settle * 1000, most));
}

/**
 * The last record of an order, whatever the query of the source says. Cerb finds records first and
 * then reads them (measured on Cerb 10.4.10), so one that is saved in between comes with a stamp
 * beyond what was asked for: where stamps count it is asked twice.
 */
export async function readLast(
	source: Source,
	axis: Axis,
	condition: string,
): Promise<{ place: Place | undefined; since: number; until: number }> {
	const first = await readTop(source, axis, condition);
	if (!axis.isTimed || !first.place) return first;
	const { place, until } = await readTop(source, axis, condition);
	return { place: place && earlier(first.place, place), since: first.since, until };
}

async function readTop(source: Source, { sort, placeOf }: Axis, condition: string) {
	const page = await readTimedPage(source, {
		query: { filters: '', keys: [] },
		condition,
		sort: sort.map((key) => `-${key}`),
		size: 1,
	});
	const [record] = page.results;
	return { place: record && placeFrom(source, placeOf, record), ...page };
}

/**
 * Goes through the records after a place in order, page by page.
 * @param size how many records the next page should have at most; 0 ends the walk
 * @param visit says whether to go on; the record that it declines is not dealt with
 * @returns the place of the last record that was dealt with, and whether there were no more
 */
export async function walk(
	source: Source,
	axis: Axis,
	from: { after: Place; until?: Place; query: LiftedQuery; condition?: string },
	size: () => number,
	visit: (record: CerbRecord, place: Place) => boolean,
): Promise<{ last: Place; isWhole: boolean }> {
	let last = from.after;
	for (;;) {
		const asked = size();
		const page = await readTimedPage(source, {
			query: from.query,
			condition: [axis.after(last, from.until), from.condition].filter(Boolean).join(' '),
			sort: axis.sort,
			size: asked,
			expand: source.expand,
		});
		for (const record of page.results) {
			const place = placeFrom(source, axis.placeOf, record);
			// Saved while Cerb read the page: it will be found where it stands now.
			if (from.until && isBefore(from.until, place)) continue;
			if (!isBefore(last, place)) throw outOfOrder(source);
			if (!visit(record, place)) return { last, isWhole: false };
			last = place;
		}
		if (isLastPage(page, asked)) {
			return { last, isWhole: true };
		}
		if (size() === 0 || Date.now() > source.deadline) return { last, isWhole: false };
	}
}

function placeFrom({ client, type }: Source, placeOf: Axis['placeOf'], record: CerbRecord): Place {
	const place = placeOf(record);
	if (place && !Number.isNaN(place[1])) return place;
	throw client.refusal(
		`Records of type "${type}" do not tell when they were changed`,
		'Pick Record Created in the parameter Trigger On',
	);
}

function outOfOrder({ client, type }: Source) {
	return client.refusal(
		`Cerb does not list "${type}" records in the order of their changes`,
		'Records of this type cannot be watched: pick another Record Type',
	);
}
