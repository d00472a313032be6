import type { Unclaimed } from './unclaimed';

const OPEN = /\{\{|\{%|\{#/;
const CLOSE: Record<string, string> = { '{{': '}}', '{%': '%}', '{#': '#}' };

/** `1+1`, `"text"`: whole numbers with + - *, or one quoted text. Undefined = not understood. */
function evaluate(expression: string): string | undefined {
	const text = expression.trim();
	const quoted = /^'([^'\\#]*)'$|^"([^"\\#]*)"$/.exec(text);
	if (quoted !== null) return quoted[1] ?? quoted[2];
	if (!/^\d+(?:\s*[+*-]\s*\d+)*$/.test(text)) return undefined;
	const terms = text.replace(/\s+/g, '').split(/(?=[+-])/);
	return String(
		terms.reduce((sum, term) => {
			const factors = term.replace(/^[+-]/, '').split('*').map(Number);
			const product = factors.reduce((a, b) => a * b, 1);
			return term.startsWith('-') ? sum - product : sum + product;
		}, 0),
	);
}

interface Tag {
	kind: string;
	body: string;
	before: string;
	after: string;
}

function nextTag(text: string): Tag | 'none' | 'broken' {
	const match = OPEN.exec(text);
	if (match === null) return 'none';
	const start = match.index + 2;
	const end = text.indexOf(CLOSE[match[0]], start);
	if (end < 0) return 'broken';
	return {
		kind: match[0],
		body: text.slice(start, end).replace(/^-|-$/g, '').trim(),
		before: text.slice(0, match.index),
		after: text.slice(end + 2),
	};
}

/** The text of a block and what stands behind it, e.g. behind `{% endif %}`. */
function blockOf(name: string, after: string): { inner: string; rest: string } | undefined {
	const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`).exec(after);
	if (end === null) return undefined;
	return { inner: after.slice(0, end.index), rest: after.slice(end.index + end[0].length) };
}

/**
 * A search text goes through Cerb's template engine before it is read (measured on 10.4.10:
 * `id:{{1+1}}` finds #2). Understood here: comments, whole-number arithmetic, quoted texts,
 * `{% if <number> %}` and `{% verbatim %}`. Returns undefined for a syntax error, which Cerb
 * answers with no results; anything else is reported as unclaimed.
 */
export function renderTemplate(text: string, unclaimed: Unclaimed): string | undefined {
	const tag = nextTag(text);
	if (tag === 'none') return text;
	if (tag === 'broken') return undefined;
	if (tag.kind === '{#') return join(tag.before, tag.after, unclaimed);
	if (tag.kind === '{{') {
		const value = evaluate(tag.body);
		if (value === undefined) unclaimed.add(`template expression {{${tag.body}}} in a query`);
		return join(tag.before + (value ?? ''), tag.after, unclaimed);
	}
	const [name, ...args] = tag.body.split(/\s+/);
	const block = blockOf(name, tag.after);
	if (name === 'verbatim' && block !== undefined) {
		return join(tag.before + block.inner, block.rest, unclaimed);
	}
	if (name === 'if' && block !== undefined && /^\d+$/.test(args.join(' '))) {
		if (/\{%-?\s*(?:else|if)/.test(block.inner)) unclaimed.add('nested template blocks in a query');
		const inner = Number(args[0]) === 0 ? '' : renderTemplate(block.inner, unclaimed);
		return inner === undefined ? undefined : join(tag.before + inner, block.rest, unclaimed);
	}
	unclaimed.add(`template block {% ${tag.body} %} in a query`);
	return '';
}

function join(done: string, rest: string, unclaimed: Unclaimed): string | undefined {
	const rendered = renderTemplate(rest, unclaimed);
	return rendered === undefined ? undefined : done + rendered;
}
