import './environment';

import { PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeCredentials,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';

import { ActiveTrigger } from './active-trigger';
import { ActiveWebhook } from './active-webhook';
import { additionalData } from './additional-data';
import { authorize, authorizeUrl, type Login } from './authorize';
import { AGENT } from './bed-nodes';
import { CredentialStore, type CredentialRef } from './credential-store';
import { runCredentialTest } from './credential-test';
import { CredentialTypes } from './credential-types';
import { BedCredentials } from './credentials';
import { callEditorMethod, type EditorRequest, type ListSearchRequest } from './editor-methods';
import { execute, Outcome, type RunOptions, type WorkflowInput } from './execution';
import { startExpressions, stopExpressions } from './expressions';
import { BedNodeTypes } from './node-types';
import { preparePackage } from './package-under-test';
import { untimeRegularExpressions } from './regular-expressions';
import { stopTimers } from './version';
import { learnCredential, learnLogin, watched } from './watched';

export type { CredentialRef, Login, Outcome, WorkflowInput };

/** Names of the nodes in the workflow that `runNode` and `callTool` build. */
export const SOURCE = 'Items';
export const TESTED = 'Tested';

type NodeSettings = Pick<
	INode,
	| 'alwaysOutputData'
	| 'continueOnFail'
	| 'executeOnce'
	| 'maxTries'
	| 'onError'
	| 'retryOnFail'
	| 'waitBetweenTries'
>;

export interface NodeRun extends RunOptions, NodeSettings {
	/** `cerb`, or a full name. */
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	credentials?: CredentialRef[];
	/** Items the node gets; one empty item by default. */
	items?: INodeExecutionData[];
}

export interface NodeOutcome {
	/** Items by output; with `onError: 'continueErrorOutput'` the last one is the error output. */
	main: INodeExecutionData[][];
	/** What stopped the workflow: the very object the node threw. */
	error: Error | undefined;
	outcome: Outcome;
}

export interface ToolAnswer {
	name: string;
	description: string;
	/** JSON Schema of the arguments that the model may fill. */
	schema: IDataObject;
	/** The text that goes back to the model. */
	response: string;
}

type Editor<Request> = Omit<Request, 'credentials'> & { credentials?: CredentialRef[] };

/** n8n's engine with one package loaded, as a test or a script uses it. */
export class Engine {
	/** Stored credentials, to look into and to change behind n8n's back. */
	readonly store = new CredentialStore((type, data) =>
		learnCredential(this.credentialTypes.getProperties(type), data),
	);

	readonly credentialTypes: CredentialTypes;

	readonly nodeTypes: BedNodeTypes;

	readonly credentials: BedCredentials;

	constructor(private readonly loader: PackageDirectoryLoader) {
		this.credentialTypes = new CredentialTypes(loader);
		this.nodeTypes = new BedNodeTypes(loader);
		this.credentials = new BedCredentials(this.credentialTypes, this.store);
	}

	/** Saves a credential; `data` as a user typed it, with `oauthTokenData` if already connected. */
	addCredential(type: string, name: string, data: ICredentialDataDecryptedObject): CredentialRef {
		this.credentialTypes.getByName(type);
		return this.store.add(type, name, data);
	}

	/** The credential as a node sees it: with defaults, expressions resolved. */
	async decrypt(ref: CredentialRef): Promise<ICredentialDataDecryptedObject> {
		return await this.credentials.getDecrypted(
			additionalData(this.credentials),
			ref,
			ref.type,
			'internal',
		);
	}

	/** n8n's Test button. @throws Error when the type has no test */
	async testCredential(ref: CredentialRef): Promise<INodeCredentialTestResult> {
		const { test } = this.credentialTypes.getByName(ref.type);
		if (!test) throw new Error(`${ref.type} has no test`);
		const data = await this.decrypt(ref);
		return await watched(
			'test of the credential',
			runCredentialTest(test, ref, data, additionalData(this.credentials)),
		);
	}

	/** The address that n8n's Connect button opens. */
	async authorizeUrl(ref: CredentialRef, redirectUri?: string): Promise<string> {
		const address = this.decrypt(ref).then((data) => authorizeUrl(data, redirectUri));
		return await watched('address of the consent page', address);
	}

	/** n8n's Connect button and the person in front of it; stores and returns the token data. */
	async authorize(ref: CredentialRef, login: Login, redirectUri?: string): Promise<IDataObject> {
		learnLogin(login);
		const oauthTokenData = await authorize(await this.decrypt(ref), login, redirectUri);
		this.store.set(ref.id, { ...this.store.get(ref.id), oauthTokenData });
		return oauthTokenData;
	}

	/** Runs a workflow; a failed execution is an outcome, not a rejection. */
	async run(workflow: WorkflowInput, options?: RunOptions): Promise<Outcome> {
		return await execute(workflow, this.nodeTypes, additionalData(this.credentials), options);
	}

	/**
	 * Runs a workflow exported from n8n.
	 *
	 * @param credentials stand in for those of the other n8n: each node gets those of the types it
	 *   declares
	 * @throws Error naming the known types when the workflow has a node of another type
	 */
	async runWorkflowJson(
		workflow: WorkflowInput,
		options: RunOptions & { credentials?: CredentialRef[] } = {},
	): Promise<Outcome> {
		const { credentials = [], ...rest } = options;
		const nodes = workflow.nodes.map((node) => {
			const { description } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
			const declared = (description.credentials ?? []).map(({ name }) => name);
			const own = credentials.filter(({ type }) => declared.includes(type));
			return own.length ? { ...node, credentials: asNodeCredentials(own) } : node;
		});
		return await this.run({ ...workflow, nodes }, rest);
	}

	/** Runs one node on some items. */
	async runNode(run: NodeRun): Promise<NodeOutcome> {
		const { type, credentials, items = [{ json: {} }], mode, signal, ...settings } = run;
		const outcome = await this.run(
			{
				nodes: [
					{ name: SOURCE, type: 'n8n-nodes-base.manualTrigger' },
					{
						...settings,
						name: TESTED,
						type: this.nodeTypes.fullName(type),
						credentials: asNodeCredentials(credentials),
					},
				],
				connections: { [SOURCE]: { main: [[{ node: TESTED, type: 'main', index: 0 }]] } },
				// Pinned data is n8n's own way to let a trigger emit given items.
				pinData: { [SOURCE]: structuredClone(items) },
			},
			{ mode, signal, startNode: SOURCE },
		);
		const main = (outcome.task(TESTED)?.data?.main ?? []).map((items) => items ?? []);
		return { main, error: outcome.error, outcome };
	}

	/** A workflow of one polling trigger; it is yet to be activated. */
	pollingTrigger({
		type,
		parameters = {},
		credentials,
	}: Pick<NodeRun, 'type' | 'parameters' | 'credentials'>): ActiveTrigger {
		return new ActiveTrigger(
			{
				type: this.nodeTypes.fullName(type),
				parameters,
				credentials: asNodeCredentials(credentials),
			},
			this.nodeTypes,
			() => additionalData(this.credentials),
		);
	}

	/** A workflow of one webhook trigger; it is yet to be activated. */
	webhookTrigger({
		type,
		parameters = {},
		credentials,
		workflowId = 'workflow',
	}: Pick<NodeRun, 'type' | 'parameters' | 'credentials'> & {
		workflowId?: string;
	}): ActiveWebhook {
		return new ActiveWebhook(
			{
				type: this.nodeTypes.fullName(type),
				parameters,
				credentials: asNodeCredentials(credentials),
			},
			this.nodeTypes,
			() => additionalData(this.credentials),
			workflowId,
		);
	}

	/** The editor's test of a polling trigger. */
	async testTrigger({
		type,
		parameters,
		credentials,
	}: Pick<NodeRun, 'type' | 'parameters' | 'credentials'>): Promise<NodeOutcome> {
		const outcome = await this.run(
			{
				nodes: [
					{
						name: TESTED,
						type: this.nodeTypes.fullName(type),
						parameters,
						credentials: asNodeCredentials(credentials),
					},
				],
				connections: {},
			},
			{ startNode: TESTED },
		);
		const main = (outcome.task(TESTED)?.data?.main ?? []).map((items) => items ?? []);
		return { main, error: outcome.error, outcome };
	}

	/**
	 * Lets an agent call a node as a tool; `={{ $fromAI('name') }}` in the parameters takes `args`.
	 *
	 * @throws Error what the tool threw, as the model would get to see it
	 */
	async callTool(run: Omit<NodeRun, 'items'> & { args?: IDataObject }): Promise<ToolAnswer> {
		return await watched('tool', this.runTool(run));
	}

	private async runTool(run: Parameters<Engine['callTool']>[0]): Promise<ToolAnswer> {
		const { type, credentials, args = {}, mode, signal, ...settings } = run;
		const main = { node: 'Agent', type: 'main', index: 0 } as const;
		const outcome = await this.run(
			{
				nodes: [
					{ name: SOURCE, type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Agent', type: AGENT },
					{
						...settings,
						name: TESTED,
						type: `${this.nodeTypes.fullName(type)}Tool`,
						credentials: asNodeCredentials(credentials),
					},
				],
				connections: {
					[SOURCE]: { main: [[main]] },
					[TESTED]: { ai_tool: [[{ ...main, type: 'ai_tool' }]] },
				},
				pinData: { [SOURCE]: [{ json: structuredClone(args) }] },
			},
			{ mode, signal, startNode: SOURCE },
		);
		if (outcome.error) throw outcome.error;
		return outcome.output('Agent')[0].json as unknown as ToolAnswer;
	}

	/** A list of a resource locator. `filter` is what the user typed. */
	async listSearch(type: string, method: string, request: Editor<ListSearchRequest> = {}) {
		return await this.editor('listSearch', type, method, request);
	}

	/** The options of a dropdown. */
	async loadOptions(type: string, method: string, request: Editor<EditorRequest> = {}) {
		return await this.editor('loadOptions', type, method, request);
	}

	/** The fields of a resource mapper. */
	async resourceMapping(type: string, method: string, request: Editor<EditorRequest> = {}) {
		return await this.editor('resourceMapping', type, method, request);
	}

	/** Forgets the loaded package and ends the expression engine; no port or timer is left. */
	async stop(): Promise<void> {
		this.loader.reset();
		await stopExpressions();
		await stopTimers();
	}

	private async editor<Kind extends Parameters<typeof callEditorMethod>[0]>(
		kind: Kind,
		type: string,
		method: string,
		{ credentials, ...request }: Editor<ListSearchRequest>,
	) {
		const answer = callEditorMethod<Kind>(
			kind,
			this.nodeTypes.fullName(type),
			method,
			{ ...request, credentials: asNodeCredentials(credentials) },
			this.nodeTypes,
			additionalData(this.credentials),
		);
		return await watched(method, answer);
	}
}

function asNodeCredentials(refs: CredentialRef[] = []): INodeCredentials {
	return Object.fromEntries(refs.map(({ id, name, type }) => [type, { id, name }]));
}

/** Content of an item's binary field, as n8n keeps it in memory. */
export function binaryBuffer(item: INodeExecutionData, field = 'data'): Buffer {
	const binary = item.binary?.[field];
	if (!binary) throw new Error(`The item has no binary field "${field}"`);
	return Buffer.from(binary.data, 'base64');
}

/**
 * Loads a package into n8n's engine.
 *
 * @param options.packageDir an unpacked package; by default ours, packed from `dist`
 * @throws Error naming `npm run build` when our `dist` is missing or old
 */
export async function createEngine(options: { packageDir?: string } = {}): Promise<Engine> {
	const loader = new PackageDirectoryLoader(options.packageDir ?? (await preparePackage()));
	await loader.loadAll();
	await startExpressions();
	untimeRegularExpressions();
	return new Engine(loader);
}
