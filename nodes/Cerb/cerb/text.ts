/** Characters of a value that a message quotes. */
const MAX_SHOWN = 80;

/**
 * Any value that a parameter may hold, as one text: nothing as an empty one, dates in their ISO form,
 * lists and maps as JSON.
 */
export function asText(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value !== 'object') return String(value);
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	// Luxon's DateTime, which n8n's expressions give.
	const { toISO } = value as { toISO?: unknown };
	if (typeof toISO === 'function') return String(toISO.call(value) ?? '');
	return asJson(value);
}

/** A value as a message quotes it: short, on one line, with its type to be seen. */
export function shown(value: unknown): string {
	if (typeof value === 'string') return `"${shortened(value)}"`;
	return shortened(value === undefined ? 'nothing' : asJson(value));
}

/** A text as a message quotes it; control characters, which could garble the message, as a dot. */
export function shortened(text: string): string {
	const start = text.slice(0, MAX_SHOWN).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '·');
	return text.length > MAX_SHOWN ? `${start}…` : start;
}

/** Whether a value is one text, number or flag, and not something made of several. */
export function isScalar(value: unknown): value is string | number | boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

function asJson(value: unknown): string {
	const json: string | undefined = JSON.stringify(value, (_key, entry: unknown) =>
		typeof entry === 'bigint' ? String(entry) : entry,
	);
	return json ?? String(value);
}

/**
 * The order of two English texts, for lists that are made when n8n loads the package: `localeCompare`
 * takes 8 ms to get ready.
 */
export function compareWords(a: string, b: string): number {
	const [first, second] = [a.toLowerCase(), b.toLowerCase()];
	return first < second ? -1 : Number(first > second);
}
