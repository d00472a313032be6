import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { filterText, type FilterOperator } from '../cerb/filter';
import { joinFilters, readQuery, type LiftedQuery } from '../cerb/query';
import { searchKeyKind } from '../cerb/search-keys';
import { asText, shown } from '../cerb/text';
import type { ReadContext } from './operation';
import { readFlag, readRows, readText } from './parameters';

/** A query in Cerb's language. */
export const queryProperty: INodeProperties = {
	displayName: 'Query',
	name: 'query',
	type: 'string',
	default: '',
	placeholder: 'e.g. status:o sort:-updated',
	description:
		'What to find, in the <a href="https://cerb.ai/docs/search/">search language of Cerb</a>. Empty finds all. Without a sort:, records come in the order of their IDs.',
};

const OPERATORS: Array<{ name: string; value: FilterOperator }> = [
	{ name: 'Contains', value: 'contains' },
	{ name: 'Does Not Equal', value: 'notEquals' },
	{ name: 'Equals', value: 'equals' },
	{ name: 'Is at Least (From)', value: 'atLeast' },
	{ name: 'Is at Most (Until)', value: 'atMost' },
	{ name: 'Is Not Set', value: 'isNotSet' },
	{ name: 'Is One Of', value: 'oneOf' },
	{ name: 'Is Set', value: 'isSet' },
];

const searchKeyProperty: INodeProperties = {
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getSearchKeys',
		loadOptionsDependsOn: ['recordType.value'],
	},
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** Conditions without the language, all of which must hold, beside the query. */
export const filtersProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add filter',
	default: {},
	description: 'Conditions that must all hold, together with the query',
	options: [
		{
			displayName: 'Filter',
			name: 'conditions',
			values: [
				searchKeyProperty,
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					options: OPERATORS,
					default: 'equals',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description:
						'Dates in any ISO form. Several values with commas where the operator is Is One Of.',
					displayOptions: { hide: { operator: ['isSet', 'isNotSet'] } },
				},
			],
		},
	],
};

/** The order, beside a `sort:` in the query, which wins. */
export const sortProperty: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add sort field',
	default: {},
	description: 'The order of the records. A sort: in the query wins.',
	options: [
		{
			displayName: 'Field',
			name: 'keys',
			values: [
				searchKeyProperty,
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc' },
						{ name: 'Descending', value: 'desc' },
					],
					default: 'asc',
				},
			],
		},
	],
};

/**
 * The query of an item with its filters and sort.
 * @throws NodeOperationError naming the parameter
 */
export async function readRecordQuery(context: ReadContext, type: string): Promise<LiftedQuery> {
	const query = readQueryParameter(context);
	const conditions = await readFilters(context, type);
	const sort = readSort(context);
	return {
		...query,
		filters: joinFilters([query.filters, ...conditions.map(({ text }) => text)]),
		keys: [...query.keys, ...conditions.map(({ key }) => key)],
		sort: query.sort ?? sort,
	};
}

/**
 * The same where only conditions have a place.
 * @throws NodeOperationError naming a directive that has none
 */
export async function readConditions(context: ReadContext, type: string): Promise<LiftedQuery> {
	const query = await readRecordQuery(context, type);
	const directive = (['limit', 'page', 'sort'] as const).find((key) => query[key] !== undefined);
	if (directive === undefined) return query;
	throw inputError(
		context.node.getNode(),
		`${directive}: has no place in this query`,
		'Remove it from the query: only what records must match belongs there',
	);
}

function readQueryParameter(context: ReadContext): LiftedQuery {
	const reading = readQuery(readText(context, 'query', 'Query'));
	if ('query' in reading) return reading.query;
	const { message, hint } = reading.problem;
	throw inputError(context.node.getNode(), message, `${hint} (parameter Query)`);
}

async function readFilters(
	context: ReadContext,
	type: string,
): Promise<Array<{ key: string; text: string }>> {
	const { node, client } = context;
	const conditions: Array<{ key: string; text: string }> = [];
	for (const { field, operator, value } of readRows(context, 'filters.conditions', 'Filters')) {
		const key = asText(field);
		const kind = await searchKeyKind(client, type, key);
		const condition = { key, kind, operator: operator as FilterOperator, value };
		const reading = filterText(condition, node.getTimezone());
		if ('problem' in reading) {
			const { message, hint } = reading.problem;
			throw inputError(node.getNode(), message, `${hint} (parameter Filters)`);
		}
		conditions.push({ key, text: reading.text });
	}
	return conditions;
}

function readSort(context: ReadContext): string[] | undefined {
	const rows = readRows(context, 'sort.keys', 'Sort');
	if (rows.length === 0) return undefined;
	return rows.map(({ field, direction = 'asc' }) => {
		const key = asText(field);
		const isKey = /^[A-Za-z_][\w.]{0,99}$/.test(key);
		if (isKey && direction === 'asc') return key;
		if (isKey && direction === 'desc') return `-${key}`;
		throw inputError(
			context.node.getNode(),
			isKey
				? `${shown(direction)} is not a direction to sort in`
				: `${shown(field)} is not a field to sort by`,
			isKey
				? 'Set Direction to asc or desc in the parameter Sort'
				: 'Pick one from the list in the parameter Sort',
		);
	});
}

/** Cerb's delete only marks a ticket, and its search still finds it (measured on Cerb 10.4.10). */
export const includeDeletedOption: INodeProperties = {
	displayName: 'Include Deleted Tickets',
	name: 'includeDeleted',
	type: 'boolean',
	default: false,
	description:
		'Whether to find tickets that were deleted or merged into others: Cerb keeps them until its next clean-up',
};

/**
 * Leaves deleted and merged tickets out, unless the option asks for them. A query that speaks of the
 * status itself is left alone.
 */
export function withoutDeleted(
	context: ReadContext,
	type: string,
	query: LiftedQuery,
): LiftedQuery {
	const include = readFlag(context, 'options.includeDeleted', 'Include Deleted Tickets');
	const isToldApart = query.keys.some((key) => key === 'status' || key === 'status.id');
	if (type !== 'ticket' || include || isToldApart) return query;
	return { ...query, filters: joinFilters([query.filters, 'status:![d]']) };
}
