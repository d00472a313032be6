import { addComment } from '../../mail/after';
import { errorAnswer } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { textParam } from '../params';
import { mailContext, ticketToChange } from './legacy-ticket';

/** POST `tickets/<id>/comment`: the new comment's id; a refusal speaks of deleting (10.4.10). */
export function commentAction(id: number, request: RestRequest): RestAnswer {
	const found = ticketToChange(id, request, 'delete');
	if ('refusal' in found) return found.refusal;
	const text = textParam(request.form, 'comment') ?? '';
	if (text === '' || text === '0') {
		return errorAnswer('ERROR', "The 'comment' field is required.");
	}
	const on = { alias: 'ticket', id, ticket: found.row } as const;
	const commentId = addComment(text, on, request.actor.workerId, mailContext(request).context);
	return { kind: 'success', payload: { ticket_id: id, comment_id: commentId } };
}
