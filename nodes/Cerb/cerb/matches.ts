import type { CerbClient } from './client';
import type { Failure } from './failure';
import { filterGroup, quoteValue, type LiftedQuery } from './query';
import type { CerbRecord, CerbRequest } from './types';

/** How many matching ids are named. */
const NAMED = 10;

interface WorklistAnswer {
	_?: { paging?: { page?: { rows?: { of?: number } } } };
	data?: Record<string, CerbRecord> | [];
}

/**
 * How many records a query matches, and the first of their ids. Asked by a data query, because that
 * names a filter that does not exist, where a search just finds nothing (measured on Cerb 10.4.10).
 * @throws NodeApiError in Cerb's words, e.g. "Unknown filter `x:`"
 */
export async function findMatches(
	client: CerbClient,
	type: string,
	query: LiftedQuery,
): Promise<{ total: number; ids: number[] }> {
	const request = matchRequest(type, query, NAMED);
	const reading = await client.attempt(request);
	if ('failure' in reading) {
		throw client.error(unknownFilter(reading.failure, type) ?? reading.failure, request);
	}
	const answer = reading.value as WorklistAnswer;
	const ids = Object.values(answer.data ?? {}).map(({ id }) => Number(id));
	return { total: answer._?.paging?.page?.rows?.of ?? ids.length, ids };
}

/** The data query that runs a search's filters on a record type. */
export function matchRequest(type: string, query: LiftedQuery, limit: number): CerbRequest {
	const inner = `${filterGroup(query)} limit:${limit} sort:id`;
	const q = `type:worklist.records of:${quoteValue(type)} query:(${inner})`;
	return { method: 'GET', path: 'data/query.json', query: { q } };
}

/** The failure with a way out, if it tells of a filter that the record type does not have. */
export function unknownFilter(failure: Failure, type: string): Failure | undefined {
	if (!/^Unknown filter/i.test(failure.message)) return undefined;
	return {
		...failure,
		hint: `Records of type "${type}" have no such filter: check its spelling in Query or Filters. Custom fields go by their name in camel case, e.g. projectName`,
	};
}
