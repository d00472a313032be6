import type { CerbClient } from './client';
import { expandParameter } from './encode';
import { isScopeRefusal } from './hints';
import { MAX_PAGE_SIZE, readByKeyset } from './keyset';
import { matchRequest, unknownFilter } from './matches';
import { filterGroup, type LiftedQuery } from './query';
import { compareBy } from './sort';
import type { CerbRecord, CerbRequest, SearchPage } from './types';

/** What to search. Directives of the query win over the defaults, the smaller limit counts. */
export interface Search {
	/** Alias or context id of the record type. */
	type: string;
	query: LiftedQuery;
	/** Undefined means every matching record. */
	limit: number | undefined;
	/** Keys as Cerb's `expand` takes them. */
	expand: string[];
}

export interface SearchResult<T = CerbRecord> {
	/** What was kept of each record. */
	records: T[];
	/** What a user should know although nothing failed. */
	hint?: string;
}

/**
 * Finds records. Without a sort, and for the set of records of a full listing in any case, pages are
 * read by keyset: each matching record comes once, also while others appear and vanish. Pages by
 * number serve a user's own order; Cerb answers a page past the end with records of other pages
 * (measured on Cerb 10.4.10), so the end is reckoned and repeats are dropped.
 * @throws NodeApiError when a call fails, the search fails inside Cerb, or a filter is unknown
 */
export async function searchRecords(client: CerbClient, search: Search): Promise<SearchResult> {
	return await searchInto(client, search, whole);
}

/**
 * The same for lists of any length: each page is made into what is kept of it as soon as it has come,
 * so that Cerb's own records, which may be many times as large, need not be held.
 */
export async function searchInto<T>(
	client: CerbClient,
	search: Search,
	keep: Keep<T>,
): Promise<SearchResult<T>> {
	const limit = Math.min(search.limit ?? Infinity, search.query.limit ?? Infinity);
	const result = await read(client, search, limit, keep);
	if (result.records.length > 0) return result;
	return { ...result, hint: await checkFilters(client, search) };
}

/** Makes of some records what is kept of them, one for each. */
type Keep<T> = (records: CerbRecord[]) => Promise<T[]>;

const whole: Keep<CerbRecord> = async (records) => await Promise.resolve(records);

async function read<T>(
	client: CerbClient,
	search: Search,
	limit: number,
	keep: Keep<T>,
): Promise<SearchResult<T>> {
	const { page, sort } = search.query;
	if (page !== undefined) {
		return { records: await keep(await readOnePage(client, search, page, limit)) };
	}
	if (!sort || isIdAscending(sort)) return { records: await readById(client, search, limit, keep) };
	if (limit !== Infinity) {
		return { records: await keep(await readByPages(client, search, sort, limit)) };
	}
	const { records, hint } = await readAllInOrder(client, search, sort);
	return { records: await keep(records), hint };
}

function isIdAscending([first]: string[]): boolean {
	// Ids are unique: what follows them in a sort changes nothing.
	return first === 'id' || first === '+id';
}

async function readById<T>(client: CerbClient, search: Search, limit: number, keep: Keep<T>) {
	const first = pageRequest(search, 'sort:id', MAX_PAGE_SIZE);
	const disorder = () =>
		client.error(
			{
				message: `Cerb does not list "${search.type}" records in the order of their ids`,
				hint: 'Records of this type cannot be listed in full: use a Limit with a sort: in the query',
			},
			first,
		);
	return await readByKeyset(
		async (directives, size) => await readPage(client, pageRequest(search, directives, size)),
		limit,
		disorder,
		keep,
	);
}

/** Numbered pages in the user's order, ids breaking ties so that the order is the same each time. */
async function readByPages(
	client: CerbClient,
	search: Search,
	sort: string[],
	limit: number,
): Promise<CerbRecord[]> {
	const records = new Map<number, CerbRecord>();
	const size = Math.min(MAX_PAGE_SIZE, limit);
	for (let number = 1; ; number++) {
		const page = await readPage(client, pageRequest(search, sortText(sort), size, number));
		const before = records.size;
		for (const record of page.results) records.set(Number(record.id), record);
		const isLast = number * size >= page.total || records.size === before;
		if (isLast || records.size >= limit) break;
	}
	return [...records.values()].slice(0, limit);
}

