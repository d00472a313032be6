import type { Dict } from '../records/values';
import { createState } from '../state';
import { restResult } from '../support/rest-call';

async function put(json: string, state = createState(), worker = 1) {
	const form = new URLSearchParams({ json }).toString();
	return await restResult(state, 'PUT groups/members', form, worker);
}

describe('groups/members', () => {
	it('sets, changes and takes away roles, and leaves the others alone', async () => {
		const state = createState();
		const before = state.get('group', 2)?.members as Dict;
		const workers = { '1': 'MANAGER', '2': 'nonsense', '3': 'remove' };
		expect(await put(JSON.stringify({ groups: { '2': { workers } } }), state)).toEqual({});
		const { '3': removed, ...kept } = before;
		expect(removed).toBe(false);
		expect(state.get('group', 2)?.members).toEqual({ ...kept, '1': true });
	});

	it.each([
		['nope', "Invalid JSON content in 'json' field."],
		['{}', "Invalid JSON content in 'json' field."],
		['{"foo":1}', "The JSON should have a 'groups' key at the top level."],
		['{"groups":{"99":{},"x":{}}}', 'The JSON specifies invalid group IDs: 99,x'],
		['{"groups":{"1":{}}}', 'The JSON specifies invalid data for group 1'],
		[
			'{"groups":{"1":{"workers":{"99":"member"}}}}',
			'The JSON specifies invalid workers for group 1: 99',
		],
		['{"groups":"x"}', 'raw'],
		['{"groups":{"1":{"workers":5}}}', 'raw'],
	])('%s', async (json, message) => {
		expect(await put(json)).toBe(message);
	});

	it('does what stands before a wrong worker', async () => {
		const state = createState();
		const groups = { '2': { workers: { '1': 'manager' } }, '3': { workers: { '99': 'member' } } };
		expect(await put(JSON.stringify({ groups }), state)).toContain('invalid workers for group 3');
		expect((state.get('group', 2)?.members as Dict)['1']).toBe(true);
	});

	it('is for managers of all the groups', async () => {
		const only = '{"groups":{"1":{"workers":{}}}}';
		expect(await put(only, createState(), 2)).toEqual({});
		expect(await put('{"groups":{"1":{"workers":{}},"2":{}}}', createState(), 2)).toBe(
			'You must be an admin, or a manager of all of these groups.',
		);
	});
});

describe('customfields', () => {
	it('lists the fields of some types by their names, and of all by their ids', async () => {
		const state = createState();
		const fields = (await restResult(state, 'GET customfields/tasks')) as Record<string, Dict>;
		expect(fields.custom_10).toMatchObject({ type: 'X', options: ['Red', 'Green', 'Blue'] });
		expect(await restResult(state, 'GET customfields/cerberusweb.contexts.task')).toEqual(fields);
		expect(await restResult(state, 'GET customfields/contact')).toBe(
			'contact is not a valid custom field object!',
		);
		expect(await restResult(state, 'POST customfields/task')).toBe('ERROR_NOT_IMPLEMENTED');
	});
});
