import { getAdditionalKeys } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	INodeTypes,
	IWorkflowDataProxyAdditionalKeys,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CerbOAuth2Api } from '../../../credentials/CerbOAuth2Api.credentials';

const node: INode = {
	id: 'credential',
	name: 'credential',
	type: 'blank',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const blankType = { description: { properties: [] } } as unknown as INodeType;
const nodeTypes: INodeTypes = {
	getByName: () => blankType,
	getByNameAndVersion: () => blankType,
	getKnownTypes: () => ({}),
};

/** A credential whose hidden fields n8n's own expression engine has resolved. */
export interface ResolvedCredential {
	authUrl: unknown;
	accessTokenUrl: unknown;
	scope: unknown;
	/** The `baseURL` of the credential test. */
	testBaseUrl: unknown;
}

/**
 * Resolves the credential's real expressions as n8n does: fields with the credential as `$self`,
 * the credential test with it as `$credentials`.
 */
export async function resolveCredential(stored: IDataObject): Promise<ResolvedCredential> {
	const credential = new CerbOAuth2Api();
	const fields: IDataObject = {};
	for (const { name, default: value } of credential.properties) fields[name] = value as string;
	Object.assign(fields, stored);

	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { expression } = workflow;
	const additional = {} as IWorkflowExecuteAdditionalData;
	const keys = getAdditionalKeys(additional, 'internal', null, { isCredential: true });
	return await expression.withIsolate(async () => {
		const resolved = expression.getComplexParameterValue(
			node,
			fields as INodeParameters,
			'internal',
			keys,
			undefined,
			undefined,
			fields as ICredentialDataDecryptedObject,
		) as IDataObject;
		const testBaseUrl = expression.getSimpleParameterValue(
			node,
			credential.test.request.baseURL,
			'internal',
			{ $credentials: stored } as IDataObject as IWorkflowDataProxyAdditionalKeys,
			undefined,
			'',
		);
		const { authUrl, accessTokenUrl, scope } = resolved;
		return { authUrl, accessTokenUrl, scope, testBaseUrl };
	});
}
