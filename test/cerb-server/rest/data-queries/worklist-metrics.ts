import { listOf } from '../../records/search/values-of';
import type { Dict, Value } from '../../records/values';
import {
	columnOf,
	figure,
	partsOf,
	searchPart,
	typeOptionsOf,
	unknownSeriesKey,
	type Part,
} from './parts';
import { failed, textField, valueOf, type DataQuery, type DataQueryType } from './query';

const PART_KEYS = ['of', 'function', 'functions', 'label', 'field', 'query'];
/** Keys that Cerb has and this server does not. */
const UNCLAIMED_KEYS = ['metric', 'query.require', 'query.required'];

/** The words a label gets where one part has several functions. */
const PREFIXES: Record<string, string> = {
	average: 'Avg. ',
	avg: 'Avg. ',
	count: '# ',
	max: 'Max. ',
	min: 'Min. ',
	sum: 'Total ',
};

/** One line of the answer; without a value it is left out of tables. */
interface Metric {
	id: string;
	label: string;
	isCount: boolean;
	type: string;
	options: Value;
	context: string;
	query: string | null;
	value: string | null;
}

function titleOf(id: string): string {
	return id.replace(/_/g, ' ').replace(/\b\w/g, (letter) => letter.toUpperCase());
}

/** The functions of a part; what Cerb does not know gives no value, and no error either. */
function functionsOf(part: Part): string[] {
	const several = valueOf(part, 'functions');
	if (several !== undefined) return listOf(several).values.map((name) => name.toLowerCase());
	return [(textField(part, 'function') ?? 'count').toLowerCase()];
}

/** The metrics of one part; a text is Cerb's message. */
function metricsOf(part: Part, query: DataQuery): Metric[] | string {
	const found = searchPart(part, query);
	if (typeof found === 'string') return found;
	const name = textField(part, 'field');
	const field = found && columnOf(name, found);
	// A field that is not there takes its part with it.
	if (found !== undefined && name !== undefined && field === undefined) return [];
	const functions = functionsOf(part);
	const label = textField(part, 'label') ?? titleOf(part.id);
	return functions.map((one): Metric => {
		const isKnown = one in PREFIXES;
		let value: string | null | undefined = null;
		if (found !== undefined && isKnown) {
			value = figure(one === 'avg' ? 'average' : one, found.rows, field);
			if (value === undefined) query.unclaimed.add(`${one} of ${name ?? 'nothing'}`);
		}
		return {
			id: functions.length > 1 ? `${one}_${part.id}` : part.id,
			label: functions.length > 1 ? `${PREFIXES[one] ?? 'Avg. '}${label}` : label,
			isCount: one === 'count',
			type: field?.type ?? 'text',
			options: typeOptionsOf(field),
			context: found?.type.context ?? '',
			query: found?.text ?? null,
			value: value ?? null,
		};
	});
}

function asTable(metrics: Metric[]): Value {
	const rows = metrics
		.filter(({ value }) => value !== null)
		.map(({ id, label, isCount, type, options, context, query, value }): Dict => {
			const kind: Dict = isCount
				? { type: 'search', options: { context, query } }
				: { type, options };
			return { _types: { value: kind }, id, name: label, value };
		});
	return { columns: { name: { label: 'Metric' }, value: { label: 'Value' } }, rows };
}

function asPie(metrics: Metric[]): { data: Value; series: Dict } {
	const series: Dict = {};
	for (const { label, value, context, query } of metrics) {
		series[label] = { key: value ?? '0', context, query: query ?? '' };
	}
	return { data: metrics.map(({ label, value }) => [label, value ?? '0']), series };
}

/**
 * `worklist.metrics`: one figure for each `values.<id>:(of: function: field: query:)`. What is
 * misspelt there gives no row instead of an error (measured on Cerb 10.4.10).
 */
export const worklistMetrics: DataQueryType = (query) => {
	const metrics: Metric[] = [];
	const unknown = query.fields.find(
		({ key }) => !['type', 'format', 'timeout'].includes(key) && !key.startsWith('values.'),
	);
	if (unknown !== undefined) return failed(`The parameter '${unknown.key}' is unknown.`);
	for (const part of partsOf(query, 'values.')) {
		if (part.fields.some(({ key }) => UNCLAIMED_KEYS.includes(key))) {
			query.unclaimed.add('worklist.metrics with metric: or query.required:');
		}
		const extra = unknownSeriesKey(part, [...PART_KEYS, ...UNCLAIMED_KEYS]);
		if (extra !== undefined) return failed(extra);
		const made = metricsOf(part, query);
		if (typeof made === 'string') return failed(made);
		metrics.push(...made);
	}
	const format = (textField(query, 'format') ?? 'table').toLowerCase();
	const meta = { type: 'worklist.metrics', format };
	if (format === 'table') return { kind: 'data', meta, data: asTable(metrics) };
	if (format !== 'pie') {
		return failed(
			`\`format:${format}\` is not valid for \`type:worklist.metrics\`. Must be: table`,
		);
	}
	if (metrics.length === 0) query.unclaimed.add('a pie of nothing');
	const { data, series } = asPie(metrics);
	return { kind: 'data', meta: { ...meta, series }, data };
};
