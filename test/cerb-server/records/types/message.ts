import type { SearchField } from '../search/field';
import { profileUrl, type RecordEnv, type TypeDetail } from '../type';
import type { Dict, Row } from '../values';
import { personName } from './contact';

/**
 * What the full-text index holds of a message: sender, subject, mask, organization, and the text
 * without quoted lines (measured on Cerb 10.4.10).
 */
export function messageDocument(row: Row, env: RecordEnv): string {
	const sender = env.state.get('address', Number(row.sender_id));
	const contact = env.state.get('contact', Number(sender?.contact_id ?? 0));
	const ticket = env.state.get('ticket', Number(row.ticket_id));
	const org = env.state.get('org', Number(ticket?.org_id ?? 0));
	return [
		contact === undefined ? '' : personName(contact),
		sender?.email ?? '',
		ticket?.subject ?? '',
		ticket?.mask ?? '',
		org?.name ?? '',
		String(row.content).replace(/^>.*$/gm, ''),
	].join('\n');
}

const FULLTEXT: SearchField = {
	kind: 'fulltext',
	texts: (row, env) => [messageDocument(row, env)],
	hasNoWildcards: true,
};

/** The messages that some of the attachments hang on. */
function messagesOf(attachments: Set<number>, env: RecordEnv): Set<number> {
	const places = [...attachments].flatMap((id) => env.state.get('attachment', id)?.on ?? []);
	const ids = places.map((place) => /^message:(\d+)$/.exec(String(place))?.[1]);
	return new Set(ids.filter((id) => id !== undefined).map(Number));
}

/** Message of a ticket: content and headers come by expand only (measured on Cerb 10.4.10). */
export const message: TypeDetail = {
	values: (row, env) => ({
		created: row.created,
		html_attachment_id: row.html_attachment_id,
		id: row.id,
		is_broadcast: row.is_broadcast,
		is_not_sent: row.is_not_sent,
		is_outgoing: row.is_outgoing,
		response_time: row.response_time,
		sender_id: row.sender_id,
		storage_size: row.storage_size ?? Buffer.byteLength(String(row.content)),
		ticket_id: row.ticket_id,
		worker_id: row.worker_id,
		hash_header_message_id: row.hash_header_message_id,
		signed_at: row.signed_at,
		signed_key_fingerprint: row.signed_key_fingerprint,
		token: row.token,
		was_encrypted: row.was_encrypted,
		record_url: profileUrl(env, 'message', row.id),
		ticket_url: `${profileUrl(env, 'ticket', Number(row.ticket_id))}#message${row.id}`,
	}),
	links: [
		{ prefix: 'ticket', to: 'ticket', unlessBelow: 'ticket' },
		{ prefix: 'sender', to: 'address' },
		{ prefix: 'worker', to: 'worker' },
	],
	lazy: (token, row): Dict | undefined => {
		if (token === 'content') return { content: row.content };
		if (token === 'headers') return { headers: row.headers };
		return undefined;
	},
	search: {
		text: FULLTEXT,
		attachments: { kind: 'related', type: 'attachment', relate: messagesOf },
		content: FULLTEXT,
		created: { kind: 'date', column: 'created' },
		fieldset: { kind: 'unknownHere' },
		'header.cc': { kind: 'unknownHere' },
		'header.deliveredTo': { kind: 'unknownHere' },
		'header.from': { kind: 'unknownHere' },
		'header.messageId': { kind: 'unknownHere' },
		'header.to': { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		isBroadcast: { kind: 'bool', column: 'is_broadcast' },
		isEncrypted: { kind: 'bool', column: 'was_encrypted' },
		isNotSent: { kind: 'bool', column: 'is_not_sent' },
		isOutgoing: { kind: 'bool', column: 'is_outgoing' },
		links: { kind: 'links' },
		notes: { kind: 'unknownHere' },
		responseTime: { kind: 'unknownHere' },
		sender: { kind: 'record', type: 'address', column: 'sender_id' },
		'sender.id': { kind: 'number', column: 'sender_id' },
		'signed.at': { kind: 'date', column: 'signed_at' },
		'signed.fingerprint': { kind: 'text', column: 'signed_key_fingerprint' },
		size: { kind: 'unknownHere' },
		ticket: { kind: 'record', type: 'ticket', column: 'ticket_id' },
		'ticket.bucket.id': { kind: 'unknownHere' },
		'ticket.bucket.name': { kind: 'unknownHere' },
		'ticket.group.id': { kind: 'unknownHere' },
		'ticket.group.name': { kind: 'unknownHere' },
		'ticket.id': { kind: 'number', column: 'ticket_id' },
		token: { kind: 'text', column: 'token' },
		worker: { kind: 'record', type: 'worker', column: 'worker_id' },
		'worker.id': { kind: 'worker', column: 'worker_id' },
	},
	defaults: {
		html_attachment_id: 0,
		is_broadcast: 0,
		is_not_sent: 0,
		is_outgoing: 0,
		response_time: 0,
		sender_id: 0,
		ticket_id: 0,
		worker_id: 0,
		hash_header_message_id: '',
		signed_at: 0,
		signed_key_fingerprint: '',
		token: '',
		was_encrypted: 0,
		content: '',
		headers: {},
	},
	createdColumns: ['created'],
};
