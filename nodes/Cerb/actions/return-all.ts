import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { asText, shown } from '../cerb/text';
import type { OperationContext } from './operation';
import { readFlag } from './parameters';

/** How many results to give, alike for every operation that lists. */
export const limitProperties: INodeProperties[] = [
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
];

/**
 * The limit that the parameters set; undefined means all.
 * @throws NodeOperationError
 */
export function readLimit(context: OperationContext): number | undefined {
	const { node, itemIndex } = context;
	if (readFlag(context, 'returnAll', 'Return All')) return undefined;
	const written: unknown = node.getNodeParameter('limit', itemIndex, 50);
	const limit = /^\s*\d{1,15}(\.0+)?\s*$/.test(asText(written)) ? Number(written) : 0;
	if (limit >= 1) return limit;
	throw inputError(
		node.getNode(),
		`The limit ${shown(written)} is not a whole number of at least 1`,
		'Change the parameter Limit, or turn on Return All',
	);
}
