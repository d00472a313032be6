import { token, tokenize, type Token } from './tokens';

/** How the members of a group are combined. */
export type GroupMode = 'AND' | 'OR' | 'AND NOT' | 'OR NOT';

/** One condition: a filter with the tokens of its value, or a group of conditions. */
export type Node =
	| { kind: 'filter'; key: string; value: Token[] }
	| { kind: 'group'; mode: GroupMode; members: Node[] };

/** `[a,b]` becomes one token; a bracket that opens the query does not count (as Cerb has it). */
function joinArrays(tokens: Token[]): Token[] {
	const joined: Token[] = [];
	let start = 0;
	for (const item of tokens) {
		joined.push(item);
		if (item.kind === 'bracketOpen') start = joined.length - 1;
		if (item.kind !== 'bracketClose' || start === 0) continue;
		const array = token('array');
		for (const element of joined.splice(start).slice(1, -1)) {
			if (element.kind === 'quoted') array.values.push(element.value);
			else if (element.kind === 'text') array.values.push(...splitList(element.value));
		}
		joined.push(array);
		start = 0;
	}
	return joined;
}

function splitList(text: string): string[] {
	return text
		.replace(/[, ]+$/, '')
		.split(',')
		.filter((part) => part !== '')
		.map((part) => part.trim());
}

/** Brackets become groups. A bracket that is never closed stays and is later passed over. */
function joinGroups(tokens: Token[]): Token[] {
	const joined: Token[] = [];
	const opens: number[] = [];
	for (const item of tokens) {
		if (item.kind === 'open' || item.kind === 'openNot' || item.kind === 'openAll') {
			opens.push(joined.length);
		}
		joined.push(item);
		if (item.kind !== 'close') continue;
		// One too many closes a group from the start of the query and loses the first token.
		const [opening, ...inner] = joined.splice(opens.pop() ?? 0);
		const mode = { openNot: '!', openAll: 'all' }[opening.kind as string] ?? '';
		joined.push(token('group', mode, inner.slice(0, -1)));
	}
	return joined;
}

/** Hands values to the field before them. */
function attach(parent: Token): void {
	let field: Token | undefined;
	const kept: Token[] = [];
	for (const child of parent.children) {
		const isValue = ['array', 'group', 'text', 'quoted', 'not'].includes(child.kind);
		if (isValue && field !== undefined) field.children.push(child);
		else kept.push(child);
		if (child.kind === 'field') field = child;
		else if (child.kind !== 'not') field = undefined;
	}
	parent.children = kept;
	for (const child of parent.children) attach(child);
}

/** Texts without a field become a filter `text`, behind everything else of their group. */
function collectTexts(parent: Token): void {
	if (parent.kind === 'group') {
		const kept: Token[] = [];
		const found: Token[] = [];
		let run: Token | undefined;
		for (const child of parent.children) {
			if (child.kind !== 'text' && child.kind !== 'quoted') {
				kept.push(child);
				run = undefined;
				continue;
			}
			if (run === undefined) {
				run = token('field', 'text');
				found.push(run);
			}
			run.children.push(child);
		}
		parent.children = [...kept, ...found];
	}
	for (const child of parent.children) collectTexts(child);
}

/** The first AND or OR decides for the whole group. */
function modeOf(group: Token): GroupMode {
	const isOr = group.children.find((child) => child.kind === 'bool')?.value === 'OR';
	if (group.value === 'all') return 'AND';
	const mode = isOr ? 'OR' : 'AND';
	return group.value === '!' ? `${mode} NOT` : mode;
}

/** A group's own conditions; used for `field:(…)` too, which is a query of its own. */
export function membersOf(group: Token): Node[] {
	return group.children.flatMap((child): Node[] => {
		if (child.kind === 'field') {
			return [{ kind: 'filter', key: child.value, value: child.children }];
		}
		if (child.kind !== 'group') return [];
		return [{ kind: 'group', mode: modeOf(child), members: membersOf(child) }];
	});
}

/** `owner:(…)` as a query of its own: what the brackets say, the negation put aside. */
export function groupAsQuery(group: Token): { node: Node; isNegated: boolean } {
	const mode = modeOf(group).startsWith('OR') ? 'OR' : 'AND';
	return {
		node: { kind: 'group', mode, members: membersOf(group) },
		isNegated: group.value === '!',
	};
}

/**
 * Reads a query into its conditions. All have to hold. A query that is one OR as a whole comes out
 * as a single group, which is why Cerb then no longer sees its `sort:` (measured on 10.4.10).
 */
export function parseQuery(query: string): Node[] {
	const root = token('group', '', joinGroups(joinArrays(tokenize(query))));
	attach(root);
	collectTexts(root);
	const members = membersOf(root);
	const mode = modeOf(root);
	return mode === 'AND' ? members : [{ kind: 'group', mode, members }];
}
