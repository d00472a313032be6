import { isDict, type Dict, type Value } from '../records/values';
import { WatchedDesk } from '../support/watched-desk';
import type { Form } from '../support/mail-desk';

let desk: WatchedDesk;

beforeAll(async () => {
	desk = new WatchedDesk();
	await desk.watch();
});

afterAll(async () => await desk.receiver.stop());

const fields = (columns: Record<string, string | number>): Form =>
	Object.fromEntries(Object.entries(columns).map(([name, value]) => [`fields[${name}]`, value]));

/** The types and kinds of what a request tells. */
async function told(line: string, form: Form = {}): Promise<string> {
	const events = await desk.events(line, form);
	return events.map((one) => `${String(one.record__type)} ${String(one.change_type)}`).join(', ');
}

async function make(line: string, form: Form): Promise<Value> {
	await desk.events(line, form);
	if (!isDict(desk.answer)) throw new TypeError(String(desk.answer));
	return desk.answer.id;
}

const comment = (on: string, id: Value): Form =>
	fields({
		author__context: 'worker',
		author_id: 1,
		target__context: on,
		target_id: Number(id),
		comment: 'hi',
	});

describe('which changes of records are told (as on Cerb 10.4.10, without the activity log)', () => {
	it.each<[string, Record<string, string | number>, Record<string, string | number>, string]>([
		['org', { name: 'Org' }, { name: 'Other' }, ''],
		['address', { email: 'a@events.example' }, { host: 'x' }, ''],
		['opportunity', { title: 'Opp' }, { title: 'Other' }, ''],
		['time_entry', { mins: 5, activity_id: 1, log_date: 1, worker_id: 1 }, { mins: 6 }, ''],
		['widget', { name: 'Widget' }, { name: 'Other' }, ''],
		['call', { phone: '1', subject: 'Call' }, { subject: 'Other' }, ''],
		['group', { name: 'Group' }, { name: 'Other' }, ''],
		['bucket', { name: 'Bucket', group_id: 2 }, { name: 'Other' }, ''],
		['reminder', { name: 'Rem', remind_at: 1, worker_id: 1 }, { name: 'Other' }, ''],
		['custom_field', { context: 'org', name: 'F', type: 'S', uri: 'f' }, { name: 'Other' }, ''],
		['contact', { first_name: 'C', email: 'c@events.example' }, { first_name: 'D' }, 'address'],
	])('%s', async (type, columns, changes, also) => {
		const before = also === '' ? '' : `${also} created, `;
		expect(await told(`POST records/${type}/create`, fields(columns))).toBe(
			`${before}${type} created`,
		);
		const path = `records/${type}/${String((desk.answer as Dict).id)}`;
		expect(await told(`PUT ${path}`, fields(changes))).toBe(`${type} updated`);
		expect(await told(`PUT ${path}`)).toBe(`${type} updated`);
		expect(await told(`DELETE ${path}`)).toBe(type === 'address' ? '' : `${type} deleted`);
	});

	it('task', async () => {
		const id = await make('POST records/task/create', fields({ title: 'Task' }));
		const path = `records/task/${String(id)}`;
		expect(await told(`PUT ${path}`, fields({ title: 'Task' }))).toBe('task updated');
		expect(await told(`PUT ${path}`, fields({ cf_sx: 'x' }))).toBe('task updated');
		expect(await told(`PUT ${path}`, { 'fields[links]': ['org:1'] })).toBe('task updated');
		expect(await told(`PUT ${path}`, fields({ due_date: 'soon' }))).toBe('');
		expect(await told('POST records/comment/create', comment('task', id))).toBe(
			'comment created, task updated',
		);
		const link = {
			on: `cerberusweb.contexts.task:${String(id)}`,
			targets: '["cerberusweb.contexts.org:2"]',
		};
		expect(await told('POST contexts/link', link)).toBe('');
		expect(await told('POST contexts/unlink', link)).toBe('');
		expect(await told(`DELETE ${path}`)).toBe('task deleted, comment deleted');
	});

	it('the values of custom fields, by number and by uri, as a Cerb 10.4.10 tells them', async () => {
		const id = await make('POST records/task/create', fields({ title: 'Task' }));
		const [event] = await desk.events(`PUT records/task/${String(id)}`, {
			...fields({ cf_yx: '1.5', cf_ox: '3.14', cf_lx: 1, cf_pointx: '40.7,-74' }),
			'fields[cf_mx]': ['a', 'b'],
			'fields[cf_linksx]': ['1'],
		});
		expect(event).toMatchObject({
			record_cf_yx: '150',
			record_cf_yx_label: '$ 1.50 USD',
			record_cf_yx_decimal: '1.50',
			record_cf_yx_currency_id: 1,
			record_cf_ox: '314',
			record_cf_ox_decimal_at: 2,
			record_cf_lx_id: '1',
			record_cf_lx__context: 'cerberusweb.contexts.org',
			record_cf_pointx: '40.700000, -74.000000',
			record_cf_mx: { a: 'a', b: 'b' },
			record_cf_linksx: { '1': '1' },
			record_cf_linksx_records: { '1': { _type: 'org', _loaded: true, id: 1 } },
			record_cf_sx: null,
			was_record_cf_yx_label: '$ 0.00 USD',
			was_record_cf_pointx: false,
			was_record_cf_linksx: null,
			was_record_cf_linksx_records: [],
		});
		const linked = (event.record_cf_linksx_records as Dict)['1'] as Dict;
		expect(linked).toHaveProperty('email__context');
		expect(linked).not.toHaveProperty('email__type');
		const custom = Object.values(event.record_custom as Dict);
		expect(custom).toEqual(expect.arrayContaining(['150', '314', { a: 'a', b: 'b' }]));
		expect(event.record_customfields).toContain('cf_yx');
	});

	it('a contact takes over an address', async () => {
		await make('POST records/address/create', fields({ email: 'k@events.example' }));
		const form = fields({ first_name: 'K', email: 'k@events.example' });
		expect(await told('POST records/contact/create', form)).toBe(
			'contact created, address updated',
		);
	});

	it('what a refused request has made already', async () => {
		const form = fields({ first_name: 'W', email: 'w@events.example', language: 'nope' });
		expect(await told('POST records/contact/create', form)).toBe('address created');
	});

	it('attachments tell nothing', async () => {
		const form = { file_name: 'a.txt', content: 'abc' };
		expect(await told('POST attachments/upload', form)).toBe('');
		const id = await make('POST records/attachment/create', fields({ name: 'b', content: 'x' }));
		expect(await told(`PUT records/attachment/${String(id)}`, fields({ name: 'c' }))).toBe('');
		expect(await told(`DELETE records/attachment/${String(id)}`)).toBe('');
	});

	it('a ticket', async () => {
		const created = fields({ subject: 'Ticket', group_id: 2 });
		expect(await told('POST records/ticket/create', created)).toBe('');
		const id = String((desk.answer as Dict).id);
		const query = { query: 'subject:"none such"', ...fields({ subject: 'U', group_id: 2 }) };
		expect(await told('PATCH records/ticket/upsert', query)).toBe('');
		const put = `PUT records/ticket/${id}`;
		expect(await told(put, fields({ subject: 'Ticket' }))).toBe('ticket updated');
		expect(await told(put)).toBe('');
		expect(await told(put, { 'fields[links]': ['org:1'] })).toBe('ticket updated');
		expect(await told(put, fields({ owner_id: 1, importance: 7 }))).toBe('ticket updated');
		expect(await told(put, fields({ status: 'c' }))).toBe('ticket updated');
		expect(await told('POST records/comment/create', comment('ticket', id))).toBe(
			'comment created',
		);
		expect(await told(`POST tickets/${id}/comment`, { comment: 'x' })).toBe('comment created');
		const mail = { sender: 'w@events.example', ticket_id: id, content: 'b', headers: 'Subject: x' };
		expect(await told('POST records/message/create', fields(mail))).toBe('message created');
		expect(await told(put, fields({ status: 'd' }))).toBe('ticket updated');
		expect(await told(`DELETE records/ticket/${id}`)).toBe('');
	});

	it('mail', async () => {
		const ticket = await desk.compose({ to: 'new@events.example', dont_send: 1 });
		const id = String(ticket.id);
		const message = { content: 'x', message_id: String(ticket.latest_message_id), dont_send: 1 };
		const compose = { subject: 'S', content: 'c', group_id: 2, to: 'n2@events.example' };
		expect(await told('POST tickets/compose', compose)).toBe(
			'address created, message created, ticket created',
		);
		expect(await told('POST tickets/reply', message)).toBe('ticket updated, message created');
		expect(await told('POST tickets/reply', { ...message, send_at: '+2 days' })).toBe(
			'ticket updated, draft created',
		);
		const requester = { email: 'n3@events.example' };
		expect(await told(`PUT tickets/${id}/requester`, requester)).toBe('address created');
		expect(await told(`PUT tickets/${id}/requester`, requester)).toBe('');
		expect(await told(`PUT tickets/${id}`, { subject: 'L' })).toBe('ticket updated');
		expect(await told(`PUT tickets/${id}`)).toBe('ticket updated');
		const last = String(desk.row('ticket', ticket.id).latest_message_id);
		expect(await told('POST tickets/split', { message_id: last })).toBe('message updated');
		const other = String((desk.answer as Dict).id);
		expect(await told('POST tickets/merge', { ticket_ids: [id, other] })).toBe('');
		expect(await told(`DELETE tickets/${id}`)).toBe('ticket updated');
	});

	it('mail that comes in', async () => {
		const raw = (subject: string) =>
			`From: in@events.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello\r\n`;
		expect(await told('POST parser/parse', { message: raw('In') })).toBe(
			'address created, message created, ticket created',
		);
		const { mask } = desk.answer as Dict;
		expect(await told('POST parser/parse', { message: raw(`Re: [#${String(mask)}] In`) })).toBe(
			'message created, ticket updated',
		);
	});
});
