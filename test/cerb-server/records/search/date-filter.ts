import { sqlNumber } from '../values';
import { everything, type Predicate } from './columns';
import type { QueryContext } from './context';
import { readEnds, readSpan, type Range } from './dates';
import { membersOf } from './parser';
import type { Token } from './tokens';
import { textOf } from './values-of';

function inRange(column: string, { from, until }: Range): Predicate {
	return ({ [column]: value }) => {
		// A span that starts at 0 takes in a column without a date, but no unset custom field.
		if (value === null || value === undefined) return value === null && from === 0;
		const at = sqlNumber(value);
		return at >= from && at <= until;
	};
}

/** `(since:"…" until:"…")`; either may be missing. Other parts of it are not known here. */
function inGroup(column: string, group: Token, context: QueryContext): Predicate {
	const parts: Record<string, string | undefined> = {};
	for (const member of membersOf(group)) {
		if (member.kind === 'filter') parts[member.key] = textOf(member.value) ?? '';
		else context.unclaimed.add('nested brackets in a date filter');
	}
	for (const key of Object.keys(parts)) {
		if (key !== 'since' && key !== 'until') context.unclaimed.add(`date filter part ${key}:`);
	}
	if (parts.since === undefined && parts.until === undefined) return everything;
	const { since = '', until = '' } = parts;
	const range = readEnds(since || 'big bang', until || 'now', context.clock, context.unclaimed);
	return inRange(column, range);
}

/**
 * A date filter as Cerb 10.4.10 reads it: `"FROM to UNTIL"` inclusive, `(since: until:)`, named
 * spans, `never`. `!` is passed over, `>N`, `<N` and `N...M` are taken for garbage and so find
 * everything up to now. Undefined: no value at all, which is an unknown filter.
 */
export function dateFilter(
	column: string,
	tokens: Token[],
	context: QueryContext,
): Predicate | undefined {
	for (const item of tokens) {
		if (item.kind === 'group') return inGroup(column, item, context);
		if (item.kind !== 'text' && item.kind !== 'quoted') continue;
		const text = item.value.trim();
		if (text.toLowerCase() === 'never' || item.value === '' || item.value === '0') {
			return ({ [column]: value }) =>
				value !== null && value !== undefined && sqlNumber(value) === 0;
		}
		return inRange(column, readSpan(item.value, context.clock, context.unclaimed));
	}
	return undefined;
}
