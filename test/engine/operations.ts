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

/** The json of a node's items on one output. */
export function jsons({ main }: NodeOutcome, output = 0) {
	return (main[output] ?? []).map(({ json }) => json);
}
