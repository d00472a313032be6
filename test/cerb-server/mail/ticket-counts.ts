import type { Row } from '../records/values';
import type { CerbState } from '../state';

/** A ticket's messages, oldest first. */
export function messagesOf(state: CerbState, ticketId: number): Row[] {
	return [...state.table('message').scan()]
		.filter((one) => one.ticket_id === ticketId)
		.sort((a, b) => Number(a.created) - Number(b.created) || a.id - b.id);
}

/** How many messages the ticket has, from either side. */
export function updateCounters(state: CerbState, ticket: Row): void {
	const messages = messagesOf(state, ticket.id);
	const outgoing = messages.filter((one) => one.is_outgoing === 1);
	ticket.num_messages = messages.length;
	ticket.num_messages_in = messages.length - outgoing.length;
	ticket.num_messages_out = outgoing.length;
}

/** The ticket's counters and first and last messages, from its messages. */
export function countMessages(state: CerbState, ticket: Row): void {
	const messages = messagesOf(state, ticket.id);
	updateCounters(state, ticket);
	ticket.initial_message_id = messages[0]?.id ?? 0;
	ticket.initial_response_message_id = messages.find((one) => one.is_outgoing === 1)?.id ?? 0;
	ticket.latest_message_id = messages.at(-1)?.id ?? 0;
}

function logTimes(state: CerbState, ticketId: number, points: string[]): number[] {
	return [...state.table('activity_log').scan()]
		.filter(
			(row) =>
				row.target__context === 'cerberusweb.contexts.ticket' &&
				row.target_id === ticketId &&
				points.includes(String(row.activity_point)),
		)
		.map((row) => Number(row.created));
}

/**
 * Works a ticket's counters and times out anew, as merging and splitting do: when it was opened and
 * closed comes from the log (measured on Cerb 10.4.10).
 */
export function rebuildTicket(state: CerbState, ticket: Row): void {
	countMessages(state, ticket);
	const answer = messagesOf(state, ticket.id).find(
		(one) => one.is_outgoing === 1 && Number(one.worker_id) !== 0,
	);
	const created = Number(ticket.created);
	ticket.initial_response_message_id = answer?.id ?? 0;
	ticket.elapsed_response_first =
		answer === undefined ? 0 : Math.max(Number(answer.created) - created, 0);
	const opened = Math.max(0, ...logTimes(state, ticket.id, ['ticket.status.open', 'ticket.moved']));
	const isOpen = ticket.status_id === 0;
	ticket.last_opened_at = isOpen ? opened : 0;
	ticket.last_opened_delta = isOpen ? opened : state.now();
	const closed = logTimes(state, ticket.id, ['ticket.status.closed']);
	ticket.closed_at = closed.length === 0 ? 0 : Math.min(...closed);
	ticket.elapsed_resolution_first =
		closed.length === 0 ? 0 : Math.max(Number(ticket.closed_at) - created, 0);
}
