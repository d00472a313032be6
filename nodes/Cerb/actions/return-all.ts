import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import type { OperationContext } from './operation';

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
export function readLimit({ node, itemIndex }: OperationContext): number | undefined {
	if (node.getNodeParameter('returnAll', itemIndex, false) as boolean) return undefined;
	const limit = Number(node.getNodeParameter('limit', itemIndex, 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw inputError(
		node.getNode(),
		'The limit is not a whole number of at least 1',
		'Change the parameter Limit, or turn on Return All',
	);
}
