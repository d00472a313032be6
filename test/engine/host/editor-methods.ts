import { LoadOptionsContext } from 'n8n-core';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeCredentials,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	IWorkflowExecuteAdditionalData,
	ResourceMapperFields,
} from 'n8n-workflow';

import { buildWorkflow } from './execution';
import type { BedNodeTypes } from './node-types';
import { hear } from './watched';

/** What the editor sends along when a field asks for its list. */
export interface EditorRequest {
	/** The panel's values; defaults are added. */
	parameters?: INodeParameters;
	credentials?: INodeCredentials;
	typeVersion?: number;
	/** Path of the asking field, for methods that read siblings (`&name`). */
	path?: string;
}

export interface ListSearchRequest extends EditorRequest {
	filter?: string;
	paginationToken?: string;
}

interface Results {
	listSearch: INodeListSearchResult;
	loadOptions: INodePropertyOptions[];
	resourceMapping: ResourceMapperFields;
}

type Method = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<Results[keyof Results]>;

/**
 * Calls a method that fills a field of the editor, in n8n-core's own context for it.
 *
 * @throws Error naming the methods the node has when the asked one is missing; else whatever the
 *   method throws
 */
export async function callEditorMethod<Kind extends keyof Results>(
	kind: Kind,
	type: string,
	method: string,
	request: ListSearchRequest,
	nodeTypes: BedNodeTypes,
	additionalData: IWorkflowExecuteAdditionalData,
): Promise<Results[Kind]> {
	const { parameters, credentials, typeVersion, path = '', filter, paginationToken } = request;
	const name = 'Temp-Node';
	const workflow = buildWorkflow(
		{ nodes: [{ name, type, typeVersion, parameters, credentials }], connections: {} },
		nodeTypes,
	);
	const node = workflow.nodes[name];
	const { methods } = nodeTypes.getByNameAndVersion(type, node.typeVersion);
	const known = (methods?.[kind] ?? {}) as Record<string, Method>;
	const found = known[method];
	if (!found) {
		throw new Error(
			`${type} has no ${kind} method "${method}", only: ${Object.keys(known).join()}`,
		);
	}
	// The editor sends the panel with its defaults filled in.
	additionalData.currentNodeParameters = node.parameters;
	const context = new LoadOptionsContext(workflow, node, additionalData, path);
	hear(context.logger);
	const result = await workflow.expression.withIsolate(
		async () => await found.call(context, filter, paginationToken),
	);
	return asSent(result) as Results[Kind];
}

/** n8n turns a numeric paging token into text on its way to the editor. */
function asSent(result: unknown): unknown {
	const { paginationToken } = (result ?? {}) as IDataObject;
	if (typeof paginationToken !== 'number') return result;
	return { ...(result as IDataObject), paginationToken: String(paginationToken) };
}
