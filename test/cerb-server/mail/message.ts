import { createHash } from 'node:crypto';

import type { Dict, Row } from '../records/values';
import type { CerbState } from '../state';

function digest(text: string): Buffer {
	return createHash('sha1').update(text).digest();
}

/** A token of ten letters, digits, `-` and `_`, as drafts and messages carry one. */
export function newToken(state: CerbState): string {
	const number = state.table('message').nextId() + state.table('draft').nextId() * 1000;
	return digest(`token ${number}`).toString('base64url').slice(0, 10);
}

/** A `Message-Id` for the next message, with its angle brackets. */
export function newMessageId(state: CerbState): string {
	const number = `${state.table('message').nextId()}.${state.outbox.length}`;
	return `<${digest(`message ${number}`).toString('hex').slice(0, 32)}@cerb.example>`;
}

/** A date as mail headers carry it. */
export function mailDate(at: number): string {
	return new Date(at * 1000).toUTCString().replace('GMT', '+0000');
}

/** What a message is found by when another one answers it. */
export function hashOf(messageId: string): string {
	return digest(messageId).toString('hex');
}

/** Stores a message's record; `headers` carry the `message-id` that replies are found by. */
export function storeMessage(state: CerbState, content: string, headers: Dict, columns: Dict): Row {
	const id = state.create('message', {
		content,
		headers: Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))),
		storage_size: Buffer.byteLength(content, 'utf8'),
		hash_header_message_id: hashOf(String(headers['message-id'])),
		token: newToken(state),
		...columns,
	});
	const row = state.get('message', id);
	if (row === undefined) throw new TypeError('A new message is not there');
	return row;
}
