import { Dictionary } from '../records/dictionary';
import { requireType } from '../records/registry';
import { queryContext } from '../records/search/context';
import { findRows, pageOf, readSearch } from '../records/search/search';
import { isNumericText, phpNumber, type Dict, type Row } from '../records/values';
import { errorAnswer, notClaimed, unlessUnclaimed } from './answers';
import type { Controller, RestAnswer, RestErrorCode, RestRequest } from './controller';
import { listParam, numberParam, textParam } from './params';
import { writeRecord } from './write-record';

/** One of Cerb's older controllers, which know one record type each. */
export interface LegacyType {
	alias: string;
	/** What `Invalid … id '7'` calls it. */
	noun: string;
	/** The code of that error. */
	code?: RestErrorCode;
	/** There is no GET by id. */
	isSearchOnly?: boolean;
	/** What other workers may see depends on rules this server does not know. */
	isForAdmins?: boolean;
	/** Keys beside those of the record. */
	more?: (row: Row, request: RestRequest) => Dict;
}

/** A record as the older controllers answer it: with all links written out. */
export function legacyDictionary(alias: string, row: Row, request: RestRequest): Dict {
	const type = requireType(alias, request.state);
	return writeRecord(Dictionary.deep(type, row, request), []);
}

/**
 * POST `<controller>/search`: q, page and limit; `total` is a text here, and a page past the end
 * gives other rows as `records/…/search` does (measured on Cerb 10.4.10).
 */
export function legacySearch(alias: string, request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	for (const name of ['criteria', 'subtotals', 'show_results', 'sortBy', 'sortAsc']) {
		if (listParam(params, name).length > 0) return notClaimed(`${name} of an older search`);
	}
	const type = requireType(alias, state);
	const limit = numberParam(params, 'limit', 10);
	if (limit < 1) return notClaimed(`limit=${limit} of an older search`);
	const page = numberParam(params, 'page', 1);
	const context = queryContext(request, actor.workerId);
	const search = readSearch(textParam(params, 'q') ?? '', type, context);
	const { rows, total } = pageOf(
		findRows(search, type, context),
		search.limit ?? limit,
		search.page ?? Math.max(page - 1, 0),
	);
	const results = rows.map((row) => legacyDictionary(alias, row, request));
	const payload = { results, total: String(total), count: results.length, page };
	return unlessUnclaimed(context.unclaimed, { kind: 'success', payload });
}

function getOne(type: LegacyType, idText: string, request: RestRequest): RestAnswer {
	const id = phpNumber(idText);
	const row = request.state.get(type.alias, id);
	if (row === undefined) {
		return errorAnswer(type.code ?? 'ERROR', `Invalid ${type.noun} id '${id}'`);
	}
	const payload = {
		...legacyDictionary(type.alias, row, request),
		...type.more?.(row, request),
	};
	return { kind: 'success', payload };
}

/** GET `<controller>/<id>` and POST `<controller>/search` of one of the older controllers. */
export function legacyController(type: LegacyType): Controller {
	return (request) => {
		const { method, path, actor } = request;
		const [action = ''] = path;
		const isSearch = method === 'POST' && action === 'search';
		const isGet = method === 'GET' && path.length === 1;
		if (type.isForAdmins === true && !actor.isAdmin) {
			return notClaimed(
				`${type.alias} by an older controller for a worker who is no administrator`,
			);
		}
		if (isSearch) return legacySearch(type.alias, request);
		if (isGet && type.isSearchOnly !== true && isNumericText(action)) {
			return getOne(type, action, request);
		}
		if (isGet) return errorAnswer('ERROR_NOT_IMPLEMENTED');
		return notClaimed(`${method} ${path.join('/')} of an older controller`);
	};
}

const monthOf = ({ state }: RestRequest): Dict => {
	const today = new Date(state.now() * 1000);
	return { __scope_month: today.getUTCMonth() + 1, __scope_year: today.getUTCFullYear() };
};

/** The older controllers of which this server answers the reads, by their path. */
export const legacyControllers: Record<string, Controller> = Object.fromEntries(
	Object.entries<LegacyType>({
		activity_log: { alias: 'activity_log', noun: '', isSearchOnly: true },
		addresses: { alias: 'address', noun: 'address' },
		calendars: { alias: 'calendar', noun: 'calendar', more: (_row, request) => monthOf(request) },
		comments: { alias: 'comment', noun: 'comment', isForAdmins: true },
		contacts: { alias: 'contact', noun: 'contact' },
		messages: { alias: 'message', noun: 'message', isForAdmins: true },
		orgs: { alias: 'org', noun: 'org' },
		snippets: { alias: 'snippet', noun: 'snippet', code: 'ERROR_NOT_FOUND', isForAdmins: true },
		tasks: { alias: 'task', noun: 'task' },
	}).map(([name, type]) => [name, legacyController(type)]),
);
