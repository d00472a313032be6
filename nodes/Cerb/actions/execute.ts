import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CerbClient } from '../cerb/client';
import { inputError } from '../cerb/failure';
import { DEFAULT_BATCHING } from '../cerb/gate';
import { shown } from '../cerb/text';
import { findOperation } from './index';
import type { OperationContext } from './operation';
import { readRequestOptions } from './request-options';

/**
 * Runs the operation that the node is set to for one input item.
 * @throws NodeOperationError when a saved workflow names an operation that this version lacks
 */
export async function executeItem(context: OperationContext): Promise<INodeExecutionData[]> {
	const { node, itemIndex } = context;
	const resource = node.getNodeParameter('resource', itemIndex) as string;
	const name = node.getNodeParameter('operation', itemIndex, '') as string;
	const operation = findOperation(resource, name);
	if (operation) return await operation.execute(context);
	throw inputError(
		node.getNode(),
		`This version of the Cerb node has no operation ${shown(name)} for the resource ${shown(resource)}`,
		'Pick others in the parameters Resource and Operation, or update the package n8n-nodes-cerb',
	);
}

/** What all items of a run share. */
export interface Run {
	client: CerbClient;
	/** How many items may be under way. */
	atOnce: number;
}

/**
 * Opens the client for a run. Items of operations that change something go in order, unless the user
 * has set how many go at once.
 * @throws NodeOperationError for a credential or options that cannot be used
 */
export async function openRun(node: IExecuteFunctions): Promise<Run> {
	const authentication = node.getNodeParameter('authentication', 0) as string;
	const { retries, batching } = readRequestOptions(node);
	const client = await CerbClient.open(node, authentication, {
		retries,
		batching: batching ?? DEFAULT_BATCHING,
	});
	return { client, atOnce: batching?.atOnce ?? (isReadOnly(node) ? DEFAULT_BATCHING.atOnce : 1) };
}

function isReadOnly(node: IExecuteFunctions): boolean {
	const resource = node.getNodeParameter('resource', 0) as string;
	const name = node.getNodeParameter('operation', 0, '') as string;
	return findOperation(resource, name)?.isReadOnly ?? false;
}
