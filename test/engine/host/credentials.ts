import { getAdditionalKeys } from 'n8n-core';
import { ICredentialsHelper, isExpression, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsExpressionResolveValues,
	IDataObject,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	INodeType,
	INodeTypes,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { CredentialStore } from './credential-store';
import type { CredentialTypes } from './credential-types';
import { dataAfterPreAuthentication, PINNED_WHEN_HIDDEN } from './version';
import { learnHeaders } from './watched';

const blankNode: INode = {
	id: 'credential',
	name: 'credential',
	type: 'blank',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const blankType = { description: { properties: [] as INodeProperties[] } } as INodeType;
const blankTypes: INodeTypes = {
	getByName: () => blankType,
	getByNameAndVersion: () => blankType,
	getKnownTypes: () => ({}),
};

/**
 * What n8n's server gives to n8n-core as its credentials helper, over the in-memory store. The
 * steps follow n8n 2.41; overwrites, external secrets and per-user credentials have no counterpart.
 */
export class BedCredentials extends ICredentialsHelper {
	constructor(
		private readonly types: CredentialTypes,
		private readonly store: CredentialStore,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.types.getParentTypes(name);
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.getProperties(type);
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<ICredentials> {
		return this.store.entity(details, type);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = await this.store.entity(details, type).getData();
		if (raw) return stored;
		return await this.applyDefaults(additionalData, stored, type, mode, executeData, resolve);
	}

	/**
	 * From what is stored to what a node sees: defaults filled in, fields whose condition does not
	 * hold dropped, expressions (hidden URL fields, usually) resolved with `$self` as the credential.
	 */
	async applyDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		stored: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const properties = this.types.getProperties(type);
		const values = { ...stored };
		for (const name of PINNED_WHEN_HIDDEN) {
			if (properties.some((p) => p.name === name && p.type === 'hidden')) delete values[name];
		}
		const filled = NodeHelpers.getNodeParameters(
			properties,
			values as IDataObject as INode['parameters'],
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		// Not among a child type's fields, and the condition above may have dropped the others.
		for (const name of ['oauthTokenData', 'allowedHttpRequestDomains', 'allowedDomains']) {
			if (stored[name] !== undefined) filled[name] = stored[name];
		}

		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const parameters = filled as IDataObject as INode['parameters'];
		if (resolve) {
			const { workflow, node, runExecutionData, runIndex, itemIndex, connectionInputData } =
				resolve;
			return workflow.expression.getParameterValue(
				parameters,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				keys,
				executeData,
				false,
				filled,
			) as ICredentialDataDecryptedObject;
		}
		const { expression } = new Workflow({
			nodes: [{ ...blankNode }],
			connections: {},
			active: false,
			nodeTypes: blankTypes,
		});
		return await expression.withIsolate(
			async () =>
				expression.getComplexParameterValue(
					blankNode,
					parameters,
					mode,
					keys,
					undefined,
					undefined,
					filled,
				) as IDataObject as ICredentialDataDecryptedObject,
		);
	}

	async authenticate(...args: Parameters<BedCredentials['signIn']>): Promise<IHttpRequestOptions> {
		const signed = await this.signIn(...args);
		learnHeaders(signed);
		return signed;
	}

	private async signIn(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.types.getByName(typeName);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!workflow || !node) throw new Error('A declarative credential needs a workflow and a node');
		const resolve = (value: string): string => {
			if (!isExpression(value)) return value;
			const keys = { $credentials: credentials };
			const resolved = workflow.expression.getSimpleParameterValue(
				node,
				value,
				'internal',
				keys as IDataObject as Parameters<typeof workflow.expression.getSimpleParameterValue>[3],
				undefined,
				'',
			);
			return resolved ? String(resolved) : '';
		};
		const parts = options as object as Record<string, IDataObject>;
		parts.headers ??= {};
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			parts[part] ??= {};
			for (const [key, value] of Object.entries(entries as Record<string, string>)) {
				parts[part][resolve(key)] = resolve(value);
			}
		}
		return options;
	}

	/**
	 * Runs the type's `preAuthentication` when its hidden expirable field is empty, when the server
	 * said that the session is over and in a test of the credential, and stores what it returned.
	 */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types.getByName(typeName);
		const session = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (!session || !type.preAuthentication) return undefined;
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		const isNeeded = credentials[session.name] === '' || credentialsExpired || isTest;
		if (!isNeeded) return undefined;

		const output = (await type.preAuthentication.call(
			onlyHttpRequest(helpers),
			credentials,
		)) as ICredentialDataDecryptedObject;
		const details = node.credentials?.[typeName];
		if (output[session.name] === undefined || !details) return undefined;
		const stored = await this.store.entity(details, typeName).getData();
		const data = dataAfterPreAuthentication(stored, credentials, output, session.name);
		await this.updateCredentials(details, typeName, data);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.types.getByName(typeName);
		if (!preAuthentication) return undefined;
		const output = await preAuthentication.call(onlyHttpRequest(helpers), credentials);
		return output as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.store.entity(details, type).setData(data);
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const { oauthTokenData } = data;
		await this.store.entity(details, type).updateData({ oauthTokenData });
	}
}

/** n8n hands `preAuthentication` this one helper and nothing else. */
function onlyHttpRequest({ helpers }: IHttpRequestHelper): IHttpRequestHelper {
	return { helpers: { httpRequest: helpers.httpRequest } };
}
