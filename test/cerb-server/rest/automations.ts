import { describeLogLine, LOG_LEVELS } from '../records/automation-log';
import { numberFilter, textFilter, type Predicate } from '../records/search/columns';
import { queryContext, type QueryContext } from '../records/search/context';
import { dateFilter } from '../records/search/date-filter';
import { membersOf, parseQuery, type Node } from '../records/search/parser';
import { token, type Token } from '../records/search/tokens';
import { errorAnswer, unlessUnclaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { numberParam, textParam } from './params';
import { emptyServerError } from './server-error';

const clamp = (value: number, low: number, high: number): number =>
	Math.min(Math.max(value, low), high);

/** A level by its word or number; a word that is none finds nothing. */
function levelFilter(tokens: Token[]): Predicate {
	const number = (word: string): string => {
		const index = LOG_LEVELS.findIndex((level) => level === word);
		return index < 0 ? word : String(index);
	};
	const read = (item: Token): Token => {
		const numbered = token(item.kind, number(item.value));
		numbered.values = item.values.map(number);
		return numbered;
	};
	return textFilter('level', tokens.map(read), undefined);
}

/** `automation:name`, or `automation:(name:… node:…)`. */
function automationFilter(tokens: Token[]): Predicate[] {
	const [first] = tokens;
	if (first?.kind !== 'group') return [textFilter('automation_name', tokens, undefined)];
	return membersOf(first).flatMap((node) => {
		if (node.kind !== 'filter' || (node.key !== 'name' && node.key !== 'node')) return [];
		return [textFilter(`automation_${node.key}`, node.value, undefined)];
	});
}

function dateConditions(tokens: Token[], context: QueryContext): Predicate[] {
	const condition = dateFilter('created_at', tokens, context);
	if (condition === undefined) context.unclaimed.add('a date that cannot be read');
	return condition === undefined ? [] : [condition];
}

/** The conditions of one filter; a key that is not known here is passed over (10.4.10). */
function conditionsOf(node: Node, context: QueryContext): Predicate[] {
	if (node.kind !== 'filter') {
		context.unclaimed.add('grouped conditions on the log');
		return [];
	}
	switch (node.key) {
		case 'automation':
			return automationFilter(node.value);
		case 'created':
			return dateConditions(node.value, context);
		case 'id':
			return [numberFilter('id', node.value)];
		case 'level':
			return [levelFilter(node.value)];
		case 'message':
			return [textFilter('message', node.value, undefined)];
		default:
			return [];
	}
}

/**
 * GET `automations/logs/search`: q, limit (1…250, else 25) and a page that counts from 0; newest
 * first, nothing past the end, for administrators (measured on Cerb 10.4.10).
 */
function searchLogs(request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	if (!actor.isAdmin) {
		return errorAnswer('ERROR_PERMISSIONS', 'Only administrators may search automation logs.');
	}
	const page = numberParam(params, 'page', 0);
	const limit = clamp(numberParam(params, 'limit', 25), 1, 250);
	if (page < 0) return emptyServerError();
	const context = queryContext(request, actor.workerId);
	const conditions = parseQuery(textParam(params, 'q') ?? '').flatMap((node) =>
		conditionsOf(node, context),
	);
	const found = [...state.table('automation_log').scan()]
		.filter((row) => conditions.every((matches) => matches(row)))
		.reverse();
	const results = found.slice(page * limit, (page + 1) * limit).map(describeLogLine);
	const payload = { count: results.length, limit, total: found.length, page, results };
	return unlessUnclaimed(context.unclaimed, { kind: 'success', payload });
}

/** `/rest/automations/…`: their log. */
export const automations: Controller = (request) => {
	const { method, path } = request;
	if (method === 'GET' && path[0] === 'logs' && path[1] === 'search') return searchLogs(request);
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
};
