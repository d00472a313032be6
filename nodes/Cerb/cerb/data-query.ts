import type { IDataObject } from 'n8n-workflow';

import type { CerbClient } from './client';
import { filterGroup, readQuery, scanTerms, type QueryProblem, type Term } from './query';
import type { CerbRequest } from './types';

/** The largest `limit:` that data queries honour (measured on Cerb 10.4.10). */
const MAX_PAGE_SIZE = 250;

/** Longer queries do not fit into the address of a request, which ends at some 8,000 characters. */
const MAX_IN_ADDRESS = 6000;

/** What a data query gave: `data` as Cerb sent it, lists of records in Cerb's order. */
export interface DataAnswer {
	/** E.g. `worklist.records`. */
	type: string;
	data: unknown;
	/** Records that match in all, where the query lists records. */
	total?: number;
}

/** A data query of the type worklist.records that may be read page by page. */
interface Pages {
	/** The query without what it is to match. */
	outer: string;
	/** What it is to match, with a stable order. */
	inner: string;
}

/**
 * Runs a data query. A list of records comes in full up to the limit, unless the query sets a `limit:`
 * or a `page:` of its own.
 * @param limit how many records; undefined means all
 * @throws NodeApiError in Cerb's words, e.g. "Unknown filter `x:`"
 */
export async function runDataQuery(
	client: CerbClient,
	text: string,
	limit: number | undefined,
): Promise<DataAnswer> {
	const scan = scanTerms(text);
	if ('problem' in scan) throw refusal(client, scan.problem);
	const pages = readPages(client, text, scan.terms);
	if (!pages) {
		const answer = await ask(client, text);
		return Array.isArray(answer.data) ? { ...answer, data: answer.data.slice(0, limit) } : answer;
	}
	const records = new Map<string, unknown>();
	for (let page = 0; ; page++) {
		const size = Math.min(MAX_PAGE_SIZE, limit ?? MAX_PAGE_SIZE);
		// Outside of the brackets pages count from zero.
		const answer = await ask(
			client,
			`${pages.outer} query:(${pages.inner} limit:${size}) page:${page}`,
		);
		const rows = Array.isArray(answer.data) ? (answer.data as IDataObject[]) : [];
		const before = records.size;
		for (const row of rows) records.set(String(row.id), row);
		const isLast = records.size === before || (page + 1) * size >= (answer.total ?? 0);
		if (isLast || records.size >= (limit ?? Infinity)) {
			return { ...answer, data: [...records.values()].slice(0, limit) };
		}
	}
}

/** The parts of a list of records whose pages are ours to turn; undefined for all else. */
function readPages(client: CerbClient, text: string, terms: Term[]): Pages | undefined {
	const outer = terms.filter(({ depth, isNested }) => depth === 0 && !isNested);
	const find = (key: string) => outer.find((term) => term.key === key);
	if (find('type')?.value !== 'worklist.records' || find('page')) return undefined;
	const query = find('query');
	const written = query?.value.replace(/^[("]([\s\S]*)[)"]$/, '$1') ?? '';
	const reading = readQuery(written);
	if ('problem' in reading) throw refusal(client, reading.problem);
	const lifted = reading.query;
	if (lifted.limit !== undefined || lifted.page !== undefined) return undefined;
	const sort = lifted.sort ?? [];
	if (!sort.some((key) => /^[+-]?id$/.test(key))) sort.push('id');
	return {
		outer: query ? `${text.slice(0, query.start)} ${text.slice(query.end)}`.trim() : text.trim(),
		inner: `${filterGroup(lifted)} sort:${sort.join(',')}`.trim(),
	};
}

async function ask(client: CerbClient, text: string): Promise<DataAnswer> {
	const request = requestFor(text);
	const { body } = await client.fetch(request);
	const json = JSON.parse(body.toString('utf8')) as {
		_?: { type?: string; paging?: { page?: { rows?: { of?: number } } } };
		data?: unknown;
	};
	const type = json._?.type ?? '';
	const total = json._?.paging?.page?.rows?.of;
	const isList = type === 'worklist.records' || type === 'record.types';
	const data = isList ? inOrder(json.data, body) : json.data;
	return { type, data, ...(total === undefined ? {} : { total }) };
}

/** An automation may change something: such a query must never be sent twice, so it is no GET. */
function requestFor(text: string): CerbRequest {
	const path = 'data/query.json';
	const isShort = encodeURIComponent(text).length <= MAX_IN_ADDRESS;
	if (isShort && !/automation\.invoke/i.test(text))
		return { method: 'GET', path, query: { q: text } };
	return { method: 'POST', path, rawBody: { content: text, contentType: 'text/plain' } };
}

/**
 * Cerb sends such lists as maps by id, in order; JavaScript puts number-like keys in order of their
 * own. So the order is read from keys that do not look like numbers.
 */
function inOrder(data: unknown, body: Buffer): unknown {
	if (data === null || typeof data !== 'object' || Array.isArray(data)) return data;
	const map = data as Record<string, unknown>;
	// Within a text of JSON a quote is escaped, so only keys can follow like this.
	const marked = body.toString('utf8').replace(/([{,])"(\d+)":/g, '$1"=$2":');
	const keys = Object.keys((JSON.parse(marked) as { data: object }).data);
	return keys.map((key) => map[key.replace(/^=/, '')]);
}

function refusal(client: CerbClient, { message, hint }: QueryProblem) {
	return client.refusal(message, `${hint} (parameter Query)`);
}
