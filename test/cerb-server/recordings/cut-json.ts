/** The readable part of a JSON text that was cut, and which of its containers were still open. */
export interface CutJson {
	value: unknown;
	/** Arrays and objects that the cut left unfinished: they may have had more members. */
	open: WeakSet<object>;
}

/** What a recording writes behind a text it cut. */
const CUT_MARK = /…\[\d+ (?:characters|elements)\]$/;

/**
 * Reads the beginning of a JSON document whose rest is missing. The member in which the cut fell
 * is dropped.
 * @throws SyntaxError when the text is not the beginning of a JSON document
 */
export function parseCutJson(text: string): CutJson {
	const source = text.replace(CUT_MARK, '');
	const closers: string[] = [];
	// The longest prefix that is complete but for closing brackets, and the brackets it lacks.
	let safe = { end: 0, closers: [] as string[] };
	let inString = false;
	for (let at = 0; at < source.length; at++) {
		const char = source[at];
		if (inString) {
			if (char === '\\') at++;
			else if (char === '"') inString = false;
			continue;
		}
		if (char === '"') inString = true;
		else if (char === '{' || char === '[') {
			closers.push(char === '{' ? '}' : ']');
			safe = { end: at + 1, closers: [...closers] };
		} else if (char === '}' || char === ']') {
			closers.pop();
			safe = { end: at + 1, closers: [...closers] };
		} else if (char === ',') safe = { end: at, closers: [...closers] };
	}
	const value: unknown = JSON.parse(
		source.slice(0, safe.end) + [...safe.closers].reverse().join(''),
	);
	return { value, open: lastMembers(value, safe.closers.length) };
}

/** The containers on the way to the cut: always the last member of the one above. */
function lastMembers(value: unknown, depth: number): WeakSet<object> {
	const open = new WeakSet<object>();
	let here = value;
	for (let level = 0; level < depth && typeof here === 'object' && here !== null; level++) {
		open.add(here);
		here = Object.values(here).at(-1);
	}
	return open;
}
