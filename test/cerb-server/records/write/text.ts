import WIDE from './wide-characters.json';

/** First and last code points of the characters that count twice (`mb_strwidth` of PHP 8.2). */
const RANGES = WIDE.map((range) => range.split('-').map((hex) => Number.parseInt(hex, 16)));

function isWide(code: number): boolean {
	if (code < 0x1100) return false;
	return RANGES.some(([first, last]) => code >= first && code <= last);
}

/** How many columns a text takes: East Asian characters and most emoji count twice. */
export function displayWidth(text: string): number {
	let width = 0;
	for (const char of text) width += isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
	return width;
}

/** `mb_strimwidth`: cuts to `width` columns, `...` included, when the text is wider. */
function trimWidth(text: string, width: number): string {
	if (displayWidth(text) <= width) return text;
	let kept = '';
	let used = 3;
	for (const char of text) {
		used += isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
		if (used > width) break;
		kept += char;
	}
	return `${kept}...`;
}

/**
 * Cuts a text that is wider than `limit`: at most `limit` - 3 columns stay, `...` included
 * (measured on Cerb 10.4.10: 256 characters become 252).
 */
export function cutToWidth(text: string, limit: number): string {
	// Only texts that could be wider are measured: the others may be megabytes.
	if (text.length * 2 <= limit || displayWidth(text) <= limit) return text;
	return trimWidth(text, limit - 3);
}

/** Takes out characters beyond U+FFFF: most fields of Cerb cannot hold them. */
export function withoutEmoji(text: string): string {
	return text.replace(/[\u{10000}-\u{10ffff}]/gu, '');
}

/** The first `limit` bytes; undefined when that would cut a character in two. */
export function cutToBytes(text: string, limit: number): string | undefined {
	const bytes = Buffer.from(text, 'utf8');
	if (bytes.length <= limit) return text;
	const cut = bytes.subarray(0, limit).toString('utf8');
	return cut.endsWith('\ufffd') ? undefined : cut;
}

export function byteLength(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}

export function charLength(text: string): number {
	return [...text].length;
}
