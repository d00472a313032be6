import { findFile, phpBase64, writeFile } from '../../records/files';
import type { Row } from '../../records/values';
import { errorAnswer, notClaimed } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { textParam } from '../params';

/** What a column of the database holds. */
const MAX_CHARS = 255;

/** PHP's `empty()` of a text. */
const isEmpty = (text: string): boolean => text === '' || text === '0';

/** Whether the database takes a text: no character beyond U+FFFF, not too many. */
function isHeld(text: string): boolean {
	return !/[\u{10000}-\u{10ffff}]/u.test(text) && [...text].length <= MAX_CHARS;
}

function store(
	request: RestRequest,
	name: string,
	mimeType: string,
	bytes: Buffer,
): Row | undefined {
	const { state } = request;
	const id = state.create('attachment', { name, mime_type: mimeType });
	const row = state.get('attachment', id);
	if (row === undefined) return undefined;
	writeFile(state, row, bytes);
	// Name, type and hash are written together, and lost together; the content is there.
	if (!isHeld(name) || !isHeld(mimeType)) {
		Object.assign(row, { name: '', mime_type: '', storage_sha1hash: '' });
	}
	return row;
}

/** An uploaded attachment, and whether there was one with the same content and type already. */
export type Uploaded = { row: Row; isKnown: boolean } | { answer: RestAnswer };

/**
 * POST `attachments/upload`: file_name, content, encoding (`base64`, anything else is text) and
 * mime_type. What is there already, with the same content and type, is not stored again (measured
 * on Cerb 10.4.10).
 */
export function upload(request: RestRequest): Uploaded {
	const { params, state } = request;
	const given = {
		file_name: textParam(params, 'file_name') ?? '',
		mime_type: textParam(params, 'mime_type') ?? 'application/octet-stream',
		content: textParam(params, 'content') ?? '',
	};
	for (const [name, value] of Object.entries(given)) {
		if (isEmpty(value)) {
			return { answer: errorAnswer('ERROR', `The '${name}' parameter is required.`) };
		}
	}
	const isBase64 = textParam(params, 'encoding') === 'base64';
	// A form is read as UTF-8 here; what other bytes it had is no longer known.
	const texts = [given.file_name, given.mime_type, isBase64 ? '' : given.content];
	if (texts.some((text) => text.includes('\ufffd'))) {
		return { answer: notClaimed('uploading bytes that are not UTF-8') };
	}
	const bytes = isBase64 ? phpBase64(given.content) : Buffer.from(given.content, 'utf8');
	const known = findFile(state, bytes, given.mime_type);
	if (known !== undefined) return { row: known, isKnown: true };
	const row = store(request, given.file_name, given.mime_type, bytes);
	return row === undefined
		? { answer: notClaimed('an attachment that cannot be stored') }
		: { row, isKnown: false };
}
