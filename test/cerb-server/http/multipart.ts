/**
 * The text fields of a multipart/form-data body, in order. File parts (with a file name) are left
 * out: PHP keeps them elsewhere and Cerb's API never looks there (measured on Cerb 10.4.10).
 */
export function multipartFields(body: Buffer, contentType: string): Array<[string, string]> {
	const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
	if (boundary === null) return [];
	const delimiter = `--${boundary[1] ?? boundary[2]}`;
	const fields: Array<[string, string]> = [];
	// latin1 keeps every byte as one character until a part's text is known.
	const parts = `\r\n${body.toString('latin1')}`.split(`\r\n${delimiter}`).slice(1);
	for (const part of parts) {
		if (part.startsWith('--')) break;
		const headEnd = part.indexOf('\r\n\r\n');
		if (headEnd < 0) continue;
		const disposition = /^content-disposition:(.*)$/im.exec(part.slice(0, headEnd))?.[1] ?? '';
		const name = /[;\s]name=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition);
		if (name === null || /[;\s]filename=/i.test(disposition)) continue;
		fields.push([utf8(name[1] ?? name[2]), utf8(part.slice(headEnd + 4))]);
	}
	return fields;
}

function utf8(bytes: string): string {
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
