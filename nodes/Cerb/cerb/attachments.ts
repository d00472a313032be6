import type { CerbClient } from './client';
import type { CerbRecord, FormValue } from './types';
import { columns } from './wide-characters';

/** A file on its way to Cerb. */
export interface NewFile {
	name: string;
	mimeType: string;
	content: Buffer;
}

/** Columns of a name that Cerb keeps; longer ones lose their ending (measured on Cerb 10.4.10). */
const MAX_NAME = 250;

/**
 * The fields of an attachment record for a file. The Records API keeps each file under its own name
 * and ties it to records in the same step; the endpoint made for uploads gives the record of an older
 * file of the same content in its place, and spoils names with emoji (measured on Cerb 10.4.10).
 * @param attach records that shall show the file, as `alias:id`
 */
export function attachmentFields(
	{ name, mimeType, content }: NewFile,
	attach: string[] = [],
): Record<string, FormValue> {
	return {
		name: storableName(name),
		mime_type: mimeType,
		content,
		...(attach.length > 0 ? { attach } : {}),
	};
}

/**
 * Stores a file and gives its attachment record.
 * @throws NodeApiError
 */
export async function storeFile(client: CerbClient, file: NewFile): Promise<CerbRecord> {
	return await client.callRecord({
		method: 'POST',
		path: 'records/attachment/create.json',
		form: { fields: attachmentFields(file) },
	});
}

/** A name as Cerb can keep it: without emoji and line breaks, and not so long that it loses its ending. */
export function storableName(name: string): string {
	const plain = name.replace(/[\u{10000}-\u{10FFFF}]|\p{Cc}/gu, '_');
	if (columns(plain) <= MAX_NAME) return plain;
	const ending = /\.[^.]{1,20}$/.exec(plain)?.[0] ?? '';
	const stem = [...plain.slice(0, plain.length - ending.length)];
	while (columns(stem.join('') + ending) > MAX_NAME) stem.pop();
	return stem.join('') + ending;
}
