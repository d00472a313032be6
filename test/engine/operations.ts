import type { NodeOutcome } from './host/engine';

/** Parameters of the operations as a saved workflow has them. */
export const getMe = { resource: 'worker', operation: 'getMe' };

export const search = (recordType: string, query = '', more: object = {}) => ({
	resource: 'record',
	operation: 'search',
	recordType: { __rl: true, mode: 'alias', value: recordType },
	query,
	...more,
});

export const request = (path: string, more: object = {}) => ({
	resource: 'request',
	operation: 'genericRequest',
	path,
	...more,
});

/** Parameters of an operation on records. */
export const record = (operation: string, recordType: string, more: object = {}) => ({
	resource: 'record',
	operation,
	recordType: { __rl: true, mode: 'alias', value: recordType },
	...more,
});

/** The parameter that names one record. */
export const byId = (id: unknown) => ({ recordId: { __rl: true, mode: 'id', value: String(id) } });

/** The parameters that set fields as JSON. */
export const fields = (values: object) => ({
	fieldsInput: 'json',
	fieldsJson: JSON.stringify(values),
});

/** The json of a node's items on one output. */
export function jsons({ main }: NodeOutcome, output = 0) {
	return (main[output] ?? []).map(({ json }) => json);
}

/** Any operation of any resource. */
export const operation = (resource: string, name: string, values: object = {}) => ({
	resource,
	operation: name,
	...values,
});

/** A locator set to By ID. */
export const locate = (id: unknown) => ({ __rl: true, mode: 'id', value: String(id) });
