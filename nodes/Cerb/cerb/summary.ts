import type { IDataObject } from 'n8n-workflow';

import type { CerbClient } from './client';
import { filterGroup, quoteValue, type LiftedQuery } from './query';
import { readPage } from './search';
import type { CerbRequest } from './types';

/** Cerb gives the 25 largest groups unless told otherwise, and 2,000 at most (10.4.10). */
const MAX_GROUPS = 2000;

/** One group: its fields by search key, with Cerb's label beside the value, and the count. */
export type Group = IDataObject & { count: number };

/** How many records match. @throws NodeApiError, also when Cerb's own count failed */
export async function countRecords(
	client: CerbClient,
	type: string,
	query: LiftedQuery,
): Promise<number> {
	const request: CerbRequest = {
		method: 'GET',
		path: `records/${type}/search.json`,
		query: { q: filterGroup(query), limit: 1 },
	};
	return (await readPage(client, request)).total;
}

/**
 * Records counted by the values of some search keys, largest group first.
 * @param groupBy keys, with a step for dates (`created@month`), with a limit (`status~10`) or without
 * @throws NodeApiError, e.g. "Unknown `by:` field: x"
 */
export async function subtotals(
	client: CerbClient,
	type: string,
	query: LiftedQuery,
	groupBy: string[],
): Promise<Group[]> {
	const by = groupBy.map((key) => (key.includes('~') ? key : `${key}~${MAX_GROUPS}`)).join(',');
	const { data } = await client.call({
		method: 'GET',
		path: 'data/query.json',
		query: {
			q: `type:worklist.subtotals of:${quoteValue(type)} by:[${by}] query:(${filterGroup(query)}) format:dictionaries`,
		},
	});
	return (Object.values(data ?? {}) as IDataObject[]).map((row) => {
		const group: Group = { ...row, count: Number(row.count) };
		// Queries for the pages of Cerb: nothing for a workflow.
		delete group.count_query_context;
		delete group.count_query;
		return group;
	});
}
