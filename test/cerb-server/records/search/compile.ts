import type { RecordType } from '../type';
import type { Predicate } from './columns';
import type { QueryContext } from './context';
import { searchFieldsOf } from './custom-search';
import type { SearchField } from './field';
import { filterPredicate } from './filters';
import type { Node } from './parser';

export const UNKNOWN_FILTER = 'unknownFilter';

/** All conditions as one test, or the first key that Cerb does not know. */
export type Compiled =
	| { kind: 'test'; matches: Predicate }
	| { kind: typeof UNKNOWN_FILTER; key: string };

interface Work {
	type: RecordType;
	fields: Record<string, SearchField>;
	context: QueryContext;
	unknown: string[];
}

/**
 * A group's test. In a negated group Cerb negates the second and later brackets inside once more;
 * that quirk is not claimed.
 */
function groupPredicate(node: Extract<Node, { kind: 'group' }>, work: Work): Predicate | undefined {
	const tests = node.members.flatMap((member): Predicate[] => {
		const test = nodePredicate(member, work);
		if (test !== undefined) return [test];
		// An empty group inside fails an AND and is passed over by an OR.
		return node.mode.startsWith('AND') ? [() => false] : [];
	});
	if (tests.length === 0) return undefined;
	const isNegated = node.mode.endsWith('NOT');
	if (isNegated && tests.length > 1 && node.members.some(({ kind }) => kind === 'group')) {
		work.context.unclaimed.add('brackets inside a negated group');
	}
	if (node.mode.startsWith('OR')) return (row) => tests.some((test) => test(row)) !== isNegated;
	if (tests.length === 1 && !isNegated) return tests[0];
	return (row) => tests.every((test) => test(row)) !== isNegated;
}

function nodePredicate(node: Node, work: Work): Predicate | undefined {
	if (node.kind === 'group') return groupPredicate(node, work);
	const test = filterPredicate(node.key, node.value, work.fields, work.type, work.context);
	if (test === undefined) work.unknown.push(node.key);
	return test ?? (() => false);
}

/** Compiles conditions that all have to hold. An empty group at the top is passed over. */
export function compileNodes(nodes: Node[], type: RecordType, context: QueryContext): Compiled {
	const fields = searchFieldsOf(type, context.env);
	const work: Work = { type, fields, context, unknown: [] };
	const tests = nodes.flatMap((node) => nodePredicate(node, work) ?? []);
	if (work.unknown.length > 0) return { kind: UNKNOWN_FILTER, key: work.unknown[0] };
	if (tests.length === 1) return { kind: 'test', matches: tests[0] };
	return { kind: 'test', matches: (row) => tests.every((test) => test(row)) };
}
