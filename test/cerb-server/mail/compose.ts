import type { Row } from '../records/values';
import { parseAddresses } from './addresses';
import { doCommands } from './after';
import { bucketIn, changeTicket } from './changes';
import { readCommands } from './commands';
import type { MailContext } from './context';
import { keepFailedMail, queueDraft } from './drafts';
import { failureOf, isSent, keepLetter, post, writeLetter, type Letter } from './letter';
import { findOrMakeAddress } from './participants';
import type { MailProperties } from './properties';
import { newMask, ticketSubject } from './ticket-state';
import { updateCounters } from './ticket-counts';
import { readTime } from './times';

/** What became of a new mail. `failed`: kept as a draft that is sent later. */
export type Composed = { ticketId: number } | { draftId: number } | 'failed';

/** The organization of the first recipient. */
function orgOf(mail: MailProperties, { state }: MailContext): number {
	if (mail.orgId !== undefined && mail.orgId !== 0) return mail.orgId;
	const [first] = parseAddresses(mail.to ?? '');
	const address = first === undefined ? undefined : findOrMakeAddress(state, first.email);
	return Number(address?.org_id ?? 0);
}

function openTicket(letter: Letter, context: MailContext): Row {
	const { state } = context;
	const id = state.create('ticket', {
		mask: newMask(state),
		subject: ticketSubject(letter.mail.subject ?? ''),
		org_id: orgOf(letter.mail, context),
		group_id: 0,
		bucket_id: 0,
	});
	const ticket = state.get('ticket', id);
	if (ticket === undefined) throw new TypeError('A new ticket is not there');
	return ticket;
}

/**
 * Writes to somebody new: a ticket with an outgoing message, or, to be sent later, a draft
 * (measured on Cerb 10.4.10).
 */
export function compose(mail: MailProperties, group: Row, context: MailContext): Composed {
	const { state } = context;
	const dueAt = readTime(mail.sendAt, context);
	if (dueAt !== undefined && dueAt >= state.now()) {
		return { draftId: queueDraft('mail.compose', mail, { dueAt, fails: 0 }, {}, context) };
	}
	const bucket = bucketIn(group.id, mail.bucketId ?? 0, context);
	const commands = readCommands(mail.content, context);
	const how = { subject: mail.subject ?? '' };
	const letter = writeLetter(mail, commands.content, { group, bucket }, how, context);
	if (letter === undefined) {
		context.unclaimed('mail of a group without an address to send from');
		return 'failed';
	}
	const failure = failureOf(letter);
	if (failure !== undefined) {
		keepFailedMail({ ...mail, content: commands.content }, failure, context);
		return 'failed';
	}
	const ticket = openTicket(letter, context);
	const sent = isSent(letter) ? post(letter, ticket.id, context) : undefined;
	const message = keepLetter(letter, ticket.id, {}, context);
	if (sent !== undefined) sent.recordId = message.id;
	updateCounters(state, ticket);
	state.touch('ticket', ticket.id);
	Object.assign(ticket, { spam_training: 'N', spam_score: 0.0001 });
	ticket.initial_message_id = message.id;
	ticket.latest_message_id = message.id;
	changeTicket(ticket, { ...mail, groupId: group.id, bucketId: bucket?.id }, context);
	doCommands(commands, { ticket, message, isReply: false }, mail.workerId, context);
	return { ticketId: ticket.id };
}
