import type { Row } from '../../records/values';
import { errorAnswer, notClaimed } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';

/** What PHP refuses in a header: the whole header is then missing. */
const REFUSED = /[\0\r\n]/;

/** Whether Node would not send a header's value; PHP would. */
function isUnsendable(value: string): boolean {
	return [...value].some((char) => (char < ' ' && char !== '\t') || char === '\u007f');
}

/** A header's value: UTF-8 bytes as they are; nothing when PHP refuses it. */
function headerValue(text: string): string {
	return REFUSED.test(text) ? '' : Buffer.from(text, 'utf8').toString('latin1');
}

/** PHP puts a charset behind text types that have none. */
function contentType(mimeType: string): string {
	const needsCharset = /^text\//i.test(mimeType) && !/charset=/i.test(mimeType);
	return needsCharset ? `${mimeType};charset=UTF-8` : mimeType;
}

/**
 * Whether the worker may have the file: administrators; others when one of the records it hangs on
 * is theirs to read. What hangs on nothing is for administrators only, whoever uploaded it
 * (measured on Cerb 10.4.10).
 * @returns undefined when this server does not know
 */
function isDownloadable(row: Row, { actor, state }: RestRequest): boolean | undefined {
	if (actor.isAdmin) return true;
	const places = Array.isArray(row.on) ? row.on.map(String) : [];
	if (places.length === 0) return false;
	const isOfMail = (place: string): boolean => /^(?:message|ticket|comment|draft):/.test(place);
	const groupOf = (place: string): Row | undefined => {
		const [alias, id] = place.split(':');
		const message = alias === 'message' ? state.get('message', Number(id)) : undefined;
		const ticketId = alias === 'ticket' ? Number(id) : Number(message?.ticket_id ?? 0);
		return state.get('group', Number(state.get('ticket', ticketId)?.group_id ?? 0));
	};
	const isOpen = (place: string): boolean => !isOfMail(place) || groupOf(place)?.is_private === 0;
	return places.some(isOpen) ? true : undefined;
}

/**
 * GET `attachments/<id>/download` with any extension: the bytes as they are. The name is neither
 * quoted nor encoded, and ranges are not served although the headers say so (measured on Cerb
 * 10.4.10).
 */
export function download(row: Row, request: RestRequest): RestAnswer {
	const allowed = isDownloadable(row, request);
	if (allowed === undefined) return notClaimed('downloading a file of a private record');
	if (!allowed) return errorAnswer('ERROR_PERMISSIONS', 'Permission denied.');
	const type = headerValue(contentType(String(row.mime_type)));
	const disposition = headerValue(`attachment; filename=${String(row.name)}`);
	if (isUnsendable(type) || isUnsendable(disposition)) {
		return notClaimed('downloading a file with control characters in its name or type');
	}
	const body = request.state.files.get(row.id);
	if (body === undefined) {
		return row.storage_extension === ''
			? errorAnswer('ERROR', 'Error reading resource.')
			: notClaimed('downloading an attachment whose content was never given');
	}
	return {
		kind: 'raw',
		status: 200,
		headers: {
			expires: 'Mon, 26 Nov 1970 00:00:00 GMT',
			'last-modified': new Date(request.state.now() * 1000).toUTCString(),
			'accept-ranges': 'bytes',
			'content-type': type,
			'content-disposition': disposition,
			'content-length': String(body.length),
		},
		body,
	};
}
