import { parseQuery } from '../records/search/parser';
import { Unclaimed } from '../records/search/unclaimed';
import { textOf } from '../records/search/values-of';
import { errorAnswer, notClaimed, unlessUnclaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { automationInvoke } from './data-queries/automation-invoke';
import { autocomplete, calendarEvents, sampleXy } from './data-queries/errors-only';
import { platformExtensions } from './data-queries/platform-extensions';
import { DATA_QUERY_TYPES, dataQueryTypes } from './data-queries/query-types';
import { fieldsOf, type DataQueryType } from './data-queries/query';
import { recordFields } from './data-queries/record-fields';
import { recordTypes } from './data-queries/record-types';
import { worklistMetrics } from './data-queries/worklist-metrics';
import { worklistRecords } from './data-queries/worklist-records';
import { worklistSeries } from './data-queries/worklist-series';
import { worklistSubtotals } from './data-queries/worklist-subtotals';
import { worklistXy } from './data-queries/worklist-xy';
import { textParam } from './params';
import { emptyServerError } from './server-error';

/** The data query types this server answers for; one line each. */
const TYPES: Record<string, DataQueryType | undefined> = {
	'autocomplete.completions': autocomplete,
	'automation.invoke': automationInvoke,
	'calendar.events': calendarEvents,
	'data.query.types': dataQueryTypes,
	'platform.extensions': platformExtensions,
	'record.fields': recordFields,
	'record.types': recordTypes,
	'sample.xy': sampleXy,
	'worklist.metrics': worklistMetrics,
	'worklist.records': worklistRecords,
	'worklist.series': worklistSeries,
	'worklist.subtotals': worklistSubtotals,
	'worklist.xy': worklistXy,
};

/** Runs a data query text; errors are Cerb's own words (measured on 10.4.10). */
function run(text: string, { state, baseUrl, actor }: RestRequest): RestAnswer {
	const unclaimed = new Unclaimed();
	const fields = fieldsOf(parseQuery(text));
	const type = textOf(fields.find(({ key }) => key === 'type')?.value ?? []) ?? '';
	if (type === '') return errorAnswer('ERROR', "A data query 'type:' is required.");
	const handler = TYPES[type];
	if (handler === undefined) {
		if (type in DATA_QUERY_TYPES) return notClaimed(`data query type:${type}`);
		return errorAnswer('ERROR', `'${type}' is not a known data query type.`);
	}
	const result = handler({ type, fields, state, baseUrl, actor, unclaimed });
	if (result.kind === 'failure') return unlessUnclaimed(unclaimed, emptyServerError());
	if (result.kind === 'error') {
		return unlessUnclaimed(unclaimed, errorAnswer('ERROR', result.message));
	}
	const payload = { _: result.meta, data: result.data };
	return unlessUnclaimed(unclaimed, { kind: 'success', payload });
}

/** `data/query`: GET `?q=…`, or POST with the query text as raw body. */
export const data: Controller = (request) => {
	const { method, path, params, rawBody } = request;
	if (path.length !== 1 || path[0] !== 'query') return errorAnswer('ERROR_NOT_IMPLEMENTED');
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
