import type { CerbState } from '../../cerb-server/state';
import { locate } from '../operations';
import type { Sample } from './sample';

const ticketId = locate('={{ $json.ticketId }}');
const missing = { ticketId: '987654321', messageId: '987654321' };

/** Three tickets of their own, on each of which a customer has written twice. */
function tickets(state: CerbState) {
	return ['one', 'two', 'three'].map((subject) => {
		const customer = state.create('address', { email: `${subject}.${state.now()}@shop.example` });
		const id = state.create('ticket', {
			subject,
			mask: `SMP-${state.table('ticket').nextId()}`,
			group_id: 1,
			bucket_id: 1,
			participants: [customer],
			num_messages: 2,
			num_messages_in: 2,
		});
		const [first, last] = ['Help!', 'Are you there?'].map((content) =>
			state.create('message', {
				ticket_id: id,
				sender_id: customer,
				content,
				headers: { from: 'customer@shop.example', to: 'support@cerb.example', subject },
			}),
		);
		state.update('ticket', id, { initial_message_id: first, latest_message_id: last });
		return { ticketId: String(id), messageId: String(last), subject };
	});
}

const own = ([ticket]: unknown[], { ticketId: id, subject }: Record<string, unknown>) =>
	expect(ticket).toMatchObject({ id: Number(id), subject });

/** What is done with tickets and messages. */
export const ticketSamples: Record<string, Sample> = {
	'ticket/compose': {
		parameters: {
			groupId: locate('1'),
			to: '={{ $json.to }}',
			subject: '={{ $json.subject }}',
			content: 'Hello',
		},
		items: () =>
			['one', 'two', 'three'].map((subject) => ({ subject, to: `${subject}@shop.example` })),
		bad: { subject: 'x', to: 'nobody' },
		expect: ([ticket], { subject }) =>
			expect(ticket).toMatchObject({ result: 'ticket', subject, status: 'waiting' }),
	},
	'ticket/reply': {
		parameters: { ticketId, content: 'Here I am' },
		items: tickets,
		bad: missing,
		expect: ([ticket], { ticketId: id, messageId }) => {
			expect(ticket).toMatchObject({ result: 'message', ticket_id: Number(id) });
			expect(Number(ticket.message_id)).toBeGreaterThan(Number(messageId));
		},
	},
	'ticket/comment': {
		parameters: { ticketId, comment: 'For us only' },
		items: tickets,
		bad: missing,
		expect: (output, { ticketId: id }) =>
			expect(output).toEqual([{ comment_id: expect.any(Number), ticket_id: Number(id) }]),
	},
	'ticket/getConversation': {
		parameters: { ticketId },
		items: tickets,
		bad: missing,
		expect: ([ticket], item) => {
			own([ticket], item);
			expect(ticket.conversation).toMatchObject([
				{ content: 'Help!' },
				{ id: Number(item.messageId), content: 'Are you there?' },
			]);
		},
	},
	'ticket/setStatus': {
		parameters: { ticketId, status: 'closed' },
		items: tickets,
		bad: missing,
		expect: (output, item) => {
			own(output, item);
			expect(output[0].status).toBe('closed');
		},
	},
	'ticket/assign': {
		parameters: { ticketId, workerId: locate('1') },
		items: tickets,
		bad: missing,
		expect: (output, item) => {
			own(output, item);
			expect(output[0].owner_id).toBe(1);
		},
	},
	'ticket/move': {
		parameters: { ticketId, groupId: locate('2') },
		items: tickets,
		bad: missing,
		expect: (output, item) => {
			own(output, item);
			expect(output[0].group_id).toBe(2);
		},
	},
	'ticket/addParticipant': {
		parameters: { ticketId, emails: 'ann@shop.example' },
		items: tickets,
		bad: missing,
		expect: own,
	},
	'ticket/removeParticipant': {
		parameters: { ticketId, emails: '={{ $json.email }}' },
		items: (state) => tickets(state).map((item) => ({ ...item, email: 'jane@nowhere.example' })),
		bad: { ...missing, email: 'x@nowhere.example' },
		expect: own,
	},
	'ticket/merge': {
		parameters: { tickets: '={{ $json.both }}' },
		items: (state) =>
			tickets(state).map((item) => ({
				...item,
				both: `${item.ticketId}, ${tickets(state)[0].ticketId}`,
			})),
		bad: { both: '1, 987654321' },
		expect: own,
	},
	'ticket/split': {
		parameters: { messageId: locate('={{ $json.messageId }}') },
		items: tickets,
		bad: missing,
		expect: ([ticket], { ticketId: id }) => {
			expect(Number(ticket.id)).toBeGreaterThan(Number(id));
		},
	},
	'message/import': {
		parameters: { rawMessage: '={{ $json.raw }}' },
		items: () =>
			['one', 'two', 'three'].map((subject) => ({
				raw: `From: ${subject}@shop.example\r\nSubject: ${subject}\r\n\r\nHello`,
			})),
		bad: { raw: 'Hello' },
		expect: (output) =>
			expect(output).toEqual([
				{
					ticket_id: expect.any(Number),
					ticket_mask: expect.stringMatching(/-/),
					message_id: expect.any(Number),
				},
			]),
	},
};
