import type { Dict, Value } from '../../../records/values';
import type { ByField } from './by-fields';
import type { Counted } from './count';

/** What the formats are made of. */
export interface Subtotals {
	fields: ByField[];
	counted: Counted[];
	/** Context id of the counted type. */
	context: string;
	/** The user's query in brackets, or empty. */
	query: string;
	zone: string;
}

/** The query that finds the records behind the first `depth` columns of a count. */
function queryOf({ path }: Counted, depth: number, { fields, query, zone }: Subtotals): string {
	const filters = fields
		.slice(0, depth)
		.map((field, index) => `${field.key}:${field.filterOf(path[index])}`);
	return [query, ...filters, `set.timezone:${zone}`].filter((part) => part !== '').join(' ');
}

/** Nested by column; Cerb does not join equal branches (measured on 10.4.10). */
export function asTree(subtotals: Subtotals): Value {
	const { fields, counted } = subtotals;
	const branch = (one: Counted, depth: number): Dict => {
		const node: Dict = {
			name: fields[depth].nameOf(one.path[depth]),
			value: one.path[depth],
			hits: String(one.hits),
			query: queryOf(one, depth + 1, subtotals),
		};
		if (depth + 1 < fields.length) node.children = [branch(one, depth + 1)];
		return node;
	};
	return { children: counted.map((one) => branch(one, 0)) };
}

const isLinked = ({ type }: ByField): boolean => type === 'context' || type === 'worker';

function columnsOf(fields: ByField[]): Dict {
	const columns: Dict = {};
	for (const { key, label, type, typeOptions, ...field } of fields) {
		const name = isLinked({ key, label, type, ...field }) ? `${key}_label` : key;
		columns[name] =
			typeOptions === undefined ? { label, type } : { label, type, type_options: typeOptions };
	}
	return { ...columns, count: { label: 'Count', type: 'number' } };
}

/** Columns and rows, as a table shows them. */
export function asTable(subtotals: Subtotals): Value {
	const { fields, counted, context } = subtotals;
	const rows = counted.map((one) => {
		const row: Dict = {};
		fields.forEach((field, index) => {
			const value = one.path[index];
			row[field.key] = isLinked(field) ? value : field.nameOf(value);
			if (isLinked(field)) row[`${field.key}_label`] = field.nameOf(value);
		});
		const query = queryOf(one, fields.length, subtotals);
		row.count = String(one.hits);
		row._types = { count: { type: 'search', options: { context, query } } };
		return row;
	});
	return { columns: columnsOf(fields), rows };
}

/** One flat dictionary for each count; linked records by id, context and label. */
export function asDictionaries(subtotals: Subtotals): Value {
	const { fields, counted, context } = subtotals;
	return counted.map((one) => {
		const row: Dict = {};
		fields.forEach((field, index) => {
			const value = one.path[index];
			const name = field.nameOf(value);
			const key =
				field.key.replace(/\./g, '_') + (field.step === undefined ? '' : `_${field.step}`);
			if (isLinked(field)) {
				const prefix = key.replace(/id$/, '');
				row[`${prefix}id`] = Number(value);
				row[`${prefix}_context`] = field.typeOptions?.context ?? 'cerberusweb.contexts.worker';
				row[`${prefix}_label`] = name;
			} else {
				row[key] = value;
				if (field.step === undefined) row[`${key}_label`] = name;
			}
		});
		return {
			...row,
			count: String(one.hits),
			count_query_context: context,
			count_query: queryOf(one, fields.length, subtotals),
		};
	});
}
