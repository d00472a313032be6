import { findType } from '../../records/registry';
import { clockIn, queryContext, type QueryContext } from '../../records/search/context';
import { membersOf } from '../../records/search/parser';
import { queryText } from '../../records/search/query-text';
import { findRows, readSearch } from '../../records/search/search';
import type { RecordType } from '../../records/type';
import type { Row } from '../../records/values';
import { defaultLimit } from './limits';
import { fieldsOf, textField, valueOf, type DataQuery, type QueryField } from './query';
import { byField, type ByField } from './subtotals/by-fields';

/** One of several series: `values.open:(of:ticket …)`. */
export interface Part {
	id: string;
	fields: QueryField[];
}

/** The parts under a prefix (`values.`, `series.`), in order. */
export function partsOf(query: DataQuery, prefix: string): Part[] {
	return query.fields.flatMap(({ key, value }) => {
		const [group] = value;
		if (!key.startsWith(prefix)) return [];
		if (group?.kind !== 'group') query.unclaimed.add(`${key}: without brackets`);
		return [{ id: key.slice(prefix.length), fields: fieldsOf(group ? membersOf(group) : []) }];
	});
}

/** Cerb's message about the first key of a part that is not known, if there is one. */
export function unknownSeriesKey(part: Part, allowed: string[]): string | undefined {
	const unknown = part.fields.find(({ key }) => !allowed.includes(key));
	return unknown && `The series parameter '${unknown.key}' is unknown.`;
}

/** What a part counts: records of a type that its query finds. */
export interface Found {
	type: RecordType;
	context: QueryContext;
	/** The query as given, without its brackets; null when there is none. */
	text: string | null;
	rows: Row[];
	/** How many rows or groups of them Cerb looks at. */
	limit: number;
}

/**
 * Runs the query of a part.
 * @param zone time zone that dates are cut in; default: that of the worker
 * @returns undefined when there is no such record type; a text is Cerb's message
 */
export function searchPart(
	part: Part,
	query: DataQuery,
	zone?: string,
): Found | string | undefined {
	const type = findType(textField(part, 'of') ?? '', query.state);
	if (type === undefined) return undefined;
	if (type.detail === undefined) query.unclaimed.add(`${query.type} of ${type.alias}`);
	const given = valueOf(part, 'query');
	const text = given === undefined ? null : queryText(given, query.unclaimed);
	const asked = queryContext(query, query.actor.workerId, query.unclaimed);
	const context = zone === undefined ? asked : { ...asked, clock: clockIn(asked.clock.now, zone) };
	const search = readSearch(text ?? '', type, context);
	if (search.failure !== undefined) return search.failure;
	const rows = query.unclaimed.first === undefined ? findRows(search, type, context) : [];
	return { type, context, text, rows, limit: search.limit ?? defaultLimit(type) };
}

/** A column by its search key; undefined when Cerb does not know it either. */
export function columnOf(name: string | undefined, found: Found): ByField | undefined {
	if (name === undefined || found.type.detail === undefined) return undefined;
	const field = byField(name, found.type, found.context);
	return 'error' in field ? undefined : field;
}

/** What a column is said to be outside of subtotals. */
export function typeOptionsOf(field: ByField | undefined): { [key: string]: string } | [] {
	const context = field?.typeOptions?.context;
	return typeof context === 'string' ? { context } : [];
}

const ARITHMETIC = new Set(['context', 'number', 'worker']);

/**
 * A figure over the records as MySQL writes it; null over none of them.
 * @param name `count`, `average`, `min`, `max` or `sum`
 * @returns undefined when this server does not know
 */
export function figure(
	name: string,
	rows: Row[],
	field: ByField | undefined,
): string | null | undefined {
	if (name === 'count') return String(rows.length);
	if (field === undefined || !ARITHMETIC.has(field.type)) return undefined;
	if (rows.length === 0) return null;
	const values = rows.map((row) => Number(field.valueOf(row)));
	const sum = values.reduce((total, value) => total + value, 0);
	switch (name) {
		case 'average':
			return (sum / values.length).toFixed(4);
		case 'min':
			return String(values.reduce((a, b) => Math.min(a, b)));
		case 'max':
			return String(values.reduce((a, b) => Math.max(a, b)));
		case 'sum':
			return String(sum);
		default:
			return undefined;
	}
}
