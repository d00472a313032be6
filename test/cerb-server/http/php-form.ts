/** What PHP makes of one form or query value: text, or a (nested) array. */
export type PhpValue = string | PhpMap;

/**
 * A PHP array as a plain object without prototype (so a key `__proto__` is an ordinary key).
 * `a[]=1&a[]=2` gives keys "0" and "1". Insertion order is kept, except that JavaScript puts
 * integer keys first, in ascending order.
 */
export interface PhpMap {
	[key: string]: PhpValue;
}

/** PHP's default `max_input_vars`: further pairs are dropped without notice. */
export const MAX_INPUT_VARS = 1000;
/** PHP's default `max_input_nesting_level`: a deeper name is dropped without notice. */
const MAX_NESTING = 64;

const INTEGER_KEY = /^(?:0|-?[1-9]\d*)$/;

/** An empty PHP array. */
export function emptyPhpMap(): PhpMap {
	return Object.create(null) as PhpMap;
}

/** `urldecode()`: `+` is a space, a broken escape stays as it is, bytes are read as UTF-8. */
export function phpUrlDecode(text: string): string {
	const spaced = text.replace(/\+/g, ' ');
	if (!spaced.includes('%')) return spaced;
	return soundlyDecoded(spaced) ?? leniently(spaced);
}

/** The fast way, for texts without a broken escape: uploads have millions of sound ones. */
function soundlyDecoded(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function leniently(text: string): string {
	const bytes = Buffer.from(text, 'utf8')
		.toString('latin1')
		.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** `urlencode()`: everything but letters, digits, `-`, `_` and `.`; a space becomes `+`. */
export function phpUrlEncode(text: string): string {
	return encodeURIComponent(text)
		.replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
		.replace(/%20/g, '+');
}

/**
 * Reads `application/x-www-form-urlencoded` text (a query string or a body) as PHP 8 does:
 * nested brackets, the last of two equal scalar names wins, `.` and space in a name become `_`,
 * at most 1000 pairs.
 */
export function parsePhpForm(text: string): PhpMap {
	const pairs = text
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair): [string, string] => {
			const at = pair.indexOf('=');
			return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
		});
	return phpMapOf(
		pairs.map(([name, value]): [string, string] => [phpUrlDecode(name), phpUrlDecode(value)]),
	);
}

/** Puts decoded name/value pairs (of a form, a query or multipart fields) into a PHP array. */
export function phpMapOf(pairs: Array<[string, string]>): PhpMap {
	const map = emptyPhpMap();
	for (const [name, value] of pairs.slice(0, MAX_INPUT_VARS)) registerVariable(map, name, value);
	return map;
}

function registerVariable(map: PhpMap, name: string, value: string): void {
	const keys = keysOf(name);
	if (keys.length === 0 || keys.length > MAX_NESTING) return;
	let here = map;
	keys.forEach((key, depth) => {
		const slot = key === '' ? nextIndex(here) : key;
		if (depth === keys.length - 1) {
			here[slot] = value;
			return;
		}
		const inner = here[slot];
		here = typeof inner === 'object' ? inner : (here[slot] = emptyPhpMap());
	});
}

/** `a.b[c][]` gives `['a_b', 'c', '']`; a bracket that is never closed becomes `_`. */
function keysOf(name: string): string[] {
	const trimmed = name.replace(/^ +/, '').split('\0')[0];
	const bracket = trimmed.indexOf('[');
	if (bracket === 0 || trimmed === '') return [];
	if (bracket < 0) return [trimmed.replace(/[ .]/g, '_')];
	const keys = [trimmed.slice(0, bracket).replace(/[ .]/g, '_')];
	let at = bracket;
	while (trimmed[at] === '[') {
		const end = trimmed.indexOf(']', at);
		if (end < 0) {
			if (keys.length === 1) return [`${keys[0]}_${trimmed.slice(at + 1).replace(/[ .]/g, '_')}`];
			break;
		}
		keys.push(trimmed.slice(at + 1, end).trimStart());
		at = end + 1;
	}
	return keys;
}

function nextIndex(map: PhpMap): string {
	const used = Object.keys(map)
		.filter((key) => INTEGER_KEY.test(key))
		.map(Number);
	return String(Math.max(-1, ...used) + 1);
}

/** How PHP builds `$_REQUEST`: the later source wins, arrays under one name are merged. */
export function mergeRequest(first: PhpMap, second: PhpMap): PhpMap {
	const merged = copy(first);
	for (const [key, value] of Object.entries(second)) {
		const old = merged[key];
		merged[key] =
			typeof old === 'object' && typeof value === 'object' ? mergeRequest(old, value) : value;
	}
	return merged;
}

/**
 * `array_merge_recursive()`: what Cerb does with the body of PUT and PATCH. Equal names do not
 * replace each other: two scalars become a list of both (measured on Cerb 10.4.10: "'title' is not
 * a string." when a field stands in the URL and in the body).
 */
export function mergeRecursive(first: PhpMap, second: PhpMap): PhpMap {
	const merged = emptyPhpMap();
	for (const source of [first, second]) {
		for (const [key, value] of Object.entries(source)) {
			if (INTEGER_KEY.test(key)) merged[nextIndex(merged)] = value;
			else if (key in merged) merged[key] = mergeRecursive(listed(merged[key]), listed(value));
			else merged[key] = value;
		}
	}
	return merged;
}

function listed(value: PhpValue): PhpMap {
	if (typeof value === 'object') return value;
	const list = emptyPhpMap();
	list['0'] = value;
	return list;
}

function copy(map: PhpMap): PhpMap {
	return Object.assign(emptyPhpMap(), map);
}
