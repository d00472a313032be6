import { createHash } from 'node:crypto';

import type { CerbState } from '../state';
import type { Row } from './values';

function sha1(bytes: Buffer): string {
	return createHash('sha1').update(bytes).digest('hex');
}

/** Two folders and the id, as Cerb names a file on disk; the folders are chosen at random there. */
function storageKey(id: number): string {
	return `${(id % 36).toString(36)}/${((id * 7) % 36).toString(36)}/${id}`;
}

/** Stores what an attachment holds; its row gets size, hash and place. */
export function writeFile(state: CerbState, row: Row, bytes: Buffer): void {
	state.files.set(row.id, bytes);
	row.size = bytes.length;
	row.storage_extension = 'devblocks.storage.engine.disk';
	row.storage_key = storageKey(row.id);
	row.storage_sha1hash = sha1(bytes);
}

/** The attachment that holds the same with the same MIME type, the oldest one. */
export function findFile(state: CerbState, bytes: Buffer, mimeType: string): Row | undefined {
	const hash = sha1(bytes);
	for (const row of state.table('attachment').scan()) {
		const isSame = row.storage_sha1hash === hash && row.size === bytes.length;
		if (isSame && row.mime_type === mimeType) return row;
	}
	return undefined;
}

/**
 * PHP's `base64_decode()` as it is by default: whatever is no letter of the alphabet is passed
 * over, a `=` anywhere as well.
 */
export function phpBase64(text: string): Buffer {
	return Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
}
