/** One key of a KATA text, e.g. `text/name@raw: value`, with what is indented below it. */
export interface KataNode {
	/** Without its annotations, e.g. `text/name`. */
	key: string;
	annotations: string[];
	/** The text behind the colon, or the indented text below a key that has annotations. */
	text: string;
	children: KataNode[];
	/** Counts from 1. */
	line: number;
}

/** What a text says, or Cerb's message about it. */
export type Kata = { nodes: KataNode[] } | { error: string };

interface Line {
	number: number;
	indent: number;
	text: string;
}

const KEY = /^(&?[a-z0-9\-_/.*]+)((?:@[a-z0-9,]+)?):\s*(.*)$/i;

/** What Cerb says about a key beside others; undefined when it is fine. */
function keyError(key: string, { number }: Line, siblings: KataNode[]): string | undefined {
	const [type, ...rest] = key.split('/');
	const name = rest.join('/');
	if (name !== '' && !/^\w+$/.test(name)) {
		return `\`${type}:\` name \`${name}\` must only contain letters, numbers, and underscores (line ${number})`;
	}
	if (siblings.every((one) => one.key !== key)) return undefined;
	return `\`${key}:\` has a sibling with the same name (line ${number})`;
}

function readLines(source: string): Line[] | { error: string } {
	const lines: Line[] = [];
	for (const [index, raw] of source.split(/\r?\n/).entries()) {
		const [indent] = /^\s*/.exec(raw) ?? [''];
		const text = raw.slice(indent.length);
		if (text !== '' && indent.includes('\t')) {
			return { error: `Indents may not use tabs (line ${index + 1})` };
		}
		lines.push({ number: index + 1, indent: indent.length, text: text.trimEnd() });
	}
	return lines;
}

/** The lines below a key as one text, their own indent taken off. */
function blockText(lines: Line[]): string {
	const indent = Math.min(...lines.filter(({ text }) => text !== '').map((line) => line.indent));
	const texts = lines.map(({ text, indent: own }) =>
		text === '' ? '' : ' '.repeat(own - indent) + text,
	);
	return texts.join('\n').trimEnd();
}

function readBlock(lines: Line[]): Kata {
	const nodes: KataNode[] = [];
	for (let at = 0; at < lines.length; ) {
		const line = lines[at];
		at++;
		if (line.text === '' || line.text.startsWith('#')) continue;
		const [matched, key, marks, value = ''] = KEY.exec(line.text) ?? [];
		if (matched === undefined) {
			return { error: `Unexpected syntax (line ${line.number}): ${line.text}` };
		}
		const wrong = keyError(key, line, nodes);
		if (wrong !== undefined) return { error: wrong };
		const from = at;
		while (at < lines.length && (lines[at].text === '' || lines[at].indent > line.indent)) at++;
		const below = lines.slice(from, at);
		const annotations = marks
			.slice(1)
			.split(',')
			.filter((mark) => mark !== '');
		const isText = annotations.length > 0 && value === '' && below.some(({ text }) => text !== '');
		const inner = isText ? { nodes: [] } : readBlock(below);
		if ('error' in inner) return inner;
		const text = isText ? blockText(below) : value.trim();
		nodes.push({ key, annotations, text, children: inner.nodes, line: line.number });
	}
	return { nodes };
}

/**
 * Reads KATA, the indented key/value text of Cerb's automations: as much of it as the embedded
 * Cerb needs. Messages as measured on Cerb 10.4.10.
 */
export function parseKata(source: string): Kata {
	const lines = readLines(source);
	return Array.isArray(lines) ? readBlock(lines) : lines;
}

/** The child with that key. */
export function childOf(nodes: KataNode[], key: string): KataNode | undefined {
	return nodes.find((node) => node.key === key);
}
