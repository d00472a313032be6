import { findType } from '../../records/registry';
import { clockIn, queryContext } from '../../records/search/context';
import { queryText } from '../../records/search/query-text';
import { findRows, readSearch } from '../../records/search/search';
import { listOf, textOf } from '../../records/search/values-of';
import { findZone } from '../../records/search/zone';
import type { Value } from '../../records/values';
import { failed, valueOf, type DataQueryType } from './query';
import { byField, type ByField } from './subtotals/by-fields';
import { countBy } from './subtotals/count';
import { asDictionaries, asTable, asTree, type Subtotals } from './subtotals/formats';

const FORMATS: Record<string, ((subtotals: Subtotals) => Value) | undefined> = {
	dictionaries: asDictionaries,
	table: asTable,
	tree: asTree,
};

/** Parameters that Cerb has and this server does not. */
const UNCLAIMED =
	/^(?:by\..*|group|group\..*|metric|expand|function|query\.require|query\.required)$/;

/**
 * `worklist.subtotals`: counts records by one or more columns, e.g. `by:[group~5,created@month]`;
 * hits are texts (measured on Cerb 10.4.10).
 */
export const worklistSubtotals: DataQueryType = (query) => {
	const known = ['type', 'of', 'by', 'query', 'format', 'timezone', 'timeout'];
	const extra = query.fields.find(({ key }) => !known.includes(key));
	if (extra !== undefined) {
		if (UNCLAIMED.test(extra.key)) query.unclaimed.add(`worklist.subtotals with ${extra.key}:`);
		return failed(`The parameter '${extra.key}' is unknown.`);
	}
	const by = valueOf(query, 'by');
	if (by === undefined) return failed('The `by:` field is required.');
	const type = findType(textOf(valueOf(query, 'of') ?? []) ?? '', query.state);
	if (type === undefined) return failed('The `of:` field is not a valid context type.');
	if (type.detail === undefined) query.unclaimed.add(`worklist.subtotals of ${type.alias}`);
	const context = queryContext(query, query.actor.workerId, query.unclaimed);
	const zone = findZone(textOf(valueOf(query, 'timezone') ?? []) ?? '') ?? context.clock.zone;
	const local = { ...context, clock: clockIn(context.clock.now, zone) };
	const text = queryText(valueOf(query, 'query') ?? [], query.unclaimed);
	const search = readSearch(text, type, local);
	if (search.failure !== undefined) return failed(search.failure);
	const fields: ByField[] = [];
	for (const name of listOf(by).values) {
		const field = byField(name, type, local);
		if ('error' in field) return failed(field.error);
		fields.push(field);
	}
	if (fields.length === 0) return failed('The `by:` field is not a valid context type.');
	const format = (textOf(valueOf(query, 'format') ?? []) ?? 'tree').toLowerCase();
	const write = FORMATS[format];
	if (write === undefined) {
		if (/^(?:categories|pie|timeseries)$/.test(format)) {
			query.unclaimed.add(`worklist.subtotals format:${format}`);
		}
		return failed(
			`'format:${format}' is not valid for \`type:worklist.subtotals\`. Must be one of: categories, pie, table, timeseries, tree`,
		);
	}
	if (new Set(fields.map(({ key }) => key)).size < fields.length) {
		query.unclaimed.add('worklist.subtotals twice by the same column');
	}
	if (format === 'dictionaries' && fields.some(({ key }) => key === 'id')) {
		query.unclaimed.add('worklist.subtotals by id as dictionaries');
	}
	const counted = countBy(findRows(search, type, local), fields);
	const given = text === '' ? '' : `(${text})`;
	const data = write({ fields, counted, context: type.context, query: given, zone });
	return {
		kind: 'data',
		meta: { type: 'worklist.subtotals', context: type.context, format },
		data,
	};
};
