import { ticketName } from '../records/activity';
import type { Row } from '../records/values';
import { doCommands } from './after';
import { changeTicket } from './changes';
import { readCommands } from './commands';
import type { MailContext } from './context';
import { leaveBrokenDraft, queueDraft } from './drafts';
import { failureOf, isSent, keepLetter, post, writeLetter, type Letter } from './letter';
import type { MailProperties } from './properties';
import { updateCounters } from './ticket-counts';
import { logTicket, ticketSubject } from './ticket-state';
import { readTime } from './times';

/** Stores the answer and what it changes in the ticket. */
function keepReply(letter: Letter, ticket: Row, message: Row, context: MailContext): Row {
	const { state } = context;
	const now = state.now();
	const since = Math.max(Number(ticket.created), Number(message.created));
	const row = keepLetter(letter, ticket.id, { response_time: now - since }, context);
	updateCounters(state, ticket);
	ticket.latest_message_id = row.id;
	if (Number(ticket.initial_response_message_id) === 0) {
		ticket.initial_response_message_id = row.id;
		ticket.elapsed_response_first = Math.max(now - Number(ticket.created), 0);
	}
	ticket.updated = now;
	if (!letter.mail.isForward && letter.mail.subject !== undefined) {
		ticket.subject = ticketSubject(letter.mail.subject);
	}
	return row;
}

/**
 * Answers a message of a ticket (measured on Cerb 10.4.10): first the ticket changes, whatever
 * becomes of the mail; a mail server that refuses is not spoken of, the answer is lost then.
 */
export function reply(mail: MailProperties, message: Row, ticket: Row, context: MailContext): void {
	const { state } = context;
	const group = state.get('group', Number(ticket.group_id));
	const bucket = state.get('bucket', Number(ticket.bucket_id));
	if (group === undefined) {
		context.unclaimed('an answer in a group that is gone');
		return;
	}
	const dueAt = readTime(mail.sendAt, context);
	changeTicket(ticket, mail, context);
	if (dueAt !== undefined && dueAt >= state.now()) {
		const head = { ticket_id: ticket.id, in_reply_message_id: message.id };
		const later = { ...mail, subject: mail.subject ?? String(ticket.subject) };
		queueDraft('ticket.reply', later, { dueAt, fails: 0 }, head, context);
		return;
	}
	const commands = readCommands(mail.content, context);
	const subject = mail.subject ?? String(ticket.subject);
	const headers = message.headers as Record<string, string | undefined>;
	const how = {
		subject: mail.isForward ? subject : `Re: ${subject}`,
		inReplyTo: headers['message-id'],
	};
	const letter = writeLetter(mail, commands.content, { group, bucket }, how, context);
	if (letter === undefined) {
		context.unclaimed('mail of a group without an address to send from');
		return;
	}
	if (failureOf(letter) !== undefined) {
		leaveBrokenDraft(context);
		return;
	}
	const sent = isSent(letter) ? post(letter, ticket.id, context) : undefined;
	const name = ticketName(ticket);
	const kept = mail.keepsNoCopy ? undefined : keepReply(letter, ticket, message, context);
	if (sent !== undefined && kept !== undefined) sent.recordId = kept.id;
	doCommands(commands, { ticket, message: kept, isReply: true }, mail.workerId, context);
	const by = { alias: 'worker', id: mail.workerId } as const;
	const target = `ctx://cerberusweb.contexts.ticket:${String(ticket.mask)}`;
	// The log names the ticket as it was called before.
	logTicket(state, by, 'ticket.message.outbound', ticket, { target: name }, { target });
}
