import { MailDesk, NOW } from '../support/mail-desk';

describe('tickets/compose', () => {
	let desk: MailDesk;
	beforeEach(() => {
		desk = new MailDesk();
	});

	it('makes a ticket with an outgoing message and sends the mail', async () => {
		const ticket = await desk.compose({
			to: 'Ann <Ann@Customer.example>; "Doe, Jane" <jane@customer.example>, nonsense',
			cc: 'cc@customer.example',
			bcc: 'bcc@customer.example',
		});
		expect(ticket).toMatchObject({
			subject: 'Offer',
			group_id: 2,
			bucket_id: 12,
			status_id: 0,
			num_messages: 1,
			num_messages_out: 1,
			initial_response_message_id: 0,
			last_opened_at: 0,
			spam_training: 'N',
			updated: NOW,
		});
		expect(desk.participants(ticket)).toEqual(['ann@customer.example', 'jane@customer.example']);
		const message = desk.latestMessage(ticket);
		expect(message).toMatchObject({
			content: 'Hello',
			is_outgoing: 1,
			is_not_sent: 0,
			worker_id: 1,
		});
		expect(message.headers).toMatchObject({
			to: 'Ann <Ann@Customer.example>, "Doe, Jane" <jane@customer.example>',
			bcc: 'bcc@customer.example',
		});
		expect(desk.state.outbox).toEqual([
			{
				from: 'Ada at Example <team@cerb.example>',
				to: ['Ann <Ann@Customer.example>', '"Doe, Jane" <jane@customer.example>'],
				cc: ['cc@customer.example'],
				bcc: ['bcc@customer.example'],
				subject: 'Offer',
				text: 'Hello',
				attachments: [],
				messageId: expect.stringMatching(/^<.+@.+>$/) as string,
				ticketId: ticket.id,
				recordId: message.id,
			},
		]);
		expect(desk.points(ticket)).toEqual(['ticket.moved']);
	});

	it('sends nothing without a usable recipient, and does not say so', async () => {
		const ticket = await desk.compose({ to: 'nobody', cc: 'cc@customer.example' });
		expect(desk.state.outbox).toEqual([]);
		expect(desk.latestMessage(ticket)).toMatchObject({ is_not_sent: 0 });
		expect(desk.latestMessage(ticket).headers).not.toHaveProperty('to');
	});

	it('stores without sending', async () => {
		const ticket = await desk.compose({ dont_send: 1 });
		expect(desk.state.outbox).toEqual([]);
		expect(desk.latestMessage(ticket)).toMatchObject({ is_not_sent: 1 });
	});

	it('never lets the helpdesk itself take part', async () => {
		const ticket = await desk.compose({ to: 'team@cerb.example, kina@cerb.example' });
		expect(desk.participants(ticket)).toEqual(['kina@cerb.example']);
		expect(desk.state.outbox[0].to).toEqual(['team@cerb.example', 'kina@cerb.example']);
	});

	it.each([
		[
			{ status: 2, reopen_at: '+2 days' },
			{ status_id: 2, reopen_date: NOW + 172800 },
		],
		[
			{ status: 1, reopen_at: 1798000000 },
			{ status_id: 1, reopen_date: 1798000000 },
		],
		[
			{ status: 1, reopen_at: 'sometime' },
			{ status_id: 1, reopen_date: 0 },
		],
		[
			{ status: 0, reopen_at: '+2 days' },
			{ status_id: 0, reopen_date: 0 },
		],
		[{ status: 3 }, { status_id: 0 }],
		[{ status: 'waiting' }, { status_id: 0 }],
		[{ owner_id: 2 }, { owner_id: 2 }],
		[{ owner_id: 999 }, { owner_id: 0 }],
		[{ bucket_id: 16 }, { group_id: 3, bucket_id: 16 }],
		[{ org_id: 999 }, { org_id: 999 }],
		[{ to: 'a.costa@fiaflux.example' }, { org_id: 6 }],
	])('takes %j', async (form, columns) => {
		expect(await desk.compose(form)).toMatchObject(columns);
	});

	it('writes the log in order: owner, place, status', async () => {
		const ticket = await desk.compose({ owner_id: 2, status: 2 });
		expect(desk.points(ticket)).toEqual([
			'ticket.owner.assigned',
			'ticket.moved',
			'ticket.status.closed',
		]);
		expect(desk.newest('activity_log')).toMatchObject({
			event: 'Ticket Closed',
			label: `Ada Admin changed ticket [${String(ticket.mask)}] Offer to status closed`,
		});
	});

	it('reads Markdown: an HTML part, kept as a file of the message', async () => {
		const ticket = await desk.compose({
			content: 'Hello **you**\n\n#signature',
			content_format: 'markdown',
		});
		const [mail] = desk.state.outbox;
		expect(mail.text).toBe('Hello **you**\n\n-- \nAda\n');
		expect(mail.html).toContain('<div><p>Hello <strong>you</strong></p>');
		const message = desk.latestMessage(ticket);
		const file = desk.row('attachment', Number(message.html_attachment_id));
		expect(file).toMatchObject({ name: 'original_message.html', on: [`message:${message.id}`] });
		expect(desk.state.files.get(file.id)?.toString()).toMatch(/^<p>Hello/);
	});

	it('sends files and passes over ids of none', async () => {
		const ticket = await desk.compose({ file_id: ['4', '999', '4'] });
		expect(desk.state.outbox[0].attachments).toEqual([
			{ id: 4, name: 'report é.pdf', mimeType: 'application/pdf', size: 14 },
		]);
		expect(desk.row('attachment', 4).on).toContain(`message:${desk.latestMessage(ticket).id}`);
	});

	it('does what lines of the text command', async () => {
		const ticket = await desk.compose({
			content: '#watch\nHello\n#comment for us\n# title\n#start note\na note\n#end\n#cut\nhidden',
		});
		expect(desk.state.outbox[0].text).toBe('Hello\n# title');
		expect(desk.state.linksOf('ticket', ticket.id)).toContain('worker:1');
		const comments = [...desk.state.table('comment').scan()].slice(-2);
		expect(comments).toMatchObject([
			{ comment: 'for us', target_id: ticket.id, is_markdown: 0 },
			{ comment: 'a note\n', target_id: desk.latestMessage(ticket).id },
		]);
	});

	it('sets custom fields by id, and passes over what they cannot hold', async () => {
		const field = (name: string, type: string, params = {}): number =>
			desk.state.create('custom_field', {
				context: 'cerberusweb.contexts.ticket',
				custom_fieldset_id: 0,
				name,
				type,
				params,
			});
		const text = field('Text', 'S');
		const choice = field('Choice', 'D', { options: ['Low', 'High'] });
		const ticket = await desk.compose({
			[`custom_${text}`]: 'hello',
			[`custom_${choice}`]: 'Middle',
			custom_99999: 'x',
		});
		expect(ticket[`custom_${text}`]).toBe('hello');
		expect(ticket).not.toHaveProperty(`custom_${choice}`);
	});

	it.each([
		[{ subject: '' }, "The 'subject' parameter is required"],
		[{ content: '0' }, "The 'content' parameter is required"],
		[{ group_id: 0 }, "The 'group_id' parameter is required"],
		[{ group_id: 999 }, "The given 'group_id' parameter is invalid"],
		[{ bucket_id: 999 }, "The given 'bucket_id' parameter is invalid"],
		[{ html_template_id: 999 }, "The given 'html_template_id' parameter is invalid"],
	])('refuses %j', async (form, message) => {
		const all = { subject: 'S', content: 'C', group_id: 2, ...form };
		expect(await desk.ask('POST tickets/compose', all)).toBe(message);
		expect(desk.state.outbox).toEqual([]);
	});

	it('lets somebody outside of the group send, and calls the ticket invalid', async () => {
		const form = { subject: 'S', content: 'C', group_id: 5, to: 'ann@customer.example' };
		const answer = await desk.ask('POST tickets/compose', form, 2);
		expect(answer).toBe(`Invalid ticket id '${desk.newest('ticket').id}'`);
		expect(desk.state.outbox).toHaveLength(1);
	});

	it('is loud about Markdown it does not know', async () => {
		const form = { subject: 'S', content: '> quoted', group_id: 2, content_format: 'markdown' };
		expect(await desk.ask('POST tickets/compose', form)).toBe('unclaimed');
	});
});

