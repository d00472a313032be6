import { writeFile } from '../records/files';
import type { Row } from '../records/values';
import type { CerbState } from '../state';
import type { OutboxMail } from './outbox';

/** Hangs an attachment on a message (`message:7`) or a draft. */
export function attach(state: CerbState, attachment: Row, to: string): void {
	const on = Array.isArray(attachment.on) ? attachment.on.map(String) : [];
	if (!on.includes(to)) attachment.on = [...on, to];
	state.revision++;
}

/** The attachments of those ids; ids of none are passed over without a word. */
export function filesOf(state: CerbState, ids: number[]): Row[] {
	return ids.flatMap((id) => state.get('attachment', id) ?? []);
}

/** A new attachment. */
export function makeFile(state: CerbState, name: string, mimeType: string, bytes: Buffer): Row {
	const id = state.create('attachment', { name, mime_type: mimeType });
	const row = state.get('attachment', id);
	if (row === undefined) throw new TypeError('A new attachment is not there');
	writeFile(state, row, bytes);
	return row;
}

/** The HTML part of a message, kept as a file of its own; sent mail has a new one each time. */
export function makeHtmlFile(state: CerbState, html: string): Row {
	return makeFile(state, 'original_message.html', 'text/html', Buffer.from(html, 'utf8'));
}

/** Attachments as the outbox names them. */
export function outboxFiles(files: Row[]): OutboxMail['attachments'] {
	return files.map((row) => ({
		id: row.id,
		name: String(row.name),
		mimeType: String(row.mime_type),
		size: Number(row.size),
	}));
}
