import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { toldWhole } from '../../../nodes/Cerb/triggers/told-whole';

const node = { name: 'Cerb Trigger', type: 'cerbTrigger', typeVersion: 1 } as INode;

test('what works stays as it is', async () => {
	await expect(toldWhole(Promise.resolve(3))).resolves.toBe(3);
});

test.each([
	[
		new NodeOperationError(node, 'No event is picked', { description: 'Pick one' }),
		'No event is picked. Pick one',
	],
	[new NodeOperationError(node, 'It is so.', { description: 'Do that' }), 'It is so. Do that'],
	[
		new NodeApiError(node, { message: 'Refused' }, { message: 'Refused', description: 'Ask' }),
		'Refused. Ask',
	],
])('the message of an error has the way out: %#', async (error, message) => {
	await expect(toldWhole(Promise.reject(error))).rejects.toBe(error);
	expect(error.message).toBe(message);
});

test('an error without a way out, and one of another kind, stay as they are', async () => {
	const bare = new NodeOperationError(node, 'It is so');
	await expect(toldWhole(Promise.reject(bare))).rejects.toThrow(/^It is so\.?$/);
	const other = new TypeError('bug');
	await expect(toldWhole(Promise.reject(other))).rejects.toBe(other);
	expect(other.message).toBe('bug');
});
