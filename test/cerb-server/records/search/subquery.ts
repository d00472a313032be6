import { findType } from '../registry';
import type { QueryContext } from './context';
import { compileNodes, UNKNOWN_FILTER } from './compile';
import { groupAsQuery, type Node } from './parser';
import { token, type Token } from './tokens';

/** A filter's nested query as conditions, and whether the result is taken away instead. */
function nestedQuery(
	tokens: Token[],
	context: QueryContext,
): { nodes: Node[]; isNegated: boolean } {
	// Only the first token counts; without one, or after a bare `!`, the query is empty.
	const [first] = tokens;
	if (first === undefined) return { nodes: [], isNegated: false };
	if (first.kind === 'not') return { nodes: [], isNegated: true };
	if (first.kind === 'group') {
		if (first.value === 'all') context.unclaimed.add('all( ) around a nested query');
		const { node, isNegated } = groupAsQuery(first);
		return { nodes: [node], isNegated };
	}
	if (first.kind === 'array') context.unclaimed.add('a list as nested query');
	const value = token(first.kind, first.value);
	return { nodes: [{ kind: 'filter', key: 'text', value: [value] }], isNegated: false };
}

/** Ids of the records of another type that a nested query finds. */
export function findIds(
	alias: string,
	tokens: Token[],
	context: QueryContext,
): { ids: Set<number>; isNegated: boolean } {
	const type = findType(alias, context.env.state);
	const { nodes, isNegated } = nestedQuery(tokens, context);
	if (type?.detail === undefined) {
		context.unclaimed.add(`nested search of ${alias}`);
		return { ids: new Set(), isNegated };
	}
	const found = compileNodes(nodes, type, context);
	const ids = new Set<number>();
	if (found.kind === UNKNOWN_FILTER) return { ids, isNegated };
	for (const row of context.env.state.table(type.alias).scan()) {
		if (found.matches(row)) ids.add(row.id);
	}
	return { ids, isNegated };
}
