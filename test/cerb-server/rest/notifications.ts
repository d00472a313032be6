import { activityText } from '../records/activity-text';
import { findType } from '../records/registry';
import { pageOf } from '../records/search/search';
import { isNumericText, phpNumber, type Dict, type Row } from '../records/values';
import { phpJson } from '../records/write/values';
import { errorAnswer, notClaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { legacyDictionary, legacySearch } from './legacy';
import { boolParam, numberParam, textParam } from './params';

/** Rows of a page; there is no parameter for it. */
const LIMIT = 10;

function describe(row: Row, request: RestRequest): RestAnswer {
	return { kind: 'success', payload: legacyDictionary('notification', row, request) };
}

/** GET `notifications/list`: the worker's own, `unread=1` or `unread=0` or all. */
function list(request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	if ('sortBy' in params || 'sortAsc' in params) return notClaimed('sorted notifications');
	const unread = textParam(params, 'unread') ?? '';
	const page = numberParam(params, 'page', 1);
	const own = [...state.table('notification').scan()].filter(
		(row) =>
			Number(row.assignee_id) === actor.workerId &&
			(unread === '' || (Number(row.is_read) === 0) === boolParam(params, 'unread')),
	);
	const { rows, total } = pageOf(own, LIMIT, Math.max(page - 1, 0));
	const results = rows.map((row) => legacyDictionary('notification', row, request));
	return {
		kind: 'success',
		payload: { results, total: String(total), count: results.length, page },
	};
}

/** PUT `notifications/<id>`: only whether it was read is known here. */
function update(id: number, request: RestRequest): RestAnswer {
	const { state, actor, form } = request;
	const row = state.get('notification', id);
	if (row === undefined) return errorAnswer('ERROR', `Invalid notification ID '${id}'`);
	if (!actor.isAdmin && Number(row.assignee_id) !== actor.workerId) {
		return errorAnswer('ERROR_PERMISSIONS');
	}
	if ('worker_id' in form || 'created' in form) return notClaimed('moving a notification');
	if ('is_read' in form) {
		const text = textParam(form, 'is_read') ?? '';
		if (text !== '0' && text !== '1') return notClaimed(`is_read=${text}`);
		state.update('notification', id, { is_read: Number(text) });
	}
	return describe(row, request);
}

const REQUIRED = [
	['context', 'context'],
	['context_id', 'context_id'],
	['worker_id', 'worker_id'],
	['message', '_message'],
];

/** POST `notifications/create`: a text for a worker about a record, neither of which is checked. */
function create(request: RestRequest): RestAnswer {
	const { state, form } = request;
	for (const [name, label] of REQUIRED) {
		if (form[name] === undefined) {
			return errorAnswer('ERROR_PARAM_REQUIRED', `'${label}' is a required field.`);
		}
	}
	if ('created' in form || 'is_read' in form) return notClaimed('stamps of a notification');
	const type = findType(textParam(form, 'context') ?? '', state);
	const message = textParam(form, 'message') ?? '';
	const targetId = numberParam(form, 'context_id', 0);
	if (type === undefined || type.context !== textParam(form, 'context')) {
		return notClaimed('a notification about no record type');
	}
	const params: Dict = {
		message: 'activities.custom.other',
		variables: { message },
		urls: { message: `ctx://${type.context}:${targetId}` },
	};
	const texts = activityText(params, request);
	const id = state.create('notification', {
		activity_point: 'custom.other',
		assignee_id: numberParam(form, 'worker_id', 0),
		event_json: phpJson(JSON.parse(JSON.stringify(params)) as Parameters<typeof phpJson>[0]),
		is_read: 0,
		message: texts?.plain ?? '',
		message_html: texts?.html ?? '',
		target__context: type.context,
		target_id: targetId,
		target_path: `profiles/${type.alias}/${targetId}`,
	});
	const row = state.get('notification', id);
	return row === undefined
		? notClaimed('a notification that is not there')
		: describe(row, request);
}

/** `/rest/notifications/…` */
export const notifications: Controller = (request) => {
	const { method, path, state, actor } = request;
	const [action = ''] = path;
	const id = isNumericText(action) ? phpNumber(action) : undefined;
	if (method === 'GET' && action === 'list') return list(request);
	if (method === 'GET' && id !== undefined) {
		const row = state.get('notification', id);
		if (row === undefined) return errorAnswer('ERROR', `Invalid notification id '${id}'`);
		return describe(row, request);
	}
	if (method === 'PUT' && id !== undefined) return update(id, request);
	if (method === 'POST' && action === 'create') return create(request);
	if (method === 'POST' && action === 'search') {
		return actor.isAdmin
			? legacySearch('notification', request)
			: notClaimed('searching notifications as no administrator');
	}
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
};
