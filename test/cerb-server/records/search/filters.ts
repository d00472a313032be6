import { findType } from '../registry';
import type { RecordType } from '../type';
import { sqlNumber, type Row } from '../values';
import {
	boolFilter,
	everything,
	isId,
	nothing,
	numberFilter,
	textFilter,
	type Predicate,
} from './columns';
import type { QueryContext } from './context';
import { dateFilter } from './date-filter';
import type { SearchField } from './field';
import { linkFilter, watcherFilter } from './link-filters';
import { findIds } from './subquery';
import { fulltextMatcher } from './text';
import type { Token } from './tokens';
import { isNullTest, listOf } from './values-of';
import { workerIds } from './worker-names';

type Kind<K extends SearchField['kind']> = Extract<SearchField, { kind: K }>;

/** First letters of words; an unknown word finds nothing, `![…]` everything else. */
function statusFilter(field: Kind<'status'>, tokens: Token[]): Predicate {
	const { values, isNegated } = listOf(tokens);
	const wanted = new Set(values.map((value) => field.letters[value.charAt(0).toLowerCase()]));
	return ({ [field.column]: value }) => wanted.has(sqlNumber(value)) !== isNegated;
}

/** Ids, `me`, name parts; `none` and `any`. A name that nobody has finds nothing. */
function workerFilter(field: Kind<'worker'>, tokens: Token[], context: QueryContext): Predicate {
	const { values, isNegated } = listOf(tokens);
	const terms = values.flatMap((value) => value.split(',').map((term) => term.trim()));
	const word = terms.length === 1 ? terms[0].toLowerCase() : '';
	if (['any', 'anyone', 'anybody'].includes(word)) {
		return ({ [field.column]: value }) => sqlNumber(value) !== 0;
	}
	if (['blank', 'empty', 'no', 'none', 'noone', 'nobody'].includes(word)) {
		return ({ [field.column]: value }) => sqlNumber(value) === 0;
	}
	const ids = workerIds(terms, context);
	if (terms.some((term) => isId(term) && Number(term) === 0)) ids.add(0);
	if (ids.size === 0) return nothing;
	return ({ [field.column]: value }) => ids.has(sqlNumber(value)) !== isNegated;
}

function fulltextFilter(
	field: Kind<'fulltext'>,
	tokens: Token[],
	context: QueryContext,
): Predicate {
	const items = tokens.filter(({ kind }) => kind === 'text' || kind === 'quoted');
	if (items.length !== tokens.length || items.some(({ value }) => value.startsWith('!'))) {
		context.unclaimed.add('full-text search with operators');
	}
	if (field.knowsMe === true && items.at(-1)?.value.toLowerCase() === 'me') {
		return ({ id }) => id === context.workerId;
	}
	// Anything but letters and digits makes a phrase of a word, also a `*` where it is no wildcard.
	const word = field.hasNoWildcards === true ? /^\w+$/ : /^[\w*]+$/;
	const isWord = ({ value }: Token): boolean => word.test(value);
	const matches = fulltextMatcher(
		items.filter(isWord).map(({ value }) => value),
		items.filter((item) => !isWord(item)).map(({ value }) => value),
	);
	return (row) => matches(field.texts(row, context.env));
}

/** A nested query on a linked type: `owner:(…)`, `group:Sales`, `owner:!…`. */
function recordFilter(field: Kind<'record'>, tokens: Token[], context: QueryContext): Predicate {
	const found = findIds(field.type, tokens, context);
	return ({ [field.column]: value }) => found.ids.has(sqlNumber(value)) !== found.isNegated;
}

function relatedFilter(field: Kind<'related'>, tokens: Token[], context: QueryContext): Predicate {
	const found = findIds(field.type, tokens, context);
	const ours = field.relate(found.ids, context.env);
	return (row) => ours.has(row.id) !== found.isNegated;
}

