import { newToken } from '../../../mail/message';
import { countMessages } from '../../../mail/ticket-counts';
import type { Dict } from '../../values';
import { textKey, type Writer } from '../writer';
import { emailKey } from './contact';
import { mayWriteTicket } from './ticket';

/** Raw header text as a map of lower-cased names; folded lines are one, equal names are joined. */
export function parseHeaders(text: string): Dict {
	const headers: Dict = {};
	for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const at = line.indexOf(':');
		if (at <= 0) continue;
		const name = line.slice(0, at).trim().toLowerCase();
		const value = line.slice(at + 1).trim();
		headers[name] = name in headers ? `${String(headers[name])};; ${value}` : value;
	}
	return headers;
}

/** Message: sender, ticket, content and headers are needed; none of it is sent. */
export const message: Writer = {
	keys: {
		content: (value, columns) => {
			columns.set('_content', value);
			return undefined;
		},
		headers: (value, columns) => {
			columns.set('_headers', value);
			return undefined;
		},
		sender: emailKey('address_id'),
		ticket_mask: textKey((mask, columns, { state }) => {
			const found = [...state.table('ticket').scan()].find((row) => row.mask === mask);
			if (found === undefined) return `Failed to lookup ticket mask : ${mask}`;
			columns.set('ticket_id', found.id);
			return undefined;
		}),
		worker: (_value, _columns, context) => {
			context.unclaimed('a message by the name of its worker');
			return undefined;
		},
	},
	isWritable: (row, context) => {
		const ticket = context.state.get('ticket', Number(row.ticket_id));
		return ticket === undefined ? context.actor.isAdmin : mayWriteTicket(ticket, context);
	},
	beforeWrite: (columns, context) => {
		const ticketId = columns.get('ticket_id');
		if (ticketId === undefined) return undefined;
		const ticket = context.state.get('ticket', Number(ticketId));
		if (ticket !== undefined && mayWriteTicket(ticket, context)) return undefined;
		return 'You do not have permission to create messages on this ticket.';
	},
	onCreate: ({ state }) => ({ hash_header_message_id: null, token: newToken(state) }),
	afterWrite: (row, columns, context) => {
		const content = columns.get('_content');
		if (content !== undefined) {
			row.content = String(content);
			row.storage_size = Buffer.byteLength(row.content, 'utf8');
		}
		const headers = columns.get('_headers');
		if (headers !== undefined) row.headers = parseHeaders(String(headers));
		const ticket = context.state.get('ticket', Number(row.ticket_id));
		// Its update stamp stays (measured on Cerb 10.4.10).
		if (context.id === undefined && ticket !== undefined) countMessages(context.state, ticket);
	},
};
