import { isMember } from '../../mail/memberships';
import { requireType } from '../../records/registry';
import { queryContext } from '../../records/search/context';
import { findRows, pageOf, readSearch } from '../../records/search/search';
import { errorAnswer, notClaimed, unlessUnclaimed } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { listParam, numberParam, textParam } from '../params';
import { legacyTicket } from './legacy-ticket';

/** Parameters of the older search language, which nobody needs beside `q`. */
const NOT_HERE = ['criteria', 'oper', 'value', 'subtotals', 'sortBy', 'show_results'];

/**
 * POST `tickets/search`: like records/search, but with all links written out, `total` as text, and
 * without the tickets of groups the worker is not in (measured on Cerb 10.4.10).
 */
export function searchAction(request: RestRequest): RestAnswer {
	const { state, baseUrl, actor, params } = request;
	const counts = ['criteria', 'oper', 'value'].map((name) => listParam(params, name).length);
	if (counts.some((count) => count !== counts[0])) {
		return errorAnswer('ERROR_SEARCH_FILTERS_INVALID');
	}
	const odd = NOT_HERE.find((name) => name in params);
	if (odd !== undefined) return notClaimed(`${odd} of tickets/search`);
	const limit = numberParam(params, 'limit', 10);
	if (limit < 1) return notClaimed('a limit below 1 of tickets/search');
	const type = requireType('ticket', state);
	const context = queryContext({ state, baseUrl }, actor.workerId);
	const search = readSearch(textParam(params, 'q') ?? '', type, context);
	const rows = findRows(search, type, context).filter((row) =>
		isMember(state, Number(row.group_id), actor),
	);
	const page = numberParam(params, 'page', 1);
	const found = pageOf(rows, search.limit ?? limit, search.page ?? Math.max(page - 1, 0));
	const results = found.rows.map((row) => legacyTicket(row, request));
	const payload = { results, total: String(found.total), count: results.length, page, limit };
	return unlessUnclaimed(context.unclaimed, { kind: 'success', payload });
}
