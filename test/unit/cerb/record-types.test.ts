import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import type { Reading } from '../../../nodes/Cerb/cerb/envelope';
import type { Failure } from '../../../nodes/Cerb/cerb/failure';
import { listRecordTypes } from '../../../nodes/Cerb/cerb/record-types';

/** A client that gives one answer; errors come back as plain failures. */
function client(reading: Reading): CerbClient {
	const error = (failure: Failure) => Object.assign(new Error(), failure);
	return { attempt: async () => reading, error } as unknown as CerbClient;
}
const types = (results: object[]) =>
	client({ value: { __status: 'success', results } } as unknown as Reading);
const TASK = {
	id: 'cerberusweb.contexts.task',
	name: 'Task',
	alias: 'task',
	params: { options: ['records', 'search'] },
};
const ORG = { ...TASK, id: 'cerberusweb.contexts.org', name: 'Organization', alias: 'org' };

describe('listRecordTypes', () => {
	test('gives types by label', async () => {
		expect(await listRecordTypes(types([TASK, ORG]))).toMatchObject([
			{ alias: 'org', context: 'cerberusweb.contexts.org', label: 'Organization' },
			{ alias: 'task', context: 'cerberusweb.contexts.task', label: 'Task' },
		]);
	});

	test('none', async () => {
		expect(await listRecordTypes(types([]))).toEqual([]);
		expect(await listRecordTypes(client({ value: {} }))).toEqual([]);
	});

	test('a type without a label goes by its alias', async () => {
		expect(await listRecordTypes(types([{ ...TASK, name: '' }]))).toMatchObject([
			{ label: 'task' },
		]);
	});

	test('a failure is not remembered', async () => {
		const moody = types([TASK]);
		const attempt = jest.spyOn(moody, 'attempt');
		attempt.mockResolvedValueOnce({ failure: { message: 'down', hint: '' } });
		await expect(listRecordTypes(moody)).rejects.toThrow('down');
		expect(await listRecordTypes(moody)).toHaveLength(1);
	});

	test('a scope that does not allow it says how to go on', async () => {
		const message = 'Your token does not have permission to use this endpoint.';
		await expect(
			listRecordTypes(client({ failure: { message, hint: 'x', status: 200 } })),
		).rejects.toMatchObject({
			message,
			hint: expect.stringContaining('alias'),
		});
	});

	test('any other failure keeps its own hint', async () => {
		await expect(
			listRecordTypes(client({ failure: { message: 'm', hint: 'own' } })),
		).rejects.toMatchObject({ hint: 'own' });
	});
});
