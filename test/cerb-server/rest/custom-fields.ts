import { customFieldsOf } from '../records/custom-fields';
import { findType } from '../records/registry';
import { isDict, type Dict } from '../records/values';
import { errorAnswer } from './answers';
import type { Controller } from './controller';

/** The names this endpoint takes beside the full ids of record types (measured on Cerb 10.4.10). */
const ALIASES: Record<string, string | undefined> = {
	address: 'address',
	addresses: 'address',
	org: 'org',
	orgs: 'org',
	task: 'task',
	tasks: 'task',
	ticket: 'ticket',
	tickets: 'ticket',
	worker: 'worker',
};

/** GET `customfields/<type>`: the custom fields of a record type as `custom_<id>`. */
export const customFields: Controller = (request) => {
	const { method, path, state } = request;
	if (method !== 'GET') return errorAnswer('ERROR_NOT_IMPLEMENTED');
	const [name = ''] = path;
	const type = findType(ALIASES[name] ?? name, state);
	if (type === undefined || (ALIASES[name] === undefined && type.context !== name)) {
		return errorAnswer('ERROR', `${name} is not a valid custom field object!`);
	}
	const payload: Dict = {};
	for (const field of customFieldsOf(type, request)) {
		payload[`custom_${field.id}`] = {
			id: field.id,
			name: field.name,
			type: field.type,
			pos: field.pos,
			context: field.context,
			custom_fieldset_id: field.custom_fieldset_id,
			options: isDict(field.params) ? (field.params.options ?? null) : null,
		};
	}
	return { kind: 'success', payload };
};