describe('a new mail that is not sent now', () => {
	let desk: MailDesk;
	beforeEach(() => {
		desk = new MailDesk();
	});

	it('waits as a draft, which forgets that it was not to be sent', async () => {
		const draft = await desk.ask('POST tickets/compose', {
			subject: 'Later',
			content: 'text',
			group_id: 2,
			to: 'ann@customer.example',
			send_at: '+1 day',
			status: 1,
			html_template_id: 1,
			dont_send: 1,
			file_id: ['4'],
		});
		expect(draft).toMatchObject({
			_type: 'draft',
			type: 'mail.compose',
			name: 'Later',
			subject: 'Later',
			ticket_id: '0',
			params: {
				to: 'ann@customer.example',
				subject: 'Later',
				content: 'text',
				html_template_id: '1',
				status_id: 1,
				group_id: 2,
				bucket_id: 0,
				owner_id: 0,
				worker_id: 1,
				file_ids: [4],
				send_at: '+1 day',
			},
		});
		expect(desk.newest('draft')).toMatchObject({ queue_delivery_date: NOW + 86400 });
		expect(desk.state.outbox).toEqual([]);
	});

	it.each(['@1798000000', '2026-12-24 18:00', 'now', 'tomorrow'])('takes %s', async (sendAt) => {
		const form = { subject: 'S', content: 'C', group_id: 2, send_at: sendAt };
		expect(await desk.ask('POST tickets/compose', form)).toMatchObject({ _type: 'draft' });
	});

	it.each(['1798000000', 'nonsense', '-1 day', '0'])('sends at once for %s', async (sendAt) => {
		await desk.compose({ send_at: sendAt });
		expect(desk.state.outbox).toHaveLength(1);
	});

	it.each(['is down', 'does not take an address'])('is queued when the server %s', async (why) => {
		desk.state.isMailDown = why === 'is down';
		const to = why === 'is down' ? 'ann@customer.example' : 'ü@customer.example';
		const tickets = [...desk.state.table('ticket').scan()].length;
		const form = { subject: 'S', content: 'C', group_id: 2, to };
		expect(await desk.ask('POST tickets/compose', form)).toBe('Failed to create a new message.');
		const draft = desk.newest('draft');
		expect(draft).toMatchObject({
			to,
			is_queued: 1,
			queue_fails: 1,
			queue_delivery_date: NOW + 300,
		});
		expect(desk.newest('comment')).toMatchObject({
			target_id: draft.id,
			comment: expect.stringMatching(/^Error sending message: ./) as string,
		});
		expect([...desk.state.table('ticket').scan()]).toHaveLength(tickets);
	});
});
