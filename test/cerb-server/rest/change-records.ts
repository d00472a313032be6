import type { PhpMap } from '../http/php-form';
import { logActivity } from '../records/activity';
import { Dictionary } from '../records/dictionary';
import { queryContext } from '../records/search/context';
import { findRows, pageOf, readSearch } from '../records/search/search';
import { Unclaimed } from '../records/search/unclaimed';
import type { RecordType } from '../records/type';
import { phpInt, type Row } from '../records/values';
import type { WriteContext } from '../records/write/context';
import type { Problem } from '../records/write/php-failure';
import { hasPrivilege } from '../records/write/privileges';
import { deleteRuleOf, updateRuleOf, writerOf } from '../records/write/types';
import { createRecord, updateRecord } from '../records/write/write';
import { errorAnswer, notClaimed, unlessUnclaimed } from './answers';
import type { RestAnswer, RestRequest } from './controller';
import { getRecord } from './get-record';
import { textParam } from './params';
import { emptyServerError } from './server-error';

/** `fields[…]`; a plain `fields=x` counts as a list of one. */
function fieldsOf(params: PhpMap): PhpMap {
	const value = params.fields;
	if (value === undefined) return {};
	return typeof value === 'string' ? { '0': value } : value;
}

function contextOf(
	type: RecordType,
	{ state, baseUrl, actor }: RestRequest,
	unclaimed: Unclaimed,
	id?: number,
): WriteContext {
	return { state, baseUrl, actor, type, id, unclaimed: (what) => unclaimed.add(what) };
}

/** The answer to a write that did not happen. */
function refused(problem: Problem): RestAnswer {
	return typeof problem === 'string'
		? errorAnswer('ERROR_PARAM_INVALID', problem)
		: emptyServerError();
}

function denied(verb: 'create' | 'modify' | 'delete'): RestAnswer {
	return errorAnswer('ERROR_PERMISSIONS', `You do not have permission to ${verb} this record.`);
}

/** POST `records/<type>/create`: the whole new record, as a GET would answer it. */
export function createAction(type: RecordType, request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	if (!type.options.includes('records')) return errorAnswer('ERROR_NOT_IMPLEMENTED');
	if (!hasPrivilege(state, actor, `contexts.${type.context}.create`)) return denied('create');
	if (writerOf(type) === undefined) return notClaimed(`creating a record of ${type.alias}`);
	const unclaimed = new Unclaimed();
	const created = createRecord(fieldsOf(params), contextOf(type, request, unclaimed));
	const answer =
		typeof created === 'number' ? getRecord(type, String(created), request) : refused(created);
	return unlessUnclaimed(unclaimed, answer);
}

/** PUT `records/<type>/<id>`. */
export function updateAction(type: RecordType, idText: string, request: RestRequest): RestAnswer {
	const { state, params } = request;
	if (!type.options.includes('records')) return errorAnswer('ERROR_NOT_IMPLEMENTED');
	const id = Number(phpInt(idText));
	const row = state.get(type.alias, id);
	if (row === undefined) {
		return errorAnswer('ERROR_NOT_FOUND', `Record #${phpInt(idText)} not found`);
	}
	const unclaimed = new Unclaimed();
	const context = contextOf(type, request, unclaimed, id);
	if (updateRuleOf(type)?.(row, context) === false) return denied('modify');
	if (writerOf(type) === undefined) return notClaimed(`updating a record of ${type.alias}`);
	const problem = updateRecord(fieldsOf(params), context);
	const answer = problem === undefined ? getRecord(type, idText, request) : refused(problem);
	return unlessUnclaimed(unclaimed, answer);
}

const NOT_ONE = 'An upsert query must match exactly one or zero records.';

/**
 * PATCH `records/<type>/upsert`: creates when `query` finds nothing and updates the one it finds. A
 * query that cannot be read finds nothing, so it creates (measured on Cerb 10.4.10).
 */
export function upsertAction(type: RecordType, request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	const query = textParam(params, 'query') ?? '';
	if (query === '' || query === '0') {
		return errorAnswer('ERROR_PARAM_REQUIRED', "The 'query' parameter is required.");
	}
	if (!type.options.includes('records')) return errorAnswer('ERROR_NOT_IMPLEMENTED');
	if (type.detail === undefined) return notClaimed(`upserting a record of ${type.alias}`);
	// A failed search counts -1 records.
	if (state.isFailing(type.alias)) return errorAnswer('ERROR_NOT_FOUND', NOT_ONE);
	const context = queryContext(request, actor.workerId);
	const search = readSearch(query, type, context);
	const { rows, total } = pageOf(
		findRows(search, type, context),
		search.limit ?? 10,
		search.page ?? 0,
	);
	if (context.unclaimed.first !== undefined) return notClaimed(context.unclaimed.first);
	if (total > 1) return errorAnswer('ERROR_NOT_FOUND', NOT_ONE);
	if (total === 0) return createAction(type, request);
	return updateAction(type, String(rows[0]?.id ?? 0), request);
}

/** The log keeps what a deleted record was called (measured on Cerb 10.4.10). */
function logDeletion(type: RecordType, row: Row, { state, baseUrl, actor }: RestRequest): void {
	const dictionary = Dictionary.shallow(type, row, { state, baseUrl });
	logActivity(
		state,
		{ alias: 'worker', id: actor.workerId },
		{
			message: 'record.delete',
			variables: {
				record_type: type.alias === 'time_entry' ? 'time tracking' : type.singular.toLowerCase(),
				record_context: type.context,
				record_id: row.id,
				record_label: dictionary.load('_label') ?? '',
			},
			urls: {},
		},
	);
}

/** DELETE `records/<type>/<id>`: an empty success; a ticket is only marked as deleted. */
export function deleteAction(type: RecordType, idText: string, request: RestRequest): RestAnswer {
	const { state, actor } = request;
	const id = Number(phpInt(idText));
	const row = state.get(type.alias, id);
	if (row === undefined) {
		return errorAnswer('ERROR_NOT_FOUND', `Record #${phpInt(idText)} not found`);
	}
	if (!hasPrivilege(state, actor, `contexts.${type.context}.delete`)) return denied('delete');
	const unclaimed = new Unclaimed();
	const rule = deleteRuleOf(type);
	if (rule === undefined) return notClaimed(`deleting a record of ${type.alias}`);
	if (!rule(row, contextOf(type, request, unclaimed, id))) return denied('delete');
	logDeletion(type, row, request);
	state.remove(type.alias, id);
	return { kind: 'success', payload: {} };
}
