import type { IDataObject } from 'n8n-workflow';

import { byId, locate, operation, record, search } from '../engine/operations';
import { talkTo, type Target } from './harness';

/** A mark that no other record of the Cerb under test has. */
const MARK = `mail ${Date.now().toString(36)}`;
const JANE = `jane.${Date.now().toString(36)}@customer.example`;

/** What the operations for tickets and mail promise, for every Cerb. Its tickets end as deleted. */
export function mailSuite(name: string, getTarget: () => Target): void {
	const { items, ids, failure, run } = talkTo(getTarget);
	const made = new Set<number>();
	let groupId: number;

	const ticket = (action: string, values: object = {}) => operation('ticket', action, values);
	const one = async (parameters: object, input?: Parameters<typeof items>[1]) => {
		const [item] = await items(parameters, input);
		for (const id of [item.ticket_id, item._type === 'draft' ? 0 : item.id]) {
			if (Number(id) > 0) made.add(Number(id));
		}
		return item;
	};
	const compose = async (values: object = {}) =>
		await one(
			ticket('compose', {
				groupId: locate(groupId),
				to: JANE,
				subject: MARK,
				content: 'Hello **Jane** 😀',
				delivery: 'save',
				...values,
			}),
		);
	const conversation = async (id: unknown, values: object = {}) => {
		const [item] = await items(ticket('getConversation', { ticketId: locate(id), ...values }));
		return item.conversation as IDataObject[];
	};
	const stored = async (id: unknown) =>
		(await items(record('get', 'ticket', { ...byId(id), output: 'raw' })))[0];

	describe(`tickets and mail on ${name}`, () => {
		beforeAll(async () => {
			// A group with an inbox, whichever this Cerb has.
			const [bucket] = await items(search('bucket', 'sort:id', { limit: 1, output: 'raw' }));
			groupId = Number(bucket.group_id);
		});
		afterAll(async () => {
			for (const id of made) {
				await items(ticket('setStatus', { ticketId: locate(id), status: 'deleted' })).catch(
					() => undefined,
				);
			}
		});

		it('composes: the message as written, its recipients, status and what was made', async () => {
			const sent = await compose({
				delivery: 'send',
				statusAfter: 'closed',
				options: { cc: `Joe <cc.${JANE}>`, reopenAt: '2030-01-02T03:04:05Z' },
			});
			expect(sent).toMatchObject({
				result: 'ticket',
				ticket_id: sent.id,
				message_id: expect.any(Number),
				draft_id: null,
				subject: MARK,
				status: 'closed',
				group_id: groupId,
			});
			expect(await stored(sent.id)).toMatchObject({ reopen_date: 1893553445, num_messages: 1 });
			const [message] = await conversation(sent.id);
			expect(message).toMatchObject({
				type: 'message',
				id: sent.message_id,
				to: expect.stringContaining(JANE),
				cc: expect.stringContaining(`cc.${JANE}`),
				content: 'Hello **Jane** 😀',
				is_outgoing: true,
				is_not_sent: false,
				attachments: [],
			});
		});

		it('saves a message without sending it', async () => {
			const saved = await compose();
			const [message] = await conversation(saved.id);
			expect(message).toMatchObject({ id: saved.message_id, is_not_sent: true });
		});

		it('keeps drafts, and queues what is to be sent later', async () => {
			const draft = await compose({ delivery: 'draft' });
			expect(draft).toMatchObject({ result: 'draft', ticket_id: null, message_id: null });
			const later = await compose({ delivery: 'later', sendAt: '2030-01-02T03:04:05Z' });
			expect(later).toMatchObject({ result: 'draft', draft_id: expect.any(Number) });
			const query = `id:[${String(draft.draft_id)},${String(later.draft_id)}] is.queued:y`;
			expect(await ids(search('draft', query))).toEqual([later.draft_id]);
			for (const { draft_id: id } of [draft, later]) {
				await items(record('delete', 'draft', byId(id)));
			}
		});

		it('replies: to the participants, with the status that was asked for, files and all', async () => {
			const { id } = await compose({ statusAfter: 'closed' });
			const file = { data: Buffer.from('report ✓').toString('base64'), mimeType: 'text/plain' };
			const reply = ticket('reply', {
				ticketId: locate(id),
				content: 'First\n#cut\nLast',
				contentFormat: 'plain',
				statusAfter: 'keep',
				options: { attachmentFields: 'data' },
			});
			const answered = await one(reply, [
				{ json: {}, binary: { data: { ...file, fileName: 'réport.txt' } } },
			]);
			expect(answered).toMatchObject({ result: 'message', ticket_id: id, status: 'closed' });
			const [, message] = await conversation(id);
			expect(message).toMatchObject({
				id: answered.message_id,
				to: expect.stringContaining(JANE),
				content: 'First\n #cut\nLast',
				attachments: [{ name: 'réport.txt', mime_type: 'text/plain', size: 10 }],
			});
			const open = await one({ ...reply, statusAfter: 'open', options: {} });
			expect(open.status).toBe('open');
		});

		it('queues a reply as a draft of the ticket', async () => {
			const { id } = await compose();
			const later = await one(
				ticket('reply', {
					ticketId: locate(id),
					content: 'Later',
					delivery: 'later',
					sendAt: '2030-01-02T03:04:05Z',
				}),
			);
			expect(later).toMatchObject({ result: 'draft', ticket_id: id, message_id: null });
			expect(await ids(search('draft', `ticket.id:${String(id)}`))).toEqual([later.draft_id]);
			await items(record('delete', 'draft', byId(later.draft_id)));
		});

		it('forwards to others, who do not become participants', async () => {
			const { id } = await compose();
			await one(
				ticket('reply', {
					ticketId: locate(id),
					content: 'FYI',
					options: { forward: true, to: `other.${JANE}` },
				}),
			);
			const [, message] = await conversation(id);
			expect(message).toMatchObject({ to: expect.stringContaining(`other.${JANE}`) });
			const [{ requester_emails: emails }] = await items(
				record('get', 'ticket', { ...byId(id), expand: ['requester_emails'] }),
			);
			expect(emails).toBe(JANE);
		});

		it('refuses what would get nobody a mail', async () => {
			const { id } = await compose({ to: '', delivery: 'save' });
			const reply = { ticketId: locate(id), content: 'x' };
			expect((await failure(ticket('reply', reply))).message).toMatch(/no participants/);
			expect(
				(
					await failure(
						ticket('compose', {
							groupId: locate(groupId),
							to: 'not one',
							subject: 's',
							content: 'c',
						}),
					)
				).message,
			).toMatch(/"not one" is not an email address/);
			expect(
				(await failure(ticket('reply', { ...reply, options: { ownerId: locate(987654321) } })))
					.message,
			).toMatch(/987654321/);
		});

		it('comments, and puts comments in their places', async () => {
			const { id } = await compose();
			const made = await one(ticket('comment', { ticketId: locate(id), comment: 'Note 😀' }));
			expect(made).toEqual({ comment_id: expect.any(Number), ticket_id: id });
			const entries = await conversation(id, { includeComments: true });
			expect(entries.map(({ type }) => type)).toEqual(['message', 'comment']);
			expect(entries[1]).toMatchObject({ content: 'Note 😀', author: expect.any(String) });
			expect(await conversation(id)).toHaveLength(1);
		});

		it('merges into the oldest, and splits again', async () => {
			const [first, second] = [await compose(), await compose({ subject: `${MARK} two` })];
			const merged = await one(
				ticket('merge', { tickets: `${String(second.id)}, ${String(first.mask)}` }),
			);
			expect(merged).toMatchObject({ id: first.id, subject: MARK });
			expect(await conversation(first.id)).toHaveLength(2);
			expect((await stored(second.id)).status).toBe('deleted');
			const again = ticket('merge', { tickets: [first.id, second.id].join(',') });
			expect((await failure(again)).message).toMatch(/deleted or was merged/);
			const one_ = ticket('merge', { tickets: String(first.id) });
			expect((await failure(one_)).message).toMatch(/One ticket alone/);

			const split = await one(ticket('split', { messageId: locate(second.message_id) }));
			expect(split.id).not.toBe(first.id);
			expect(await conversation(split.id)).toMatchObject([{ id: second.message_id }]);
		});

		it('moves, assigns and sets the status', async () => {
			const { id } = await compose();
			const [other] = await items(
				search('bucket', `!(group.id:${groupId}) sort:id`, { limit: 1, output: 'raw' }),
			);
			const ticketId = locate(id);
			const target = { groupId: locate(other.group_id), bucketId: locate(other.id) };
			const moved = await one(ticket('move', { ticketId, ...target }));
			expect(moved).toMatchObject({ group_id: other.group_id, bucket_id: other.id });
			const wrong = ticket('move', { ticketId, ...target, groupId: locate(groupId) });
			expect((await failure(wrong)).message).toMatch(/belongs to another group/);

			const [me] = await items({ resource: 'worker', operation: 'getMe' });
			await items(ticket('move', { ticketId, groupId: locate(groupId) }));
			const assigned = await run(ticket('assign', { ticketId, workerId: locate(me.id) }));
			// Only members of the group can own its tickets.
			if (!assigned.error) expect(assigned.main[0][0].json.owner_id).toBe(me.id);
			const freed = await one(ticket('assign', { ticketId, assignTo: 'nobody' }));
			expect(freed.owner_id).toBe(0);

			const waiting = { ticketId, status: 'waiting', reopenAt: '2030-01-02T03:04:05Z' };
			expect(await one(ticket('setStatus', waiting))).toMatchObject({ status: 'waiting' });
			expect((await stored(id)).reopen_date).toBe(1893553445);
			expect(await one(ticket('setStatus', { ticketId, status: 'open' }))).toMatchObject({
				status: 'open',
			});
			expect((await stored(id)).reopen_date).toBe(0);
		});

		it('adds and removes participants', async () => {
			const { id } = await compose();
			const ticketId = locate(id);
			const emails = `Ann <ann.${JANE}>, bob.${JANE}`;
			await one(ticket('addParticipant', { ticketId, emails }));
			const expand = { ...byId(id), expand: ['requester_emails'] };
			const participants = async () => {
				const [item] = await items(record('get', 'ticket', expand));
				return String(item.requester_emails).split(', ').sort();
			};
			expect(await participants()).toEqual([`ann.${JANE}`, `bob.${JANE}`, JANE]);
			await one(
				ticket('removeParticipant', { ticketId, emails: `BOB.${JANE}, never@seen.example` }),
			);
			expect(await participants()).toEqual([`ann.${JANE}`, JANE]);
			const bad = ticket('addParticipant', { ticketId, emails: 'nope' });
			expect((await failure(bad)).message).toMatch(/"nope" is not an email address/);
		});

		it('imports an email, and threads the answer to it', async () => {
			const raw = (subject: string, more = '') =>
				`From: Jane <${JANE}>\r\nTo: support@cerb.example\r\nSubject: ${subject}\r\n${more}\r\nBody é 😀\r\n`;
			const first = await one(operation('message', 'import', { rawMessage: raw(MARK) }));
			expect(first).toEqual({
				ticket_id: expect.any(Number),
				ticket_mask: expect.stringMatching(/\w/),
				message_id: expect.any(Number),
			});
			const answer = raw(`Re: [#${String(first.ticket_mask)}] ${MARK}`);
			const second = await one(operation('message', 'import', { rawMessage: answer }));
			expect(second.ticket_id).toBe(first.ticket_id);
			const entries = await conversation(first.ticket_id);
			expect(entries.map(({ id }) => id)).toEqual([first.message_id, second.message_id]);
			expect(entries[0]).toMatchObject({ from: JANE, is_outgoing: false, worker: null });
			expect(String(entries[0].content)).toContain('Body é 😀');

			const latin = Buffer.from(
				`From: <${JANE}>\r\nSubject: latin\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nGr\xfc\xdfe\r\n`,
				'latin1',
			);
			const binary = { data: { data: latin.toString('base64'), mimeType: 'message/rfc822' } };
			const third = await one(
				operation('message', 'import', { source: 'binary', binaryField: 'data' }),
				[{ json: {}, binary }],
			);
			expect(String((await conversation(third.ticket_id))[0].content)).toContain('Grüße');
		});
	});
}
