import { restCall, restResult } from '../support/rest-call';
import { createState, type CerbState } from '../state';
import type { Dict } from './values';

const NOW = 1795400000;

function fields(values: Record<string, string>): string {
	return new URLSearchParams(
		Object.entries(values).map(([key, value]): [string, string] => [`fields[${key}]`, value]),
	).toString();
}

describe('writing records', () => {
	let state: CerbState;
	beforeEach(() => {
		state = createState({ now: NOW });
	});

	const create = async (type: string, values: Record<string, string>, worker = 1) =>
		await restResult(state, `POST records/${type}/create`, fields(values), worker);
	const update = async (address: string, values: Record<string, string>, worker = 1) =>
		await restResult(state, `PUT records/${address}`, fields(values), worker);

	it('answers a create with the whole record', async () => {
		const record = await create('task', { title: 'New', status: 'waiting', importance: '7' });
		expect(record).toMatchObject({
			_type: 'task',
			title: 'New',
			status: 'waiting',
			status_id: 2,
			importance: 7,
			created: NOW,
			updated: NOW,
		});
	});

	it.each([
		[{}, "'title' is required."],
		[{ title: '' }, "'title' is required."],
		[{ title: 'x', id: '4' }, "'id' is not editable."],
		[{ title: 'x', nonsense: '1' }, "'nonsense' is not an editable field."],
		[{ title: 'x', custom_9999: '1' }, "'custom_9999' is not a valid custom field"],
		[{ title: 'x', due: '2027-01-15' }, `'due_date' must be a number (string: "2027-01-15").`],
		[{ title: 'x', due: '01/15/2027' }, `'due_date' must be a number (string: "01\\/15\\/2027").`],
		[{ title: 'x', due: '1800000000000' }, "'due_date' must be <= 4294967296 (1800000000000)"],
		[{ title: 'x', importance: '500' }, "'importance' must be <= 100 (500)"],
		[{ title: 'x', owner_id: 'kina' }, "'owner_id' must be an ID or URI."],
		[{ title: 'x', owner_id: '999' }, "'owner_id' is not a valid target record."],
		[{ title: 'x', status: 'zzz' }, 'Status must be: open, waiting, or closed.'],
		[{ title: 'x', 'links][': 'nonsense:1' }, 'has a link with an invalid context (nonsense:1)'],
	])('refuses %j and stores nothing', async (values, message) => {
		const before = state.table('task').size;
		expect(await create('task', values as Record<string, string>)).toBe(message);
		expect(state.table('task').size).toBe(before);
	});

	it('changes nothing when one of several fields is wrong', async () => {
		expect(await update('task/1', { title: 'Changed', importance: 'x' })).toContain('importance');
		expect(state.get('task', 1)).toMatchObject({ title: 'Welcome to Cerb!', importance: 33 });
	});

	it('moves the stamp of a task even by an empty update, that of a ticket never', async () => {
		state.setNow(NOW + 100);
		expect(await update('task/1', {})).toMatchObject({ updated: NOW + 100 });
		const stamp = state.get('ticket', 1)?.updated;
		expect(await update('ticket/1', { subject: 'Other', status: 'c' })).toMatchObject({
			subject: 'Other',
			updated: stamp,
			closed_at: NOW + 100,
		});
	});

	it('links and unlinks, and ignores ends that do not exist', async () => {
		const link = async (text: string) =>
			await restResult(state, 'PUT records/task/1?expand=links', `fields[links][]=${text}`);
		expect(await link('org:99999')).toMatchObject({ links: [] });
		expect(await link('org:2')).toMatchObject({ links: { 'cerberusweb.contexts.org': [2] } });
		expect(await link('-org:2')).toMatchObject({ links: [] });
		expect(await restCall(state, 'PUT records/task/1', 'fields[links][][]=x')).toMatchObject({
			kind: 'raw',
			status: 500,
			body: '',
		});
	});

	it('takes out emoji where Cerb cannot keep them, and cuts wide texts', async () => {
		expect(await create('task', { title: 'a😀b' })).toMatchObject({ title: 'ab' });
		expect(await create('ticket', { subject: 'a😀b', group_id: '1' })).toMatchObject({
			subject: 'a😀b',
		});
		const title = async (text: string) => ((await create('task', { title: text })) as Dict).title;
		expect(await title('t'.repeat(255))).toBe('t'.repeat(255));
		expect(await title('t'.repeat(256))).toBe(`${'t'.repeat(249)}...`);
		expect(await title('漢'.repeat(128))).toBe(`${'漢'.repeat(124)}...`);
	});

	it('loses a write that the database cannot hold, and says success', async () => {
		expect(await create('org', { name: 'n'.repeat(129), city: 'Bonn' })).toMatchObject({
			name: '',
			city: '',
			updated: 0,
		});
		state.setNow(NOW + 5);
		expect(await update('org/2', { city: 'c'.repeat(65), country: 'X' })).toMatchObject({
			city: 'Walnut',
			country: 'United States',
		});
	});

	it('makes organizations and addresses that are named and unknown', async () => {
		const contact = (await create('contact', {
			first_name: 'Zoë',
			email: 'Zoe@New.Example',
			org: 'Brand New',
		})) as Dict;
		expect(state.get('address', Number(contact.email_id))?.email).toBe('zoe@new.example');
		expect(state.get('org', Number(contact.org_id))?.name).toBe('Brand New');
		expect(await create('contact', { first_name: 'x', email: 'zoe@new.example' })).toContain(
			'It must be unique.',
		);
	});

	it('puts a ticket into the inbox of its group', async () => {
		expect(await create('ticket', { subject: 'x', group: 'sales' })).toMatchObject({
			group_id: 2,
			bucket_id: 12,
			num_messages: 0,
		});
		expect(await create('ticket', { subject: 'x' })).toBe("'group_id' is required.");
	});

	it('counts a created message on its ticket', async () => {
		await create('message', {
			sender: 'new@sender.example',
			ticket_id: '63',
			content: 'Hello',
			headers: 'Subject: Hi\nX-A: 1\nX-A: 2',
		});
		expect(state.get('ticket', 63)).toMatchObject({ num_messages: 2, num_messages_in: 1 });
		const [message] = [...state.table('message').scan()].reverse();
		expect(message.headers).toEqual({ subject: 'Hi', 'x-a': '1;; 2' });
	});

	it('keeps what others may not do from them', async () => {
		expect(await update('worker/3', { title: 'Boss' }, 2)).toBe(
			'You do not have permission to modify this record.',
		);
		expect(await create('group', { name: 'x' }, 2)).toBe(
			'You must be an administrator to perform this action.',
		);
		const comment = { target__context: 'task', target_id: '1', comment: 'x' };
		expect(
			await create('comment', { ...comment, author__context: 'worker', author_id: '1' }, 2),
		).toBe('You do not have permission to set this record owner.');
		state.update('worker', 2, { is_disabled: 1 });
		expect(await create('task', { title: 'x' }, 2)).toBe(
			'You do not have permission to create this record.',
		);
	});

	it('deletes with comments and links; tickets softly; addresses never', async () => {
		state.link('task', 1, 'org', 2);
		expect(await restResult(state, 'DELETE records/task/1')).toEqual({});
		expect(state.linksOf('org', 2).size).toBe(0);
		expect(state.get('comment', 1)).toBeUndefined();
		expect(await restResult(state, 'DELETE records/task/1')).toBe('Record #1 not found');
		expect(await restResult(state, 'DELETE records/ticket/1')).toEqual({});
		expect(state.get('ticket', 1)?.status_id).toBe(3);
		expect(await restResult(state, 'DELETE records/address/1')).toBe(
			'You do not have permission to delete this record.',
		);
	});

	it('upserts by the number of records a query finds', async () => {
		const upsert = async (query: string, title: string) =>
			await restResult(
				state,
				'PATCH records/task/upsert',
				`query=${encodeURIComponent(query)}&${fields({ title })}`,
			);
		const before = state.table('task').size;
		expect(await upsert('title:"Welcome to Cerb!"', 'Changed')).toMatchObject({ id: '1' });
		expect(await upsert('id:>0', 'x')).toBe(
			'An upsert query must match exactly one or zero records.',
		);
		expect(await upsert('', 'x')).toBe("The 'query' parameter is required.");
		expect(state.table('task').size).toBe(before);
		await upsert('nonsense:1', 'A duplicate every time');
		expect(state.table('task').size).toBe(before + 1);
	});

	it('knows a custom record type as soon as it is created', async () => {
		await create('custom_record', { name: 'Gadget', name_plural: 'Gadgets', uri: 'gadget' });
		expect(await create('gadget', { name: 'First' })).toMatchObject({ _type: 'gadget' });
		expect(await create('gadget', { name: 'x', owner__context: 'worker', owner_id: '1' })).toBe(
			"This record type doesn't have ownership.",
		);
	});
});
