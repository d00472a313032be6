import { decodeWords, readHeaders, readParameters, type HeaderMap } from './mime-headers';

/** One part that is no container. */
export interface MimePart {
	/** Lower case, without parameters. */
	type: string;
	/** Name of the file it is, or `''`. */
	fileName: string;
	bytes: Buffer;
	/** The part's text in its character set. */
	text: string;
	headers: HeaderMap;
}

/** A mail taken apart. */
export interface MimeMail {
	headers: HeaderMap;
	parts: MimePart[];
	/** Letters in the head that are not encoded as they have to be: Cerb loses them, and more. */
	hasRawLetters: boolean;
	/** A container this server does not know how Cerb reads. */
	unknownType?: string;
}

const CONTAINERS = new Set([
	'multipart/alternative',
	'multipart/mixed',
	'multipart/related',
	'multipart/report',
]);

function splitHead(raw: Buffer): { head: string; body: Buffer } {
	const text = raw.toString('latin1');
	// A part may have no headers at all.
	const end = /^\r?\n|\r?\n\r?\n/.exec(text);
	if (end === null) return { head: raw.toString('utf8'), body: Buffer.alloc(0) };
	return {
		head: raw.subarray(0, end.index).toString('utf8'),
		body: raw.subarray(end.index + end[0].length),
	};
}

function decodeBody(body: Buffer, encoding: string): Buffer {
	const text = body.toString('latin1');
	if (encoding === 'base64') return Buffer.from(text, 'base64');
	if (encoding !== 'quoted-printable') return body;
	const joined = text.replace(/[ \t]+(?=\r?\n|$)/g, '').replace(/=\r?\n/g, '');
	const bytes = joined.replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) =>
		String.fromCharCode(Number.parseInt(hex, 16)),
	);
	return Buffer.from(bytes, 'latin1');
}

function decodeText(bytes: Buffer, charset: string): string {
	const isKnown =
		/^(?:utf-?8|us-ascii|iso-8859-\d+|windows-\d+|koi8-r|big5|gbk|gb2312|shift_jis|euc-\w+)$/i;
	return new TextDecoder(isKnown.test(charset) ? charset : 'utf-8').decode(bytes);
}

/** The bodies between the lines of a boundary, without the line ends before those. */
function splitParts(body: Buffer, boundary: string): Buffer[] {
	const text = body.toString('latin1');
	const mark = `--${boundary}`;
	const parts: Buffer[] = [];
	let start = -1;
	for (const line of text.matchAll(/^.*(?:\r?\n|$)/gm)) {
		const bare = line[0].trimEnd();
		if (bare === mark || bare === `${mark}--`) {
			if (start >= 0) {
				parts.push(Buffer.from(text.slice(start, line.index).replace(/\r?\n$/, ''), 'latin1'));
			}
			start = bare === mark ? line.index + line[0].length : -1;
		}
		if (line[0] === '') break;
	}
	if (start >= 0) parts.push(Buffer.from(text.slice(start), 'latin1'));
	return parts;
}

/** Takes a mail in raw MIME apart: headers with decoded words, parts with decoded bodies. */
export function parseMime(raw: Buffer): MimeMail {
	const { head, body } = splitHead(raw);
	const headers = readHeaders(head);
	const hasRawLetters = /[\u0080-\u{10ffff}]/u.test(head);
	const [type = '', parameters] = readParameters(headers['content-type'] ?? 'text/plain');
	if (CONTAINERS.has(type)) {
		const inner = splitParts(body, parameters.boundary ?? '').map(parseMime);
		return {
			headers,
			hasRawLetters,
			parts: inner.flatMap(({ parts }) => parts),
			unknownType: inner.find(({ unknownType }) => unknownType !== undefined)?.unknownType,
		};
	}
	const [, disposition] = readParameters(headers['content-disposition'] ?? '');
	const bytes = decodeBody(body, (headers['content-transfer-encoding'] ?? '').toLowerCase());
	const part = {
		type,
		fileName: decodeWords(disposition.filename ?? parameters.name ?? ''),
		bytes,
		text: decodeText(bytes, parameters.charset ?? 'utf-8'),
		headers,
	};
	const isOdd = type.startsWith('multipart/') || type.startsWith('message/');
	return { headers, hasRawLetters, parts: [part], unknownType: isOdd ? type : undefined };
}
