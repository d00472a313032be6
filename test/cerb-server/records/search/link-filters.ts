import { findType } from '../registry';
import type { RecordType } from '../type';
import { everything, type Predicate } from './columns';
import type { QueryContext } from './context';
import { findIds } from './subquery';
import type { Token } from './tokens';
import { listOf } from './values-of';
import { workerIds } from './worker-names';

const ANY = ['*', 'yes', 'y', 'true', 'any'];
const NONE = ['null', 'no', 'n', 'none'];

/** `links:any`, `links:task`, `links.task:(…)`. */
export function linkFilter(
	type: RecordType,
	alias: string | undefined,
	tokens: Token[],
	context: QueryContext,
): Predicate {
	const { state } = context.env;
	const ends = (id: number): string[] => [...state.linksOf(type.alias, id)];
	if (alias !== undefined) {
		const { ids, isNegated } = findIds(alias, tokens, context);
		const target = findType(alias, state)?.alias;
		return ({ id }) =>
			ends(id).some((end) => {
				const [endAlias, endId] = end.split(':');
				return endAlias === target && ids.has(Number(endId));
			}) !== isNegated;
	}
	const { values } = listOf(tokens);
	if (values.length === 1 && ANY.includes(values[0])) return ({ id }) => ends(id).length > 0;
	const types = values.flatMap((value) => findType(value, state) ?? []);
	if (types.length === 0 || (values.length === 1 && NONE.includes(values[0]))) {
		return ({ id }) => ends(id).length === 0;
	}
	return ({ id }) =>
		ends(id).some((end) => types.some((linked) => end.startsWith(`${linked.alias}:`)));
}

/** `watchers:any`, `watchers:none`, `watchers:me`, names and ids of workers. */
export function watcherFilter(type: RecordType, tokens: Token[], context: QueryContext): Predicate {
	if (tokens.some(({ kind }) => kind === 'group')) {
		context.unclaimed.add('watchers: with a nested query');
		return everything;
	}
	const { values, isNegated } = listOf(tokens);
	const { state } = context.env;
	const watchers = (id: number): number[] =>
		[...state.linksOf(type.alias, id)].flatMap((end) =>
			end.startsWith('worker:') ? [Number(end.slice('worker:'.length))] : [],
		);
	const word = values.length === 1 ? values[0].toLowerCase() : '';
	if (word === 'any' || word === 'yes') return ({ id }) => watchers(id).length > 0;
	if (word === 'none' || word === 'no') return ({ id }) => watchers(id).length === 0;
	const wanted = workerIds(values, context);
	return ({ id }) => watchers(id).some((worker) => wanted.has(worker)) !== isNegated;
}
