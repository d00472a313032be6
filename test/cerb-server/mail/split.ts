import { contextUrl, ticketName } from '../records/activity';
import { requireType } from '../records/registry';
import { isDict, type Row } from '../records/values';
import type { CerbState } from '../state';
import { participantIds } from './participants';
import { messagesOf, rebuildTicket } from './ticket-counts';
import { logTicket, newMask, ticketSubject } from './ticket-state';

/**
 * Takes a message out of its ticket into a new, open one, which gets the group, organization,
 * importance and participants, but no owner (measured on Cerb 10.4.10).
 * @returns the new ticket, or Cerb's message
 */
export function splitMessage(message: Row, state: CerbState, workerId: number): Row | string {
	const ticket = state.get('ticket', Number(message.ticket_id));
	if (ticket === undefined) return 'The given message has an invalid parent ticket.';
	if (messagesOf(state, ticket.id).length < 2) {
		return 'There must be at least two messages on the parent ticket.';
	}
	const headers = isDict(message.headers) ? message.headers : {};
	const id = state.create('ticket', {
		mask: newMask(state),
		subject: ticketSubject(String(headers.subject ?? ticket.subject)),
		created: message.created,
		updated: message.created,
		status_id: 0,
		group_id: ticket.group_id,
		bucket_id: ticket.bucket_id,
		org_id: ticket.org_id,
		importance: ticket.importance,
		participants: participantIds(ticket),
	});
	const row = state.get('ticket', id);
	if (row === undefined) throw new TypeError('A new ticket is not there');
	state.touch('message', message.id);
	message.ticket_id = id;
	rebuildTicket(state, row);
	rebuildTicket(state, ticket);
	const type = requireType('ticket', state);
	const by = { alias: 'worker', id: workerId } as const;
	const url = ({ mask }: Row): string => contextUrl(type, String(mask));
	logTicket(
		state,
		by,
		'ticket.split',
		ticket,
		{ source: ticketName(row) },
		{ target: url(ticket), source: url(row) },
	);
	logTicket(
		state,
		by,
		'ticket.split.from',
		row,
		{ source: ticketName(ticket) },
		{ target: url(row), source: url(ticket) },
	);
	state.revision++;
	return row;
}
