import { inputError } from '../../cerb/failure';
import { readQuery, type LiftedQuery } from '../../cerb/query';
import { searchRecords } from '../../cerb/search';
import type { CerbOperation, OperationContext } from '../operation';
import {
	addHint,
	expandProperty,
	outputProperties,
	outputRecords,
	readExpand,
} from '../record-output';
import { readRecordType, recordTypeProperty } from '../record-type';

/** `GET records/<type>/search`: exact lists of records of any type. */
export const search: CerbOperation = {
	value: 'search',
	name: 'Search',
	action: 'Search records',
	description: 'Find records of a type by a query, or list them all',
	properties: [
		recordTypeProperty,
		{
			displayName: 'Query',
			name: 'query',
			type: 'string',
			default: '',
			placeholder: 'e.g. status:[o,w] group:(name:Support) created:"-7 days to now" sort:-updated',
			description:
				'What to find, in the <a href="https://cerb.ai/docs/search/">search language of Cerb</a>. Empty finds all. Without a sort:, records come in the order of their IDs.',
		},
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
		expandProperty,
		...outputProperties,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Deleted Tickets',
					name: 'includeDeleted',
					type: 'boolean',
					default: false,
					description:
						'Whether to find tickets that were deleted or merged into others: Cerb keeps them until its next clean-up',
				},
			],
		},
	],
	async execute(context) {
		const type = readRecordType(context);
		const expand = readExpand(context);
		const { records, hint } = await searchRecords(context.client, {
			type,
			query: withoutDeleted(context, type, readQueryParameter(context)),
			limit: readLimit(context),
			expand,
		});
		if (hint !== undefined) addHint(context, hint);
		return outputRecords(context, records, expand);
	},
};

function readQueryParameter({ node, itemIndex }: OperationContext): LiftedQuery {
	const reading = readQuery(String(node.getNodeParameter('query', itemIndex, '') ?? ''));
	if ('query' in reading) return reading.query;
	const { message, hint } = reading.problem;
	throw inputError(node.getNode(), message, `${hint} (parameter Query)`);
}

function readLimit({ node, itemIndex }: OperationContext): number | undefined {
	if (node.getNodeParameter('returnAll', itemIndex, false) as boolean) return undefined;
	const limit = Number(node.getNodeParameter('limit', itemIndex, 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw inputError(
		node.getNode(),
		'The limit is not a whole number of at least 1',
		'Change the parameter Limit, or turn on Return All',
	);
}

/**
 * Cerb's delete only marks a ticket, and its search still finds it (measured on Cerb 10.4.10). A
 * query that speaks of the status itself is left alone.
 */
function withoutDeleted(
	{ node, itemIndex }: OperationContext,
	type: string,
	query: LiftedQuery,
): LiftedQuery {
	const isTicket = ['ticket', 'tickets', 'cerberusweb.contexts.ticket'].includes(type);
	const include = node.getNodeParameter('options.includeDeleted', itemIndex, false) as boolean;
	if (!isTicket || include || query.keys.includes('status')) return query;
	const filters = query.filters && `(${query.filters}) `;
	return { ...query, filters: `${filters}status:![d]` };
}
