import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

type NodeError = NodeApiError | NodeOperationError;

/** The error of one input item: ours with the item's index in it, anything else wrapped. */
export function itemError(node: INode, error: unknown, itemIndex: number): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex = itemIndex;
		return error;
	}
	return new NodeOperationError(node, error as Error, { itemIndex });
}

/**
 * The item that stands for a failed one when the workflow goes on: all that a later step needs to
 * react, under the one key `error`. n8n sends an item to the error output if its json has no other
 * key; and if the item had an `error` beside its json, n8n would cut the json down to the message.
 */
export function toErrorItem(error: NodeError, itemIndex: number): INodeExecutionData {
	const { code, status, method, path } = (error.context.cerb ?? {}) as IDataObject;
	const json: IDataObject = {
		error: {
			message: error.message,
			description: error.description ?? null,
			code: code ?? null,
			httpCode: status ?? null,
			method: method ?? null,
			path: path ?? null,
		},
	};
	return { json, pairedItem: { item: itemIndex } };
}
