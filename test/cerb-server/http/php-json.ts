/**
 * `json_encode()` as Cerb calls it: everything beyond ASCII as `\uXXXX`, `/` as it is, a broken
 * character as U+FFFD. A `Map` is written as an object in its own order (a plain object would put
 * integer keys first).
 * @throws TypeError for a value JSON has no word for
 */
export function phpJsonEncode(value: unknown): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return encodeText(value);
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(phpJsonEncode).join(',')}]`;
	if (value instanceof Map) return encodeMap([...(value as Map<unknown, unknown>)]);
	if (typeof value === 'object') return encodeMap(Object.entries(value));
	throw new TypeError(`Not a JSON value: ${String(value)}`);
}

function encodeMap(entries: Array<[unknown, unknown]>): string {
	return `{${entries
		.map(([key, value]) => `${encodeText(String(key))}:${phpJsonEncode(value)}`)
		.join(',')}}`;
}

function encodeText(text: string): string {
	// A lone surrogate becomes U+FFFD on its way through UTF-8.
	const sound = /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
	return JSON.stringify(sound).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