/**
 * Every record once, in the user's order. Numbered pages lose and repeat records when others come
 * and go meanwhile, so the records are those of a keyset run; pages only tell the order, and only
 * where the records themselves do not.
 */
async function readAllInOrder(
	client: CerbClient,
	search: Search,
	sort: string[],
): Promise<SearchResult> {
	const records = await readById(client, search, Infinity, whole);
	const compare = compareBy(sort, records);
	if (compare) return { records: records.sort(compare) };

	const ordered = await readByPages(client, { ...search, expand: [] }, sort, Infinity);
	const rank = new Map(ordered.map((record, index) => [Number(record.id), index]));
	const place = (record: CerbRecord) => rank.get(Number(record.id)) ?? ordered.length;
	records.sort((a, b) => place(a) - place(b) || Number(a.id) - Number(b.id));
	const unplaced = records.filter((record) => place(record) === ordered.length).length;
	if (unplaced === 0) return { records };
	return {
		records,
		hint: `${unplaced} of ${records.length} records changed their place while Cerb was listing: they stand at the end, by ID`,
	};
}

/** The page that the query's own `page:` asks for. */
async function readOnePage(
	client: CerbClient,
	search: Search,
	number: number,
	limit: number,
): Promise<CerbRecord[]> {
	if (limit > MAX_PAGE_SIZE) {
		throw client.refusal(
			`page:${number} in the query needs a limit of at most ${MAX_PAGE_SIZE}`,
			'Add e.g. limit:100 to the query, or leave page: out to get everything',
		);
	}
	const request = pageRequest(search, sortText(search.query.sort ?? ['id']), limit, number);
	const page = await readPage(client, request);
	return (number - 1) * limit >= page.total ? [] : page.results;
}

function sortText(sort: string[]): string {
	const hasId = sort.some((key) => /^[+-]?id$/.test(key));
	return `sort:${[...sort, ...(hasId ? [] : ['id'])].join(',')}`;
}

function pageRequest(
	{ type, query, expand }: Search,
	directives: string,
	limit: number,
	page = 1,
): CerbRequest {
	return {
		method: 'GET',
		path: `records/${type}/search.json`,
		query: {
			q: `${filterGroup(query)} ${directives}`.trim(),
			limit,
			page,
			expand: expandParameter(expand),
		},
	};
}

/** One page, refused where Cerb's own query failed. @throws NodeApiError */
export async function readPage(client: CerbClient, request: CerbRequest): Promise<SearchPage> {
	return soundPage(client, request, await client.call(request));
}

/** A search's payload as a page. @throws NodeApiError where Cerb's own query failed */
export function soundPage(client: CerbClient, request: CerbRequest, value: unknown): SearchPage {
	const page = value as SearchPage;
	if (Array.isArray(page.results) && page.total >= 0) return page;
	throw client.error(
		{
			message: 'Cerb could not carry out the search',
			hint: 'Its database query failed or took over 15 seconds, although Cerb answered with success: narrow the query, or ask the administrator to look into the logs',
		},
		request,
	);
}

/**
 * A filter that Cerb does not know makes a search find nothing, without a word; data queries name
 * it (both measured on Cerb 10.4.10). So an empty result is looked into, which costs nothing
 * otherwise. Where the token may not run data queries, the empty result stands.
 * @returns a hint where the filters could not be checked
 */
export async function checkFilters(
	client: CerbClient,
	{ type, query }: Pick<Search, 'type' | 'query'>,
): Promise<string | undefined> {
	if (query.filters === '') return undefined;
	const request = matchRequest(type, query, 1);
	const reading = await client.attempt(request);
	if (!('failure' in reading)) return undefined;
	const unknown = unknownFilter(reading.failure, type);
	if (unknown) throw client.error(unknown, request);
	return isScopeRefusal(reading.failure)
		? 'Nothing was found. Whether the query has filters that Cerb does not know could not be checked: the scopes of the credential do not allow data queries'
		: undefined;
}
