import { isMember } from '../../mail/memberships';
import { mergeTickets } from '../../mail/merge';
import { splitMessage } from '../../mail/split';
import { phpNumber, type Row } from '../../records/values';
import { errorAnswer } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { listParam, numberParam } from '../params';
import { answerTicket } from './legacy-ticket';

const invalid = (message: string): RestAnswer => errorAnswer('ERROR_PARAM_INVALID', message);

/**
 * POST `tickets/merge`: the ticket that is left. Whether the worker may is not checked: it is done,
 * and only the answer says that there is no such ticket (measured on Cerb 10.4.10).
 */
export function mergeAction(request: RestRequest): RestAnswer {
	const { state, form, actor } = request;
	const rows = new Set<Row>();
	for (const item of listParam(form, 'ticket_ids')) {
		const row = typeof item === 'string' ? state.get('ticket', phpNumber(item)) : undefined;
		if (row !== undefined) rows.add(row);
	}
	if (rows.size === 0) return invalid('Failed to load the given ticket IDs.');
	if (rows.size < 2) return invalid('At least two `ticket_ids[]` parameters are required.');
	return answerTicket(mergeTickets([...rows], state, actor.workerId).id, request);
}

/** POST `tickets/split`: the new ticket. */
export function splitAction(request: RestRequest): RestAnswer {
	const { state, form, actor } = request;
	const messageId = numberParam(form, 'message_id', 0);
	if (messageId === 0) return invalid("The 'message_id' is required.");
	const message = state.get('message', messageId);
	if (message === undefined) return invalid('The given message ID was not found.');
	const groupId = Number(state.get('ticket', Number(message.ticket_id))?.group_id ?? 0);
	if (!isMember(state, groupId, actor)) {
		return errorAnswer('ERROR_PERMISSIONS', 'You do not have permission to modify this message.');
	}
	const made = splitMessage(message, state, actor.workerId);
	return typeof made === 'string' ? invalid(made) : answerTicket(made.id, request);
}
