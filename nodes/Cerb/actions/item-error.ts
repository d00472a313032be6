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
 * The item that stands for a failed one when the workflow goes on. `error` makes n8n route it to the
 * error output; the json has all that a later step needs to react.
 */
export function toErrorItem(error: NodeError, itemIndex: number): INodeExecutionData {
	const json: IDataObject = { error: error.message };
	if (error.description) json.description = error.description;
	if (error instanceof NodeApiError) {
		const { code, status, method, path } = (error.context.cerb ?? {}) as IDataObject;
		Object.assign(json, { code, httpCode: status, method, path });
	}
	return { json, error, pairedItem: { item: itemIndex } };
}
