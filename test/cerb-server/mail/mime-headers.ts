/** Headers by lower-cased name; one that stands there several times is joined by `;; `. */
export type HeaderMap = Record<string, string | undefined>;

function decodeWord(charset: string, encoding: string, text: string): string {
	const bytes =
		encoding.toLowerCase() === 'b'
			? Buffer.from(text, 'base64')
			: Buffer.from(
					text
						.replaceAll('_', ' ')
						.replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) =>
							String.fromCharCode(Number.parseInt(hex, 16)),
						),
					'latin1',
				);
	return new TextDecoder(charset).decode(bytes);
}

/** `=?UTF-8?Q?C=C3=BCst?=` as text; blanks between two such words are none. */
export function decodeWords(text: string): string {
	return text
		.replace(/(\?=)\s+(?==\?)/g, '$1')
		.replace(
			/=\?([\w-]+)\?([bqBQ])\?([^?]*)\?=/g,
			(_, charset: string, encoding: string, word: string) => decodeWord(charset, encoding, word),
		);
}

/**
 * The header lines of a mail or part; folded lines are one. Letters beyond ASCII that are not
 * encoded are lost (measured on Cerb 10.4.10).
 */
export function readHeaders(head: string): HeaderMap {
	const headers: HeaderMap = {};
	for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const match = /^([!-9;-~]+):\s*(.*)$/.exec(line);
		if (match === null) continue;
		const name = match[1].toLowerCase();
		const value = decodeWords(match[2].trim().replace(/[^\x20-\x7e]/g, ''));
		headers[name] = headers[name] === undefined ? value : `${headers[name]};; ${value}`;
	}
	return headers;
}

/** `text/plain; charset=utf-8` as the value (lower case) and its parameters. */
export function readParameters(text: string): [string, Record<string, string | undefined>] {
	const [value, ...rest] = text.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
	const parameters: Record<string, string | undefined> = {};
	for (const part of rest) {
		const match = /^\s*([\w-]+)(\*?)=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s]*))\s*$/.exec(part);
		if (match === null) continue;
		const [, name, isExtended, quoted, bare] = match;
		const raw = quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1');
		parameters[name.toLowerCase()] =
			isExtended === '' ? raw : decodeURIComponent(raw.replace(/^[^']*'[^']*'/, ''));
	}
	return [value.trim().toLowerCase(), parameters];
}
