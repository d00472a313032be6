import type { Dict, Row } from '../records/values';
import { MailDesk, NOW, type Form } from '../support/mail-desk';

describe('tickets/reply', () => {
	let desk: MailDesk;
	let ticket: Row;
	beforeEach(async () => {
		desk = new MailDesk();
		ticket = await desk.compose({ cc: 'cc@customer.example' });
		desk.state.outbox.length = 0;
	});

	it('answers the participants and counts as the first response', async () => {
		const first = desk.latestMessage(ticket);
		desk.state.setNow(NOW + 60);
		const payload = (await desk.reply(ticket)) as Dict;
		const message = desk.latestMessage(ticket);
		expect(payload).toMatchObject({ id: ticket.id, latest_message_id: message.id });
		expect(Object.keys(payload).length).toBeGreaterThan(140);
		expect(message).toMatchObject({ is_outgoing: 1, response_time: 60, worker_id: 1 });
		expect(ticket).toMatchObject({
			num_messages: 2,
			initial_message_id: first.id,
			initial_response_message_id: message.id,
			elapsed_response_first: 60,
			updated: NOW + 60,
		});
		expect(desk.state.outbox).toMatchObject([
			{
				to: ['ann@customer.example'],
				cc: [],
				subject: 'Re: Offer',
				inReplyTo: (first.headers as Dict)['message-id'],
				ticketId: ticket.id,
				recordId: message.id,
			},
		]);
	});

	it.each([
		['opens without a status', {}, 0, ['ticket.status.open']],
		['stays closed with status 2', { status: 2 }, 2, []],
		['leaves the status alone with status 3', { status: 3 }, 2, []],
		['waits', { status: 1, reopen_at: '+1 day' }, 1, ['ticket.status.waiting']],
	] as Array<[string, Form, number, string[]]>)('%s', async (_, form, status, points) => {
		const closed = await desk.compose({ status: 2 });
		const before = desk.points(closed).length;
		await desk.reply(closed, form);
		expect(closed).toMatchObject({
			status_id: status,
			reopen_date: status === 1 ? NOW + 86400 : 0,
		});
		expect(desk.points(closed).slice(before)).toEqual([...points, 'ticket.message.outbound']);
	});

	it('opens a deleted ticket', async () => {
		await desk.ask(`DELETE records/ticket/${ticket.id}`);
		await desk.reply(ticket);
		expect(ticket.status_id).toBe(0);
	});

	it('renames the ticket and puts Re: before any subject', async () => {
		await desk.reply(ticket, { subject: 'Re: Price' });
		expect(ticket.subject).toBe('Re: Price');
		expect(desk.state.outbox[0].subject).toBe('Re: Re: Price');
	});

	it('writes to others, who take part from now on', async () => {
		await desk.reply(ticket, { to: 'bob@customer.example', bcc: 'x@customer.example' });
		expect(desk.state.outbox[0]).toMatchObject({
			to: ['bob@customer.example'],
			bcc: ['x@customer.example'],
		});
		expect(desk.participants(ticket)).toEqual(['ann@customer.example', 'bob@customer.example']);
	});

	it('forwards: the subject as it is, no participant, no new name', async () => {
		const form = { is_forward: 1, to: 'bob@customer.example', subject: 'Fwd: Offer' };
		await desk.reply(ticket, form);
		expect(desk.state.outbox[0].subject).toBe('Fwd: Offer');
		expect(desk.participants(ticket)).toEqual(['ann@customer.example']);
		expect(ticket.subject).toBe('Offer');
	});

	it.each(['dont_keep_copy', 'is_autoreply'])('keeps no message with %s', async (name) => {
		const before = ticket.latest_message_id;
		await desk.reply(ticket, { [name]: 1 });
		expect(ticket).toMatchObject({ latest_message_id: before, num_messages: 1 });
		expect(desk.state.outbox).toHaveLength(1);
		expect(desk.state.outbox[0].recordId).toBeUndefined();
		expect(desk.points(ticket).at(-1)).toBe('ticket.message.outbound');
	});

	it('sends nothing to recipients that are none, and does not say so', async () => {
		await desk.reply(ticket, { to: 'nobody' });
		expect(desk.state.outbox).toEqual([]);
		expect(desk.latestMessage(ticket)).toMatchObject({ is_not_sent: 0 });
	});

	it('lets administrators write as somebody else', async () => {
		await desk.reply(ticket, { worker_id: 2 });
		expect(desk.latestMessage(ticket).worker_id).toBe(2);
		expect(desk.state.outbox[0].from).toMatch(/^Kina at Example/);
		expect(desk.newest('activity_log')).toMatchObject({ actor_id: 2 });
		await desk.reply(ticket, { worker_id: 1 }, 2);
		expect(desk.latestMessage(ticket).worker_id).toBe(2);
	});

	it.each([
		[{ owner_id: 0 }, { owner_id: 0 }],
		[{ owner_id: 4 }, { owner_id: 4 }],
		[{ owner_id: 999 }, { owner_id: 2 }],
		[{ owner_id: 'abc' }, { owner_id: 2 }],
		[{ bucket_id: 14 }, { group_id: 2, bucket_id: 14 }],
		[{ bucket_id: 16 }, { group_id: 3, bucket_id: 16 }],
		[{ group_id: 3 }, { group_id: 2, bucket_id: 12 }],
		[{ bucket_id: 999 }, { group_id: 2, bucket_id: 12 }],
		[{}, { group_id: 2, bucket_id: 13 }],
	])('with %j the ticket is %j', async (form, columns) => {
		const own = await desk.compose({ owner_id: 2, bucket_id: 13 });
		await desk.reply(own, form);
		expect(own).toMatchObject(columns);
	});

	it('is sent later as a draft; the ticket changes now', async () => {
		const before = ticket.latest_message_id;
		const answer = await desk.reply(ticket, { send_at: '@1798000000', status: 1, owner_id: 2 });
		expect(answer).toMatchObject({ _type: 'ticket', latest_message_id: before });
		expect(ticket).toMatchObject({ status_id: 1, owner_id: 2 });
		expect(desk.newest('draft')).toMatchObject({
			type: 'ticket.reply',
			name: 'Offer',
			ticket_id: ticket.id,
			queue_delivery_date: 1798000000,
			params: {
				ticket_id: ticket.id,
				in_reply_message_id: before,
				status_id: 1,
				content: 'Answer',
			},
		});
		expect(desk.state.outbox).toEqual([]);
	});

	it('is lost without a word when the mail server is down', async () => {
		const before = ticket.latest_message_id;
		desk.state.isMailDown = true;
		expect(await desk.reply(ticket, { status: 2 })).toMatchObject({ latest_message_id: before });
		expect(ticket).toMatchObject({ status_id: 2, num_messages: 1 });
		expect(desk.newest('draft')).toMatchObject({ type: '', name: null });
		expect(desk.points(ticket)).not.toContain('ticket.message.outbound');
	});

	it.each([
		[{ content: '' }, "The 'content' parameter is required"],
		[{ message_id: 0 }, "The 'message_id' parameter is required"],
		[{ message_id: 99999 }, "The given 'message_id' is invalid"],
		[{ html_template_id: 999 }, "The given 'html_template_id' parameter is invalid"],
	])('refuses %j', async (form, message) => {
		expect(await desk.reply(ticket, form)).toBe(message);
	});

	it('is for members of the group', async () => {
		const secret = await desk.compose({ group_id: 5 });
		desk.state.outbox.length = 0;
		expect(await desk.reply(secret, {}, 2)).toBe('You do not have write access to this ticket');
		expect(desk.state.outbox).toEqual([]);
	});
});
