import { parseQuery } from '../records/search/parser';
import { Unclaimed } from '../records/search/unclaimed';
import { textOf } from '../records/search/values-of';
import { errorAnswer, notClaimed, unlessUnclaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { DATA_QUERY_TYPES, dataQueryTypes } from './data-queries/query-types';
import type { DataQueryType } from './data-queries/query';
import { recordFields } from './data-queries/record-fields';
import { recordTypes } from './data-queries/record-types';
import { worklistRecords } from './data-queries/worklist-records';
import { worklistSubtotals } from './data-queries/worklist-subtotals';
import { textParam } from './params';

/** The data query types this server answers for; one line each. */
const TYPES: Record<string, DataQueryType | undefined> = {
	'data.query.types': dataQueryTypes,
	'record.fields': recordFields,
	'record.types': recordTypes,
	'worklist.records': worklistRecords,
	'worklist.subtotals': worklistSubtotals,
};

/** Runs a data query text; errors are Cerb's own words (measured on 10.4.10). */
function run(text: string, { state, baseUrl, actor }: RestRequest): RestAnswer {
	const unclaimed = new Unclaimed();
	const fields = parseQuery(text).flatMap((node) =>
		node.kind === 'filter' ? [{ key: node.key, value: node.value }] : [],
	);
	const type = textOf(fields.find(({ key }) => key === 'type')?.value ?? []) ?? '';
	if (type === '') return errorAnswer('ERROR', "A data query 'type:' is required.");
	const handler = TYPES[type];
	if (handler === undefined) {
		if (type in DATA_QUERY_TYPES) return notClaimed(`data query type:${type}`);
		return errorAnswer('ERROR', `'${type}' is not a known data query type.`);
	}
	const result = handler({ type, fields, state, baseUrl, actor, unclaimed });
	if (result.kind === 'error') {
		return unlessUnclaimed(unclaimed, errorAnswer('ERROR', result.message));
	}
	const payload = { _: result.meta, data: result.data };
	return unlessUnclaimed(unclaimed, { kind: 'success', payload });
}

/** `data/query`: GET `?q=…`, or POST with the query text as raw body. */
export const data: Controller = (request) => {
	const { method, path, params, rawBody } = request;
	if (path.length !== 1 || path[0] !== 'query')
		return notClaimed(`${method} data/${path.join('/')}`);
	if (method === 'GET') {
		const text = textParam(params, 'q') ?? '';
		if (text === '') return errorAnswer('ERROR', "The 'q' query parameter is required.");
		return run(text, request);
	}
	if (method === 'POST') {
		const text = rawBody.toString('utf8');
		if (text === '') return errorAnswer('ERROR', 'A query is required in the HTTP request body.');
		return run(text, request);
	}
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
};
