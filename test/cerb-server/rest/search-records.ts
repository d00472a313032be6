import { Dictionary } from '../records/dictionary';
import { queryContext, type QueryContext } from '../records/search/context';
import { findRows, pageOf, readSearch } from '../records/search/search';
import { subtotal } from '../records/search/subtotals';
import type { RecordType } from '../records/type';
import type { Dict, Row } from '../records/values';
import { errorAnswer, notClaimed, unlessUnclaimed } from './answers';
import type { RestAnswer, RestRequest } from './controller';
import { emptyServerError } from './server-error';
import { boolParam, csvParam, listParam, numberParam, textParam } from './params';
import { writeRecord } from './write-record';

const clamp = (value: number, low: number, high: number): number =>
	Math.min(Math.max(value, low), high);

/** `results`, `total`, `count`, `page`, `limit`; page and limit echo the parameters. */
function resultsOf(
	found: { rows: Row[]; total: number },
	type: RecordType,
	context: QueryContext,
	{ params }: RestRequest,
	limit: number,
): Dict {
	const expand = csvParam(params, 'expand');
	const results = found.rows.map((row) =>
		writeRecord(Dictionary.shallow(type, row, context.env), expand),
	);
	return {
		results,
		total: found.total,
		count: results.length,
		page: numberParam(params, 'page', 1),
		limit,
	};
}

/**
 * GET `records/<type>/search`: q, page, limit (1…500), expand, show_meta, subtotals[] and
 * show_results, with all the pitfalls of Cerb 10.4.10: a query that cannot be read finds nothing
 * and says "success".
 */
export function searchRecords(type: RecordType, request: RestRequest): RestAnswer {
	const { params, state, baseUrl, actor } = request;
	if (!type.options.includes('search')) return errorAnswer('ERROR_NOT_IMPLEMENTED');
	const counts = ['criteria', 'oper', 'value'].map((name) => listParam(params, name).length);
	if (counts.some((count) => count !== counts[0])) {
		return errorAnswer('ERROR_SEARCH_FILTERS_INVALID');
	}
	const tokens = listParam(params, 'subtotals');
	// A nested array as subtotal is an uncaught error in Cerb: 500 with an empty body.
	if (tokens.some((token) => typeof token !== 'string')) {
		return emptyServerError();
	}
	if (type.detail === undefined) return notClaimed(`search of ${type.alias}`);
	const context = queryContext({ state, baseUrl }, actor.workerId);
	const query = textParam(params, 'q') ?? '';
	const search = readSearch(query, type, context);
	const limit = clamp(numberParam(params, 'limit', 10), 1, 500);
	const page = search.page ?? Math.max(numberParam(params, 'page', 1) - 1, 0);
	const isFailing = state.isFailing(type.alias);
	const rows = isFailing ? [] : findRows(search, type, context);
	const payload: Dict = {};
	if (textParam(params, 'show_results') !== '0') {
		const found = isFailing ? { rows, total: -1 } : pageOf(rows, search.limit ?? limit, page);
		Object.assign(payload, resultsOf(found, type, context, request, limit));
	}
	if (tokens.length > 0) {
		const subtotals: Dict = {};
		for (const token of tokens.map(String)) {
			const counted = subtotal(token, rows, type, context);
			if (counted === undefined) {
				const message = `'${token}' is not a valid subtotal token.`;
				const error = errorAnswer('ERROR_SEARCH_FILTERS_INVALID', message);
				return unlessUnclaimed(context.unclaimed, error);
			}
			subtotals[token] = counted;
		}
		payload.subtotals = subtotals;
	}
	if (boolParam(params, 'show_meta')) context.unclaimed.add('show_meta of a search');
	return unlessUnclaimed(context.unclaimed, { kind: 'success', payload });
}
