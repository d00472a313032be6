import type { Dict, Row } from '../records/values';
import { MailDesk, NOW } from '../support/mail-desk';

let desk: MailDesk;
beforeEach(() => {
	desk = new MailDesk();
});

describe('tickets/merge', () => {
	it('puts all into the oldest ticket and empties the others', async () => {
		const a = await desk.compose({ subject: 'A', to: 'a@x.example', status: 2 });
		const b = await desk.compose({ subject: 'B', to: 'b@x.example', owner_id: 2 });
		const mask = String(b.mask);
		await desk.ask(`POST tickets/${b.id}/comment`, { comment: 'on B' });
		desk.state.link('ticket', b.id, 'org', 2);
		const merged = await desk.ask('POST tickets/merge', {
			ticket_ids: [String(b.id), String(a.id)],
		});
		expect(merged).toMatchObject({ id: a.id, subject: 'A', status: 'closed', num_messages: 2 });
		expect(desk.participants(a)).toEqual(['a@x.example', 'b@x.example']);
		expect(b).toMatchObject({
			mask: `${mask}-MERGED`,
			status_id: 3,
			owner_id: 2,
			num_messages: 0,
			latest_message_id: 0,
			participants: [],
		});
		expect(desk.newest('comment').target_id).toBe(a.id);
		expect([...desk.state.linksOf('ticket', a.id)]).toEqual(['org:2']);
		expect(desk.newest('activity_log')).toMatchObject({
			activity_point: 'record.merge',
			target_id: a.id,
			label: `Ada Admin merged ticket [${mask}] B into ticket [${String(a.mask)}] A`,
		});
	});

	it('does it for outsiders too, who only hear that there is no such ticket', async () => {
		const a = await desk.compose({ group_id: 5 });
		const b = await desk.compose({ group_id: 5 });
		const form = { ticket_ids: [String(a.id), String(b.id)] };
		expect(await desk.ask('POST tickets/merge', form, 2)).toBe(`Invalid ticket id '${a.id}'`);
		expect(b.status_id).toBe(3);
	});

	it.each([
		[['5', '5'], 'At least two `ticket_ids[]` parameters are required.'],
		[['5', '99999999'], 'At least two `ticket_ids[]` parameters are required.'],
		[['99999998', '99999999'], 'Failed to load the given ticket IDs.'],
	])('refuses %j', async (ids, message) => {
		expect(await desk.ask('POST tickets/merge', { ticket_ids: ids })).toBe(message);
	});
});

describe('tickets/split', () => {
	it.each([0, 1])('takes message %i into a new ticket', async (which) => {
		const ticket = await desk.compose({ owner_id: 2, status: 1, to: 'a@x.example' });
		const first = ticket.latest_message_id;
		await desk.reply(ticket, { status: 2 });
		const id = [first, ticket.latest_message_id][which];
		const left = [first, ticket.latest_message_id][1 - which];
		const made = (await desk.ask('POST tickets/split', { message_id: Number(id) })) as Dict;
		expect(made).toMatchObject({
			subject: ['Offer', 'Re: Offer'][which],
			status: 'open',
			owner_id: 0,
			group_id: 2,
			num_messages: 1,
			latest_message_id: id,
		});
		expect(desk.participants(desk.row('ticket', Number(made.id)))).toEqual(['a@x.example']);
		expect(ticket).toMatchObject({ status_id: 2, num_messages: 1, latest_message_id: left });
		expect(desk.points(ticket).at(-1)).toBe('ticket.split');
	});

	it('needs two messages, and a member of the group', async () => {
		const { latest_message_id: id } = await desk.compose({ group_id: 5 });
		expect(await desk.ask('POST tickets/split', { message_id: Number(id) })).toBe(
			'There must be at least two messages on the parent ticket.',
		);
		expect(await desk.ask('POST tickets/split', { message_id: Number(id) }, 2)).toBe(
			'You do not have permission to modify this message.',
		);
	});
});

