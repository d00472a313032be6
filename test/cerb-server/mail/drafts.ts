import type { Dict } from '../records/values';
import type { MailContext } from './context';
import { attach, filesOf } from './files';
import { newToken } from './message';
import { draftParams, type MailProperties } from './properties';

/** How a draft waits to be sent. */
interface Queue {
	/** Unix seconds. */
	dueAt: number;
	fails: number;
}

/** Stores a mail as a draft that Cerb sends by itself; returns its id. */
export function queueDraft(
	type: 'mail.compose' | 'ticket.reply',
	mail: MailProperties,
	queue: Queue,
	head: Dict,
	{ state }: MailContext,
): number {
	const id = state.create('draft', {
		type,
		name: mail.subject ?? null,
		to: mail.to ?? null,
		params: draftParams(mail, head),
		token: newToken(state),
		ticket_id: Number(head.ticket_id ?? 0),
		worker_id: mail.workerId,
		updated: state.now(),
		is_queued: 1,
		queue_fails: queue.fails,
		queue_delivery_date: queue.dueAt,
	});
	for (const file of filesOf(state, mail.fileIds)) attach(state, file, `draft:${id}`);
	return id;
}

/**
 * A new mail that could not be sent: Cerb keeps it and tries again after five minutes, although it
 * says that it failed (measured on Cerb 10.4.10).
 */
export function keepFailedMail(mail: MailProperties, reason: string, context: MailContext): void {
	const { state } = context;
	const queue = { dueAt: state.now() + 300, fails: 1 };
	const id = queueDraft('mail.compose', mail, queue, {}, context);
	state.create('comment', {
		comment: `Error sending message: ${reason}`,
		author__context: 'cerberusweb.contexts.app',
		author_id: 0,
		target__context: 'cerberusweb.contexts.mail.draft',
		target_id: id,
	});
}

/** What is left of an answer that could not be sent: an empty draft (measured on Cerb 10.4.10). */
export function leaveBrokenDraft({ state }: MailContext): void {
	state.create('draft', {
		type: '',
		name: null,
		to: null,
		params: [],
		token: '',
		ticket_id: 0,
		worker_id: 0,
		updated: 0,
	});
}
