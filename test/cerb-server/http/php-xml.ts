/**
 * Cerb's XML: scalars become `<string key="…">`, arrays `<array key="…">`; true is `1`, false and
 * null are empty elements. `results` is keyed by record id here, not by position (measured on
 * Cerb 10.4.10).
 */
export function phpXmlEncode(payload: Record<string, unknown>): string {
	const entries = Object.entries(payload).map(([key, value]): [string, unknown] => [
		key,
		key === 'results' && Array.isArray(value) ? keyedById(value) : value,
	]);
	return `<?xml version="1.0"?>\n<response>${encodeEntries(entries)}</response>\n`;
}

function keyedById(records: unknown[]): Map<string, unknown> {
	return new Map(
		records.map((record, index): [string, unknown] => {
			const id = (record as { id?: unknown } | null)?.id;
			return [String(id ?? index), record];
		}),
	);
}

function encodeEntries(entries: Array<[unknown, unknown]>): string {
	return entries
		.map(([key, value]) => {
			const compound = typeof value === 'object' && value !== null;
			const tag = compound ? 'array' : 'string';
			const inner = compound ? encodeEntries(entriesOf(value)) : escapeText(scalar(value));
			const attribute = escapeText(String(key)).replace(/"/g, '&quot;').replace(/\n/g, '&#10;');
			return inner === ''
				? `<${tag} key="${attribute}"/>`
				: `<${tag} key="${attribute}">${inner}</${tag}>`;
		})
		.join('');
}

function entriesOf(value: object): Array<[unknown, unknown]> {
	return value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value);
}

function scalar(value: unknown): string {
	if (value === true) return '1';
	return value === false || value === null ? '' : String(value);
}

/** As libxml writes a document without a declared encoding: ASCII and character references. */
function escapeText(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/\r/g, '&#13;')
		.replace(
			/[\u{80}-\u{10ffff}]/gu,
			(char) => `&#x${char.codePointAt(0)?.toString(16).toUpperCase()};`,
		);
}
