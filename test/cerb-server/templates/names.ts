import names from './names.json';

export type NameKind = 'filter' | 'function' | 'test';

/** All that Cerb 10.4.10 knows by name. */
const KNOWN: Record<NameKind, string[]> = {
	filter: names.filters,
	function: names.functions,
	test: names.tests,
};

/** What this server can work out. */
const OWN: Record<NameKind, Set<string>> = {
	filter: new Set(['date', 'default', 'hash_hmac', 'json_encode', 'length', 'lower', 'upper']),
	function: new Set(['cerb_placeholders_list', 'random_string']),
	test: new Set(['empty', 'none', 'null', 'record type']),
};

/** How many letters have to be changed, added or dropped. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(swap, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}

/** Cerb's message about a name that it does not know, with the names that look like it. */
export function unknownName(kind: NameKind, name: string): string {
	const alike = KNOWN[kind]
		.map((known) => ({ known, far: distance(name, known) }))
		.filter(({ known, far }) => far <= name.length / 3 || known.includes(name))
		.sort((a, b) => a.far - b.far)
		.map(({ known }) => `"${known}"`);
	const hint = alike.length === 0 ? '.' : `. Did you mean ${alike.join(', ')}?`;
	return `Unknown "${name}" ${kind}${hint}`;
}

export function isKnown(kind: NameKind, name: string): boolean {
	return KNOWN[kind].includes(name);
}

/** Whether this server can work it out. */
export function isOwn(kind: NameKind, name: string): boolean {
	return OWN[kind].has(name);
}