describe('tickets/<id>/requester', () => {
	let ticket: Row;
	beforeEach(async () => {
		ticket = await desk.compose();
	});

	it.each([
		['new@x.example', ['ann@customer.example', 'new@x.example']],
		['"Big, N" <Named@x.example>', ['ann@customer.example', 'named@x.example']],
		['one@x.example, two@x.example', ['ann@customer.example', 'one@x.example']],
		['nope', ['ann@customer.example']],
		['team@cerb.example', ['ann@customer.example']],
	])('adding %s leaves %j', async (email, all) => {
		const answer = await desk.ask(`PUT tickets/${ticket.id}/requester`, { email });
		expect(answer).toMatchObject({ id: ticket.id });
		expect(desk.participants(ticket)).toEqual(all);
	});

	it('removes by the address only', async () => {
		const path = `tickets/${ticket.id}/requester`;
		await desk.ask(`DELETE ${path}?email=kina@cerb.example`);
		await desk.ask(`DELETE ${path}`);
		expect(desk.participants(ticket)).toEqual(['ann@customer.example']);
		await desk.ask(`DELETE ${path}?email=Ann@customer.example`);
		expect(desk.participants(ticket)).toEqual([]);
		expect(await desk.ask(`DELETE ${path}?email=never@seen.example`)).toBe(
			` is not a valid requester on ticket ${ticket.id}`,
		);
	});

	it('is for members of the group', async () => {
		const secret = await desk.compose({ group_id: 5 });
		const form = { email: 'new@x.example' };
		expect(await desk.ask(`PUT tickets/${secret.id}/requester`, form, 2)).toBe(
			'Access denied to modify tickets in this group.',
		);
		expect(await desk.ask('PUT tickets/99999/requester', form)).toBe('Invalid ticket ID 99999');
	});
});

describe('tickets/<id>/comment', () => {
	it('adds a comment, also to a deleted ticket, and moves its stamp', async () => {
		const ticket = await desk.compose({ status: 2 });
		await desk.ask(`DELETE tickets/${ticket.id}`);
		desk.state.setNow(NOW + 5);
		const answer = await desk.ask(`POST tickets/${ticket.id}/comment`, { comment: 'Hi' });
		const comment = desk.newest('comment');
		expect(answer).toEqual({ ticket_id: ticket.id, comment_id: comment.id });
		expect(comment).toMatchObject({ comment: 'Hi', author_id: 1, target_id: ticket.id });
		expect(ticket).toMatchObject({ status_id: 3, updated: NOW + 5 });
		expect(desk.newest('activity_log').activity_point).toBe('comment.create');
		const counted = await desk.ask(`GET records/ticket/${ticket.id}?expand=comment_count`);
		expect(counted).toMatchObject({ comment_count: '1' });
	});

	it('reads the body only, and takes "0" for nothing', async () => {
		const { id } = await desk.compose();
		const missing = "The 'comment' field is required.";
		expect(await desk.ask(`POST tickets/${id}/comment?comment=x`)).toBe(missing);
		expect(await desk.ask(`POST tickets/${id}/comment`, { comment: '0' })).toBe(missing);
	});
});

describe('tickets/<id>', () => {
	it('answers with all links written out, to members only', async () => {
		const ticket = await desk.compose({ group_id: 5 });
		const answer = (await desk.ask(`GET tickets/${ticket.id}`)) as Dict;
		expect(answer).toMatchObject({ bucket_group__type: 'group', owner__type: 'worker' });
		expect(answer).not.toHaveProperty('org_email__context');
		const refusal = `Invalid ticket id '${ticket.id}'`;
		expect(await desk.ask(`GET tickets/${ticket.id}`, {}, 2)).toBe(refusal);
	});

	it.each([
		[
			{ subject: 'New', status_id: 2 },
			{ subject: 'New', status_id: 2 },
		],
		[{ status_id: 'waiting' }, { status_id: 0 }],
		[{ group_id: 3 }, { group_id: 3, bucket_id: 15 }],
		[
			{ group_id: 4, bucket_id: 16 },
			{ group_id: 4, bucket_id: 16 },
		],
		[
			{ group_id: 2, bucket_id: 16 },
			{ group_id: 3, bucket_id: 16 },
		],
		[{ owner_id: 0 }, { owner_id: 0 }],
		[{ reopen_date: 1798000000 }, { reopen_date: 0 }],
	])('changed by %j it is %j', async (form, columns) => {
		const ticket = await desk.compose({ owner_id: 2, status: 1 });
		expect(await desk.ask(`PUT tickets/${ticket.id}`, form)).toMatchObject({ id: ticket.id });
		expect(ticket).toMatchObject(columns);
	});

	it.each([
		[{ bucket_id: 13 }, "The 'group_id' field is required."],
		[{ group_id: 999 }, "The given 'group_id' is invalid."],
		[{ group_id: 2, bucket_id: 999 }, "The given 'bucket_id' is invalid."],
		[{ owner_id: 999 }, "The given 'owner_id' is invalid."],
		[{ org_id: 999 }, "The given 'org_id' is invalid."],
	])('refuses %j', async (form, message) => {
		const { id } = await desk.compose();
		expect(await desk.ask(`PUT tickets/${id}`, form)).toBe(message);
	});

	it('is marked as deleted', async () => {
		const ticket = await desk.compose();
		expect(await desk.ask(`DELETE tickets/${ticket.id}`)).toEqual({ id: ticket.id });
		expect(ticket.status_id).toBe(3);
		expect(desk.points(ticket).at(-1)).toBe('ticket.status.deleted');
	});
});