/** `on:ticket` by type; a word that names no type is passed over (as Cerb has it). */
function polymorphicFilter(
	field: Kind<'polymorphic'>,
	alias: string | undefined,
	tokens: Token[],
	context: QueryContext,
): Predicate {
	if (alias === undefined) {
		const { values, isNegated } = listOf(tokens);
		if (isNegated) context.unclaimed.add('a negated type in a filter');
		const types = values.flatMap((value) => findType(value, context.env.state) ?? []);
		if (types.length === 0) return everything;
		return ({ [field.contextColumn]: context_ }) => types.some((type) => type.context === context_);
	}
	const type = findType(alias, context.env.state);
	const found = findIds(alias, tokens, context);
	if (found.isNegated) context.unclaimed.add('a negated nested filter');
	return (row) =>
		row[field.contextColumn] === type?.context && found.ids.has(sqlNumber(row[field.idColumn]));
}

/** `on:comment`, `on:[task,comment]` and nested `on.task:(…)`; types by any of their names. */
function attachedFilter(
	alias: string | undefined,
	tokens: Token[],
	context: QueryContext,
): Predicate {
	const { state } = context.env;
	const placesOf = (row: Row): string[][] =>
		Array.isArray(row.on) ? row.on.map((place) => String(place).split(':')) : [];
	if (alias === undefined) {
		const { values, isNegated } = listOf(tokens);
		const types = values.flatMap((value) => findType(value, state) ?? []);
		if (isNegated || types.length === 0 || types.length < values.length) {
			context.unclaimed.add('on: of attachments with anything but record types');
		}
		return (row) => placesOf(row).some(([place]) => types.some((type) => type.alias === place));
	}
	const wanted = findType(alias, state);
	// A type that Cerb does not have is passed over: every attachment is found.
	if (wanted === undefined) return everything;
	const { ids, isNegated } = findIds(wanted.alias, tokens, context);
	if (isNegated) context.unclaimed.add('a negated nested filter');
	return (row) => placesOf(row).some(([type, id]) => type === wanted.alias && ids.has(Number(id)));
}

/**
 * A filter's key: a search key of the type, a nested one (`links.task`, `on.message`), or
 * undefined when Cerb does not know it either.
 */
export function fieldOf(
	key: string,
	fields: Record<string, SearchField>,
	context: QueryContext,
): { field: SearchField; alias?: string } | undefined {
	const own = Object.prototype.hasOwnProperty.call(fields, key) ? fields[key] : undefined;
	if (own !== undefined) return { field: own };
	const dot = key.indexOf('.');
	const head = dot < 0 ? undefined : fields[key.slice(0, dot)];
	const alias = key.slice(dot + 1);
	const nests = ['links', 'polymorphic', 'attachedTo'].includes(head?.kind ?? '');
	if (head === undefined || !nests) return undefined;
	if (head.kind !== 'attachedTo' && findType(alias, context.env.state) === undefined) {
		context.unclaimed.add(`search key ${key}:`);
	}
	return { field: head, alias };
}

/** Turns one filter into a condition; undefined = an unknown filter, which finds nothing at all. */
export function filterPredicate(
	key: string,
	tokens: Token[],
	fields: Record<string, SearchField>,
	type: RecordType,
	context: QueryContext,
): Predicate | undefined {
	const known = fieldOf(key, fields, context);
	if (known === undefined) return undefined;
	const { field, alias } = known;
	if (
		'column' in field &&
		field.kind !== 'status' &&
		field.kind !== 'record' &&
		isNullTest(tokens)
	) {
		const wanted = tokens.length === 1;
		return ({ [field.column]: value }: Row) => (value === null || value === undefined) === wanted;
	}
	switch (field.kind) {
		case 'number':
			return numberFilter(field.column, tokens);
		case 'text':
			return textFilter(field.column, tokens, field.match);
		case 'date':
			return dateFilter(field.column, tokens, context);
		case 'bool':
			return boolFilter(field.column, tokens);
		case 'fulltext':
			return fulltextFilter(field, tokens, context);
		case 'worker':
			return workerFilter(field, tokens, context);
		case 'status':
			return statusFilter(field, tokens);
		case 'record':
			return recordFilter(field, tokens, context);
		case 'related':
			return relatedFilter(field, tokens, context);
		case 'polymorphic':
			return polymorphicFilter(field, alias, tokens, context);
		case 'attachedTo':
			return attachedFilter(alias, tokens, context);
		case 'links':
			return linkFilter(type, alias, tokens, context);
		case 'watchers':
			return watcherFilter(type, tokens, context);
		case 'unknownHere':
			context.unclaimed.add(`search key ${key}: of ${type.alias}`);
			return everything;
	}
}
