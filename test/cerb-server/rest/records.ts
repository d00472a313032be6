import { findType } from '../records/registry';
import { isNumericText } from '../records/values';
import { errorAnswer } from './answers';
import { createAction, deleteAction, updateAction, upsertAction } from './change-records';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { getRecord } from './get-record';
import { searchRecords } from './search-records';

/** What is below `records/<type>`: method, then the action, then whether there is such a type. */
function dispatch(request: RestRequest): RestAnswer {
	const { method, path, state } = request;
	const [name = '', action = ''] = path;
	if (method === 'POST' && action !== 'create') return errorAnswer('ERROR_NOT_IMPLEMENTED');
	if (method === 'PATCH' && action !== 'upsert') return errorAnswer('ERROR_NOT_IMPLEMENTED');
	const type = findType(name, state);
	if (type === undefined) return errorAnswer('ERROR_NOT_FOUND');
	if (method === 'POST') return createAction(type, request);
	if (method === 'PATCH') return upsertAction(type, request);
	if (method === 'GET' && action === 'search') return searchRecords(type, request);
	if (!isNumericText(action)) return errorAnswer('ERROR_NOT_FOUND');
	if (method === 'GET') return getRecord(type, action, request);
	if (method === 'PUT') return updateAction(type, action, request);
	return deleteAction(type, action, request);
}

/** `/rest/records/…` */
export const records: Controller = (request) => dispatch(request);
