import { ExecuteContext, RoutingNode } from 'n8n-core';
import { createEmptyRunExecutionData, NodeApiError, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestRequest,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { bedNodes } from './bed-nodes';
import type { CredentialRef } from './credential-store';

/** The answer to a request of the test: the parsed body, or what went wrong. */
type Answer = { body: IDataObject } | { error: Error };

/**
 * Runs a credential type's `test` as n8n's Test button does: the request goes through n8n-core's
 * routing with the credential signed in, then the rules decide. Results and texts as in n8n 2.41.
 *
 * @param data the decrypted credential (defaults and expressions applied)
 */
export async function runCredentialTest(
	test: ICredentialTestRequest,
	ref: CredentialRef,
	data: ICredentialDataDecryptedObject,
	additionalData: IWorkflowExecuteAdditionalData,
): Promise<INodeCredentialTestResult> {
	const answer = await send(test, { ...ref, data }, additionalData);
	const rules = test.rules ?? [];
	if ('body' in answer) {
		for (const { type, properties } of rules) {
			if (type !== 'responseSuccessBody' || !('key' in properties)) continue;
			if (valueAt(answer.body, properties.key) === properties.value) {
				return { status: 'Error', message: properties.message };
			}
		}
		return { status: 'OK', message: 'Connection successful!' };
	}

	const { error } = answer;
	const cause = error.cause as
		| { code?: string; response?: { status: number; statusText: string } }
		| undefined;
	if (cause?.response) {
		const { status, statusText } = cause.response;
		const rule = rules.find((r) => r.type === 'responseCode' && r.properties.value === status);
		const message = rule?.properties.message ?? statusText;
		return { status: 'Error', message: message || `Received HTTP status code: ${status}` };
	}
	return { status: 'Error', message: cause?.code ?? error.message };
}

async function send(
	test: ICredentialTestRequest,
	credential: ICredentialsDecrypted,
	additionalData: IWorkflowExecuteAdditionalData,
): Promise<Answer> {
	const { description } = bedNodes['n8n-nodes-base.noOp'];
	const routing = { request: test.request };
	const nodeType: INodeType = {
		description: {
			...description,
			credentials: [{ name: credential.type, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing }],
		},
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => NodeHelpers.getVersionedNodeType(nodeType),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const routed = new RoutingNode(context, nodeType, credential);
	return await workflow.expression.withIsolate(async () => {
		try {
			const output = await routed.runNode();
			return { body: output?.[0]?.[0]?.json ?? {} };
		} catch (error) {
			return {
				error: error instanceof Error ? error : new NodeApiError(node, { error: String(error) }),
			};
		}
	});
}

function valueAt(body: IDataObject, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], body);
}
