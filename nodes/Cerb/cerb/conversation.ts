import type { IDataObject } from 'n8n-workflow';

import type { CerbClient } from './client';
import { searchRecords } from './search';
import type { CerbRecord } from './types';

/** What to read of a ticket's conversation. */
export interface ConversationRequest {
	ticketId: number;
	withComments: boolean;
	/** Only so many messages, the latest ones; undefined means all. */
	maxMessages: number | undefined;
}

/** A file on a message or a comment. */
interface File {
	id: number;
	file_name: string;
	file_size: number;
	file_type: string;
}

/**
 * What was written on a ticket, oldest first: messages as `{ type: 'message', id, created, from, to, cc,
 * subject, worker, is_outgoing, is_not_sent, content, attachments }`, comments as `{ type: 'comment', id,
 * created, author, content, attachments }`; times in ISO 8601, files as `{ id, name, mime_type, size }`.
 * @throws NodeApiError
 */
export async function readConversation(
	client: CerbClient,
	{ ticketId, withComments, maxMessages }: ConversationRequest,
): Promise<IDataObject[]> {
	const messages = await searchRecords(client, {
		type: 'message',
		query: {
			filters: `ticket.id:${ticketId}`,
			keys: ['ticket.id'],
			...(maxMessages === undefined ? {} : { sort: ['-created', '-id'] }),
		},
		limit: maxMessages,
		expand: ['content', 'headers', 'attachments', 'sender_email', 'worker_'],
	});
	const comments = withComments
		? await searchRecords(client, {
				type: 'comment',
				query: { filters: `on.ticket:(id:${ticketId})`, keys: [] },
				limit: undefined,
				expand: ['author_', 'attachments'],
			})
		: { records: [] };
	const byId = (a: Entry, b: Entry) => a.at - b.at || a.id - b.id;
	// Of one second, messages come first: sorting keeps them there.
	return [
		...messages.records.map(readMessage).sort(byId),
		...comments.records.map(readComment).sort(byId),
	]
		.sort((a, b) => a.at - b.at)
		.map(({ entry }) => entry);
}

interface Entry {
	at: number;
	id: number;
	entry: IDataObject;
}

function readMessage(message: CerbRecord): Entry {
	const headers = (message.headers ?? {}) as Record<string, string>;
	return entry(message, {
		type: 'message',
		from: message.sender_email ?? null,
		to: headers.to ?? null,
		cc: headers.cc ?? null,
		subject: headers.subject ?? null,
		worker: Number(message.worker_id) > 0 ? (message.worker__label ?? null) : null,
		is_outgoing: Number(message.is_outgoing) === 1,
		is_not_sent: Number(message.is_not_sent) === 1,
		content: message.content ?? '',
	});
}

function readComment(comment: CerbRecord): Entry {
	return entry(comment, {
		type: 'comment',
		author: comment.author__label ?? null,
		content: comment.comment ?? '',
	});
}

/** Cerb keeps the HTML of a message as a file, too: its text is the content already. */
function entry(record: CerbRecord, { type, ...own }: IDataObject): Entry {
	const at = Number(record.created);
	const id = Number(record.id);
	const files = Object.values((record.attachments ?? {}) as Record<string, File>);
	const attachments = files
		.filter((file) => Number(file.id) !== Number(record.html_attachment_id ?? 0))
		.map((file) => ({
			id: Number(file.id),
			name: file.file_name,
			mime_type: file.file_type,
			size: Number(file.file_size),
		}));
	const created = new Date(at * 1000).toISOString();
	return { at, id, entry: { type, id, created, ...own, attachments } };
}
