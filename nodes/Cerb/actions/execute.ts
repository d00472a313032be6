import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { findOperation } from './index';
import type { OperationContext } from './operation';

/**
 * Runs the operation that the node is set to for one input item.
 * @throws NodeOperationError when a saved workflow names an operation that this version lacks
 */
export async function executeItem(context: OperationContext): Promise<INodeExecutionData[]> {
	const { node, itemIndex } = context;
	const resource = node.getNodeParameter('resource', itemIndex) as string;
	const name = node.getNodeParameter('operation', itemIndex) as string;
	const operation = findOperation(resource, name);
	if (operation) return await operation.execute(context);
	throw inputError(
		node.getNode(),
		`This version of the Cerb node has no operation "${name}" for the resource "${resource}"`,
		'Pick another one in the parameter Operation, or update the package n8n-nodes-cerb',
	);
}

/** Whether the operation that the node is set to changes nothing in Cerb. */
export function isReadOnly(node: IExecuteFunctions): boolean {
	const resource = node.getNodeParameter('resource', 0) as string;
	const name = node.getNodeParameter('operation', 0) as string;
	return findOperation(resource, name)?.isReadOnly ?? false;
}
