import { findZone } from '../../records/search/zone';
import type { Dict, Row, Value } from '../../records/values';
import {
	columnOf,
	figure,
	partsOf,
	searchPart,
	typeOptionsOf,
	unknownSeriesKey,
	type Part,
} from './parts';
import { failed, textField, type DataQuery, type DataQueryType, type DataResult } from './query';
import type { ByField } from './subtotals/by-fields';
import { fillGaps, stampFormat } from './subtotals/gaps';

const PART_KEYS = ['of', 'function', 'label', 'x', 'y', 'query'];
/** Keys that Cerb has and this server does not. */
const UNCLAIMED_KEYS = ['y.metric', 'query.require', 'query.required'];
const KEYS = ['type', 'format', 'timeout', 'timezone', 'x.label'];

/** One line of the chart: figures by the piece of time they belong to. */
interface Series {
	id: string;
	label: string;
	/** There is no such record type. */
	isLost: boolean;
	step: string;
	y: ByField | undefined;
	/** Undefined where there is no date to group by. */
	data: Map<string, string> | undefined;
}

/** `average`, `min`, `max` and `sum`; any other word counts (as Cerb has it: `avg`, too). */
function functionOf(part: Part): string {
	const name = textField(part, 'function') ?? 'count';
	return ['average', 'min', 'max', 'sum'].includes(name) ? name : 'count';
}

function readSeries(part: Part, query: DataQuery, zone: string | undefined): Series | string {
	const found = searchPart(part, query, zone);
	if (typeof found === 'string') return found;
	const given = textField(part, 'x') ?? '';
	const series: Series = {
		id: part.id,
		label: textField(part, 'label') ?? part.id,
		isLost: found === undefined,
		step: '',
		y: undefined,
		data: undefined,
	};
	if (found === undefined) return series;
	series.y = columnOf(textField(part, 'y') ?? 'id', found);
	const x = columnOf(given.includes('@') ? given : `${given}@month`, found);
	if (x?.step === undefined) return series;
	series.step = x.step;
	const groups = new Map<string, Row[]>();
	for (const row of found.rows) {
		const name = x.valueOf(row);
		groups.set(name, [...(groups.get(name) ?? []), row]);
	}
	if (groups.size > found.limit) query.unclaimed.add('more pieces of time than the limit');
	series.data = new Map();
	for (const [name, rows] of groups) {
		const value = figure(functionOf(part), rows, series.y);
		if (value === undefined) query.unclaimed.add(`a figure of ${textField(part, 'y') ?? 'id'}`);
		series.data.set(name, value ?? '0');
	}
	return series;
}

/** Every piece of time that one of the series has, in order. */
function domainOf(series: Series[]): string[] {
	const names = new Set(series.flatMap(({ data }) => [...(data?.keys() ?? [])]));
	return [...names].sort();
}

/** A gap is the number 0, everything else a text. */
const valueAt = ({ data }: Series, name: string): Value => {
	const value = data?.get(name) ?? '0';
	return value === '0' ? 0 : value;
};

function rowsOf(series: Series[]): Dict[] {
	return domainOf(series).map((x) => ({
		x,
		...Object.fromEntries(series.map((one) => [one.id, valueAt(one, x)])),
	}));
}

function asTable(series: Series[], query: DataQuery): Value {
	const columns: Dict = { x: { label: textField(query, 'x.label') ?? 'Metric', type: 'text' } };
	for (const { id, label, y, data } of series) {
		if (data === undefined) continue;
		columns[id] = { label, type: y?.type ?? 'text', type_options: typeOptionsOf(y) };
	}
	return { columns, rows: rowsOf(series) };
}

function asPie(series: Series[]): Value {
	return series.map((one) => [
		one.id,
		[...(one.data?.values() ?? [])].reduce((total, value) => total + Number(value), 0),
	]);
}

/** Figures without gaps in time, by label. */
function asTimeSeries(series: Series[], query: DataQuery): DataResult {
	// PHP fails on the first series when it has no record type.
	if (series[0]?.isLost === true) return { kind: 'failure' };
	const step = series[0]?.step ?? '';
	const names = fillGaps(domainOf(series), step);
	if (names === undefined) query.unclaimed.add(`a time series by ${step}`);
	const data: Dict = { ts: names ?? [] };
	for (const one of series) {
		data[one.label] = (names ?? []).map((name) => Number(valueAt(one, name)));
	}
	const unit = step.replace(/-.*/, '');
	const params: Dict = { xaxis_key: 'ts', xaxis_step: unit, xaxis_format: stampFormat(unit) };
	const meta: Dict = { type: 'worklist.series', format: 'timeseries', format_params: params };
	return { kind: 'data', meta, data };
}

/**
 * `worklist.series`: figures over time for each `series.<id>:(of: x: y: function: query:)`
 * (measured on Cerb 10.4.10).
 */
export const worklistSeries: DataQueryType = (query) => {
	const unknown = query.fields.find(({ key }) => !KEYS.includes(key) && !key.startsWith('series.'));
	if (unknown !== undefined) return failed(`The parameter '${unknown.key}' is unknown.`);
	const zone = textField(query, 'timezone');
	const found = zone === undefined ? undefined : findZone(zone);
	if (zone !== undefined && found === undefined) query.unclaimed.add(`timezone:${zone}`);
	const series: Series[] = [];
	for (const part of partsOf(query, 'series.')) {
		if (part.fields.some(({ key }) => UNCLAIMED_KEYS.includes(key))) {
			query.unclaimed.add('worklist.series with y.metric: or query.required:');
		}
		const extra = unknownSeriesKey(part, [...PART_KEYS, ...UNCLAIMED_KEYS]);
		if (extra !== undefined) return failed(extra);
		const read = readSeries(part, query, found);
		if (typeof read === 'string') return failed(read);
		series.push(read);
	}
	const format = (textField(query, 'format') ?? 'timeseries').toLowerCase();
	const meta = { type: 'worklist.series', format };
	if (format === 'timeseries') return asTimeSeries(series, query);
	if (series.some(({ isLost }) => isLost)) query.unclaimed.add('a series of no record type');
	if (format === 'dictionaries') return { kind: 'data', meta, data: rowsOf(series) };
	if (format === 'pie') return { kind: 'data', meta, data: asPie(series) };
	if (format === 'table') return { kind: 'data', meta, data: asTable(series, query) };
	return failed(
		`\`format:${format}\` is not valid for \`type:worklist.series\`. Must be one of: dictionaries, pie, table, tree`,
	);
};
