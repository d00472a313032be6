import { receiveMail } from '../mail/receive';
import { hasPrivilege } from '../records/write/privileges';
import { errorAnswer, unlessUnclaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { textParam } from './params';
import { mailContext } from './tickets/legacy-ticket';

/** POST `parser/parse`: `message` is a mail in raw MIME (measured on Cerb 10.4.10). */
function parse(request: RestRequest): RestAnswer {
	const { state, actor, form } = request;
	if (!hasPrivilege(state, actor, 'contexts.cerberusweb.contexts.ticket.create')) {
		return errorAnswer('ERROR_PERMISSIONS');
	}
	const raw = textParam(form, 'message') ?? '';
	if (raw === '' || raw === '0') {
		return errorAnswer('ERROR', 'The MIME content of your message cannot be blank.');
	}
	const { context, unclaimed } = mailContext(request);
	const ticket = receiveMail(Buffer.from(`${raw.replace(/\n+$/, '')}\n`, 'utf8'), context);
	if (ticket === undefined) {
		return errorAnswer(
			'ERROR',
			"Your message content could not be parsed (it's probably malformed).",
		);
	}
	const { id, mask, latest_message_id: lastMessageId } = ticket;
	const payload = { id, mask, last_message_id: lastMessageId };
	return unlessUnclaimed(unclaimed, { kind: 'success', payload });
}

/** `/rest/parser/…` */
export const parser: Controller = (request) => {
	const isParse = request.method === 'POST' && request.path[0] === 'parse';
	return isParse ? parse(request) : errorAnswer('ERROR_NOT_IMPLEMENTED');
};
