import type { Dict, Row, Value } from '../../records/values';
import { columnOf, partsOf, searchPart, typeOptionsOf, unknownSeriesKey, type Part } from './parts';
import { failed, textField, type DataQuery, type DataQueryType } from './query';
import type { ByField } from './subtotals/by-fields';

const PART_KEYS = ['of', 'label', 'x', 'y', 'query'];
/** Keys that Cerb has and this server does not. */
const UNCLAIMED_KEYS = ['x.metric', 'y.metric', 'query.require', 'query.required'];

/** Pairs of values of records; without both columns there are none. */
interface Pairs {
	label: string;
	columns?: { x: ByField; y: ByField; rows: Row[] };
}

function readPairs(part: Part, query: DataQuery): Pairs | string {
	const found = searchPart(part, query);
	if (typeof found === 'string') return found;
	const label = textField(part, 'label') ?? part.id;
	const [x, y] = ['x', 'y'].map((key) => found && columnOf(textField(part, key), found));
	if (found === undefined || x === undefined || y === undefined) return { label };
	return { label, columns: { x, y, rows: found.rows.slice(0, found.limit) } };
}

/** Values and names of the pairs, in order. */
function listed({ columns }: Pairs) {
	const { x, y, rows } = columns ?? { rows: [] };
	return rows.map((row) => {
		const [xValue, yValue] = [x?.valueOf(row) ?? '', y?.valueOf(row) ?? ''];
		const names = { x: x?.nameOf(xValue) ?? xValue, y: y?.nameOf(yValue) ?? yValue };
		return { x: xValue, y: yValue, names };
	});
}

function asScatterplot(all: Pairs[]): Value {
	return all.flatMap((pairs) => {
		const values = listed(pairs);
		return [
			[`${pairs.label}_x`, ...values.map(({ x }) => x)],
			[pairs.label, ...values.map(({ y }) => y)],
		];
	});
}

function asCategories(all: Pairs[]): Value {
	const values = all.flatMap(listed);
	return [
		['label', ...values.map(({ names }) => names.x)],
		['hits', ...values.map(({ y }) => y)],
	];
}

function asPie(all: Pairs[]): Value {
	return all.flatMap(listed).map(({ names, y }) => [names.x, y]);
}

/** Only the first series makes a table. */
function asTable(all: Pairs[], query: DataQuery): Value {
	const [first] = all;
	const { columns } = first ?? {};
	if (columns === undefined) {
		query.unclaimed.add('a table of no pairs');
		return [];
	}
	const column = (field: ByField): Dict => ({
		label: field.label,
		type: field.type,
		type_options: typeOptionsOf(field),
	});
	const rows = listed(first).map(({ x, y, names }) => ({
		x_label: names.x,
		x,
		y_label: names.y,
		y,
	}));
	return { columns: { x_label: column(columns.x), y_label: column(columns.y) }, rows };
}

/** `worklist.xy`: pairs of values of records (measured on Cerb 10.4.10, its odd types as well). */
export const worklistXy: DataQueryType = (query) => {
	const unknown = query.fields.find(
		({ key }) => !['type', 'format', 'timeout'].includes(key) && !key.startsWith('series.'),
	);
	if (unknown !== undefined) return failed(`The parameter '${unknown.key}' is unknown.`);
	const all: Pairs[] = [];
	for (const part of partsOf(query, 'series.')) {
		if (part.fields.some(({ key }) => UNCLAIMED_KEYS.includes(key))) {
			query.unclaimed.add('worklist.xy with a metric or query.required:');
		}
		const extra = unknownSeriesKey(part, [...PART_KEYS, ...UNCLAIMED_KEYS]);
		if (extra !== undefined) return failed(extra);
		const read = readPairs(part, query);
		if (typeof read === 'string') return failed(read);
		all.push(read);
	}
	const format = (textField(query, 'format') ?? 'scatterplot').toLowerCase();
	switch (format) {
		case 'scatterplot':
			return {
				kind: 'data',
				meta: { type: 'worklist.subtotals', format },
				data: asScatterplot(all),
			};
		case 'categories': {
			const params = { xaxis_key: 'label' };
			const meta = { type: 'worklist.scatterplot', format, format_params: params };
			return { kind: 'data', meta, data: asCategories(all) };
		}
		case 'pie':
			return { kind: 'data', meta: { type: 'worklist.xy', format }, data: asPie(all) };
		case 'table':
			return { kind: 'data', meta: { type: 'worklist.xy', format }, data: asTable(all, query) };
		default:
			return failed(
				`\`format:${format}\` is not valid for \`type:worklist.xy\`. Must be one of: categories, pie, scatterplot, table`,
			);
	}
};