describe('tickets/search', () => {
	it('counts in text and leaves out what is in groups of others', async () => {
		const found = await desk.ask('POST tickets/search', {
			q: 'group:(name:Sales) sort:-id',
			limit: 2,
		});
		expect(found).toMatchObject({
			count: 2,
			limit: 2,
			page: 1,
			total: expect.any(String) as string,
		});
		const secret = { q: 'id:33167' };
		expect(await desk.ask('POST tickets/search', secret)).toMatchObject({ total: '1' });
		expect(await desk.ask('POST tickets/search', secret, 2)).toMatchObject({ total: '0' });
	});
});

describe('records about mail', () => {
	it('logs owner, place, status and participants of a ticket', async () => {
		const ticket = await desk.compose();
		const put = async (form: Record<string, string | number>) =>
			await desk.ask(`PUT records/ticket/${ticket.id}`, form);
		await put({ 'fields[owner_id]': 2, 'fields[bucket_id]': 16, 'fields[status]': 'closed' });
		await put({ 'fields[owner_id]': 0 });
		await put({ 'fields[participants]': 'p@x.example, team@cerb.example' });
		await put({ 'fields[participant_ids]': `-${desk.newest('address').id}` });
		expect(desk.points(ticket).slice(1)).toEqual([
			'ticket.owner.assigned',
			'ticket.moved',
			'ticket.status.closed',
			'ticket.owner.unassigned',
			'ticket.participant.added',
			'ticket.participant.removed',
		]);
	});

	it('logs what a deleted record was called', async () => {
		await desk.ask('DELETE records/ticket/1');
		expect(desk.newest('activity_log')).toMatchObject({
			activity_point: 'record.deleted',
			label: 'Ada Admin deleted ticket `[#DEMO-001] What is Cerb?` (#1)',
			target__context: '',
			target_id: 0,
		});
	});

	it('keeps drafts, whose params are replaced as a whole', async () => {
		const made = (await desk.ask('POST records/draft/create', {
			'fields[type]': 'mail.compose',
			'fields[worker_id]': 2,
			'fields[params][to]': 'a@x.example',
			'fields[params][cc]': 'b@x.example',
		})) as Dict;
		expect(made).toMatchObject({
			name: null,
			subject: null,
			to: null,
			token: expect.stringMatching(/^[\w-]{10}$/) as string,
			params: { to: 'a@x.example', cc: 'b@x.example' },
		});
		const changed = { 'fields[name]': 'Draft', 'fields[params][to]': 'c@x.example' };
		expect(await desk.ask(`PUT records/draft/${String(made.id)}`, changed, 2)).toMatchObject({
			subject: 'Draft',
			params: { to: 'c@x.example' },
		});
		expect(await desk.ask(`PUT records/draft/${String(made.id)}`, changed, 3)).toBe(
			'You do not have permission to modify this record.',
		);
		const found = await desk.ask('GET records/draft/search?q=worker.id:2 type:mail.compose');
		expect(found).toMatchObject({ total: 1 });
	});
});
