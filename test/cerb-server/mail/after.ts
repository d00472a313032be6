import { contextUrl, logActivity, ticketName } from '../records/activity';
import { permalink } from '../records/permalink';
import { requireType } from '../records/registry';
import type { Dict, Row } from '../records/values';
import type { Commands } from './commands';
import type { MailContext } from './context';
import { logTicket } from './ticket-state';

/** A comment of a worker on a ticket or a message, with its entry in the log; returns its id. */
export function addComment(
	text: string,
	on: { alias: 'ticket' | 'message'; id: number; ticket: Row },
	workerId: number,
	{ state }: MailContext,
	more: Dict = {},
): number {
	const type = requireType(on.alias, state);
	const id = state.create('comment', {
		comment: text,
		author_id: workerId,
		target__context: type.context,
		target_id: on.id,
		...more,
	});
	if (on.alias === 'ticket') on.ticket.updated = state.now();
	logActivity(
		state,
		{ alias: 'worker', id: workerId },
		{
			message: 'comment.create',
			target: { alias: on.alias, id: on.id },
			variables: { object: on.alias, target: ticketName(on.ticket) },
			urls: {
				'common.commented': contextUrl(requireType('comment', state), id),
				target: contextUrl(type, on.id),
			},
		},
	);
	return id;
}

function watch(ticket: Row, workerId: number, isOn: boolean, { state }: MailContext): void {
	const isWatched = state.linksOf('ticket', ticket.id).has(`worker:${workerId}`);
	if (!isOn) state.unlink('ticket', ticket.id, 'worker', workerId);
	if (!isOn || isWatched) return;
	state.link('ticket', ticket.id, 'worker', workerId);
	const by = { alias: 'worker', id: workerId } as const;
	const tail = permalink(`-${ticketName(ticket).replace(/[[\]]/g, ' ').trim()}`);
	const url = contextUrl(requireType('ticket', state), ticket.id, tail);
	logTicket(state, by, 'watcher.follow', ticket, { target_object: 'ticket' }, { target: url });
}

/** Does what the commands in a mail asked for; notes need a message that was kept. */
export function doCommands(
	commands: Commands,
	on: { ticket: Row; message: Row | undefined; isReply: boolean },
	workerId: number,
	context: MailContext,
): void {
	const { ticket, message, isReply } = on;
	for (const isOn of commands.watches) watch(ticket, workerId, isOn, context);
	for (const text of commands.comments) {
		const created = context.state.now() + 2;
		addComment(text, { alias: 'ticket', id: ticket.id, ticket }, workerId, context, { created });
	}
	if (message === undefined) return;
	for (const text of commands.notes) {
		const about = { alias: 'message', id: message.id, ticket } as const;
		addComment(text, about, workerId, context, { is_markdown: isReply ? 1 : 0 });
	}
}
