import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { loadOptions } from '../../../nodes/Cerb/methods';

/** What the editor offers for values of Record Type, Trigger On (polling) and Record Types (instant). */
async function keys(type: unknown, triggerOn?: string, recordTypes?: string[]) {
	const context = {
		getCurrentNodeParameter: (name: string, options?: object) => {
			if (name === 'triggerOn') return triggerOn;
			if (name === 'recordTypes') return recordTypes;
			expect([name, options]).toEqual(['recordType', { extractValue: true }]);
			return type;
		},
	} as unknown as ILoadOptionsFunctions;
	return await loadOptions.getExpandKeys.call(context);
}

describe('getExpandKeys', () => {
	test.each([
		[
			'ticket',
			[
				'bucket_',
				'custom_',
				'group_',
				'latest_message_',
				'links',
				'org_',
				'owner_',
				'requester_emails',
				'participants',
				'watchers',
			],
		],
		['task', ['custom_', 'links', 'owner_', 'watchers']],
		[
			'message',
			[
				'attachments',
				'content',
				'custom_',
				'headers',
				'links',
				'sender_',
				'ticket_',
				'watchers',
				'worker_',
			],
		],
		['my_widget', ['custom_', 'links', 'watchers']],
		['', ['custom_', 'links', 'watchers']],
		[undefined, ['custom_', 'links', 'watchers']],
	])('%j', async (type, values) => {
		expect((await keys(type)).map(({ value }) => value)).toEqual(values);
	});

	test('several record types have the keys of each, once', async () => {
		const found = await keys(undefined, undefined, ['task', 'comment', 'nope']);
		expect(found.map(({ value }) => value)).toEqual([
			'author_',
			'custom_',
			'links',
			'owner_',
			'target_',
			'watchers',
		]);
	});

	test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
		'a record type named %j has the common keys',
		async (type) => {
			await expect(keys(type)).resolves.toHaveLength(3);
		},
	);

	test.each([
		'ticket',
		'worker',
		'group',
		'comment',
		'contact',
		'address',
		'org',
		'bucket',
		'automation',
	])('%s: alphabetical, no value twice', async (type) => {
		const options = await keys(type);
		const names = options.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
	});

	test.each([
		['newMessage', 'message'],
		['newComment', 'comment'],
		['ticketChanged', 'ticket'],
	])('the event %s is of one type only, whatever was picked before', async (event, type) => {
		expect(await keys('org', event)).toEqual(await keys(type));
		expect(await keys('org', 'recordCreated')).toEqual(await keys('org'));
	});

	test('asking twice gives the same', async () => {
		expect(await keys('ticket')).toEqual(await keys('ticket'));
	});
});
