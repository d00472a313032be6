import { inboxOf, isMember } from '../../mail/memberships';
import { participantEmails } from '../../mail/participants';
import type { MailProperties } from '../../mail/properties';
import { reply } from '../../mail/reply';
import { isNumericText, phpNumber, type Row } from '../../records/values';
import { errorAnswer, unlessUnclaimed } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { numberParam, textParam } from '../params';
import { answerTicket, mailContext } from './legacy-ticket';
import { givenText, mailParams } from './params';

const error = (message: string): RestAnswer => errorAnswer('ERROR', message);

/** Administrators may write in another worker's name. */
function writerOf({ state, actor, params }: RestRequest): number {
	const asked = actor.isAdmin
		? state.get('worker', numberParam(params, 'worker_id', 0))
		: undefined;
	return asked?.id ?? actor.workerId;
}

/** Nobody for "0", the worker if there is such a one, else no change. */
function ownerOf({ state, params }: RestRequest): number | undefined {
	const text = textParam(params, 'owner_id') ?? '';
	if (text === '') return undefined;
	if (text === '0') return 0;
	return isNumericText(text) ? state.get('worker', phpNumber(text))?.id : undefined;
}

/**
 * Only a bucket moves the ticket, into its own group; a group alone, or a bucket that is none,
 * leads to the inbox of the group the ticket is in (measured on Cerb 10.4.10).
 */
function placeOf(ticket: Row, { state, params }: RestRequest): Partial<MailProperties> {
	const asked = givenId(params.bucket_id);
	const isSilent = asked === 0 && numberParam(params, 'group_id', 0) === 0;
	const bucket = state.get('bucket', isSilent ? Number(ticket.bucket_id) : asked);
	if (bucket !== undefined) return { bucketId: bucket.id, groupId: Number(bucket.group_id) };
	const groupId = Number(ticket.group_id);
	return { groupId, bucketId: inboxOf(state, groupId)?.id };
}

function givenId(value: unknown): number {
	return typeof value === 'string' ? phpNumber(value) : 0;
}

/** POST `tickets/reply`: the ticket; the new message is its latest (measured on Cerb 10.4.10). */
export function replyAction(request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	const mail = mailParams(request);
	if (givenText(request, 'content') === undefined) {
		return error("The 'content' parameter is required");
	}
	const messageId = numberParam(params, 'message_id', 0);
	if (messageId === 0) return error("The 'message_id' parameter is required");
	const message = state.get('message', messageId);
	if (message === undefined) return error("The given 'message_id' is invalid");
	const ticket = state.get('ticket', Number(message.ticket_id));
	if (ticket === undefined) return error("The given 'ticket_id' is invalid");
	if (!isMember(state, Number(ticket.group_id), actor)) {
		return error('You do not have write access to this ticket');
	}
	if (mail.templateId !== 0 && state.get('html_template', mail.templateId) === undefined) {
		return error("The given 'html_template_id' parameter is invalid");
	}
	const status = numberParam(params, 'status', 0);
	const participants = participantEmails(state, ticket).join(',');
	const { context, unclaimed } = mailContext(request);
	reply(
		{
			...mail,
			...placeOf(ticket, request),
			workerId: writerOf(request),
			to: mail.to ?? (participants === '' ? undefined : participants),
			ownerId: ownerOf(request),
			statusId: status >= 0 && status <= 3 ? status : undefined,
		},
		message,
		ticket,
		context,
	);
	state.revision++;
	return unlessUnclaimed(unclaimed, answerTicket(ticket.id, request));
}
