/** Lines of base64 in mail are at most this long. */
const BASE64_LINE = 76;

/**
 * An email as text that survives a form. Forms carry UTF-8 only, and Cerb empties a field with other
 * bytes (measured on Cerb 10.4.10): so the parts of an email in another encoding that are not encoded
 * for transport become base64, which says the same.
 */
export function mailText(bytes: Buffer): string {
	const text = bytes.toString('utf8');
	if (Buffer.from(text).equals(bytes)) return withCharset(text);
	// As one character for each byte, so that nothing is lost while it is taken apart.
	return safeEntity(bytes.toString('latin1'));
}

/** Without a word on its encoding, Cerb strips an email to ASCII. */
function withCharset(text: string): string {
	const isTold = /^content-type:/im.test(text.split(/\r?\n\r?\n/)[0]);
	return isTold || isAscii(text) ? text : `Content-Type: text/plain; charset=utf-8\r\n${text}`;
}

function safeEntity(entity: string): string {
	const [, head, gap, body] = /^([\s\S]*?)(\r?\n\r?\n)([\s\S]*)$/.exec(entity) ?? [
		'',
		entity,
		'',
		'',
	];
	const header = (name: string) =>
		new RegExp(`^${name}:((?:.|\\r?\\n[ \\t])*)`, 'im').exec(head)?.[1] ?? '';
	const type = header('content-type');
	const boundary = /boundary="?([^";\s]+)"?/i.exec(type)?.[1];
	if (/^\s*multipart\//i.test(type) && boundary !== undefined) {
		const parts = body.split(`--${boundary}`);
		// The line ends around a part belong to the boundaries.
		const safe = parts.map((part) =>
			part.replace(
				/^([^\r\n]*\r?\n)([\s\S]*?)(\r?\n)?$/,
				(_whole, start: string, inner: string, end = '') => start + safeEntity(inner) + end,
			),
		);
		return headText(head) + gap + safe.join(`--${boundary}`);
	}
	if (/^\s*message\/rfc822/i.test(type)) return headText(head) + gap + safeEntity(body);
	if (isAscii(body)) return headText(head) + gap + body;
	const encoded = Buffer.from(body, 'latin1').toString('base64');
	const lines = encoded.match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? [];
	const own = head.replace(/^content-transfer-encoding:.*(\r?\n[ \t].*)*\r?\n?/im, '').trimEnd();
	return `${headText(own)}\r\nContent-Transfer-Encoding: base64${gap}${lines.join('\r\n')}`;
}

/** Headers outside ASCII are against the rules; they are read as UTF-8, or byte by byte. */
function headText(head: string): string {
	const bytes = Buffer.from(head, 'latin1');
	const text = bytes.toString('utf8');
	return Buffer.from(text).equals(bytes) ? text : head;
}

function isAscii(text: string): boolean {
	return Buffer.byteLength(text) === text.length;
}
