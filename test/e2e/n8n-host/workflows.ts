/* eslint-disable @n8n/community-nodes/no-restricted-imports -- calls n8n from outside, never inside n8n */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type {
	IConnections,
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

import { parseFlatted } from './flatted';
import { RestError, type RestApi } from './rest-api';

const ENDED = ['success', 'error', 'crashed', 'canceled'];
const PUBLISHED_MS = 60_000;
const TRIGGER_TYPE = /trigger$/i;

/** A stored credential. */
export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** A node as a workflow file has it; what is left out is filled in. */
export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion?: number;
	id?: string;
	position?: [number, number];
	parameters?: IDataObject;
	credentials?: Record<string, { id: string; name: string }>;
	[setting: string]: unknown;
}

/** A workflow as it is exported from n8n. */
export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: IConnections;
	settings?: IDataObject;
	pinData?: Record<string, INodeExecutionData[]>;
}

/** How an execution ended. */
export interface Execution {
	id: string;
	status: string;
	/** What stopped the workflow. */
	error?: { message: string; description?: string; node?: { name: string } };
	durationMs: number;
	/** Milliseconds that n8n says a node took, in all of its runs. */
	msOf(node: string): number;
	/** Items that a node gave on an output, those of all its runs. */
	items(node: string, output?: number): INodeExecutionData[];
}

/** Saves a credential; `data` as typed in, with `oauthTokenData` if it is connected already. */
export async function createCredential(
	api: RestApi,
	type: string,
	name: string,
	data: IDataObject,
): Promise<Credential> {
	const { id } = await api.call<{ id: string }>('POST', '/credentials', { type, name, data });
	return { id, name, type };
}

/** The `credentials` of a node. */
export function credentialsOf(...credentials: Credential[]): WorkflowNode['credentials'] {
	return Object.fromEntries(credentials.map(({ type, id, name }) => [type, { id, name }]));
}

/** Saves a workflow. @returns its id */
export async function createWorkflow(api: RestApi, workflow: WorkflowFile): Promise<string> {
	const nodes = workflow.nodes.map((node, index) => ({
		id: randomUUID(),
		position: [240 * index, 0],
		typeVersion: 1,
		parameters: {},
		...node,
	}));
	const settings = { executionOrder: 'v1', ...workflow.settings };
	const body = { active: false, ...workflow, nodes, settings };
	return (await api.call<{ id: string }>('POST', '/workflows', body)).id;
}

/**
 * Lets a stored workflow run on its own triggers as it is stored now, and waits until they are active.
 * @throws Error with what a trigger said that could not be activated
 */
export async function activateWorkflow(api: RestApi, id: string): Promise<void> {
	const { versionId } = await api.call<{ versionId: string }>('GET', `/workflows/${id}`);
	await api.call('POST', `/workflows/${id}/activate`, { versionId });
	await untilPublication(api, id, 'published');
}

/** Ends what `activateWorkflow` began, and waits for the end. */
export async function deactivateWorkflow(api: RestApi, id: string): Promise<void> {
	await api.call('POST', `/workflows/${id}/deactivate`, {});
	await untilPublication(api, id, 'not_published');
}

interface PublicationStatus {
	status: string;
	pendingVersionId: string | null;
	triggers: Array<{ errorMessage: string | null }>;
}

/** n8n 2 activates beside the call that asks for it; n8n 1 has done it when it answers. */
async function untilPublication(api: RestApi, id: string, wanted: string): Promise<void> {
	for (const end = Date.now() + PUBLISHED_MS; ; await wait(100)) {
		const state = await publicationOf(api, id);
		if (state === undefined || state.status === wanted) return;
		// What a trigger said when it was tried before stands there until it is tried again.
		const isPending = state.pendingVersionId !== null;
		const said = state.triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join(', ');
		if (said !== '' && !isPending) throw new Error(said);
		if (Date.now() > end) throw new Error(`Workflow ${id} is still ${state.status}`);
	}
}

async function publicationOf(api: RestApi, id: string): Promise<PublicationStatus | undefined> {
	return await api
		.call<PublicationStatus>('GET', `/workflows/${id}/publication-status`)
		.catch(async (error: unknown) =>
			error instanceof RestError && error.status === 404 ? undefined : await Promise.reject(error),
		);
}

/** Changes parameters of a node in a stored workflow. */
export async function changeParameters(
	api: RestApi,
	id: string,
	name: string,
	parameters: IDataObject,
): Promise<void> {
	const stored = await api.call<WorkflowFile & { versionId: string }>('GET', `/workflows/${id}`);
	const nodes = stored.nodes.map((node) =>
		node.name === name ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
	const { versionId, connections, settings } = stored;
	await api.call('PATCH', `/workflows/${id}`, { versionId, nodes, connections, settings });
}

/**
 * How often an active polling trigger asks: every so many seconds. Each of the expressions is one a
 * minute, which is as often as n8n lets one be.
 */
export function pollEvery(seconds: number): IDataObject {
	const count = Math.floor(60 / seconds);
	const item = Array.from({ length: count }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	}));
	return { item };
}

/** A manual trigger that gives some items to a chain of nodes. */
export function chain(
	name: string,
	nodes: WorkflowNode[],
	items: IDataObject[] = [{}],
): WorkflowFile {
	const all: WorkflowNode[] = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes];
	const connections: IConnections = {};
	nodes.forEach((node, index) => {
		connections[all[index].name] = { main: [[{ node: node.name, type: 'main', index: 0 }]] };
	});
	return { name, nodes: all, connections, pinData: { Start: items.map((json) => ({ json })) } };
}

/**
 * Runs a stored workflow from its trigger and waits for its end. A failed execution is a result.
 * @throws Error when it does not end in time
 */
export async function runWorkflow(
	api: RestApi,
	id: string,
	timeoutMs = 120_000,
): Promise<Execution> {
	const workflowData = await api.call<WorkflowFile>('GET', `/workflows/${id}`);
	const { nodes } = workflowData;
	const name = (nodes.find(({ type }) => TRIGGER_TYPE.test(type)) ?? nodes[0]).name;
	const begun = Date.now();
	const { executionId } = await api.call<{ executionId: string }>('POST', `/workflows/${id}/run`, {
		triggerToStartFrom: { name },
		// Only n8n 1 wants to be told what it has stored.
		workflowData,
	});
	for (;;) {
		const { status, data } = await api.call<{ status: string; data?: string }>(
			'GET',
			`/executions/${executionId}`,
		);
		const run = parseFlatted(data ?? '[]') as IRunExecutionData | undefined;
		// The status can be final a little before the data is stored.
		if (ENDED.includes(status) && run?.resultData) {
			return toExecution(executionId, status, run.resultData, Date.now() - begun);
		}
		if (Date.now() - begun > timeoutMs) {
			throw new Error(`Execution ${executionId} is still ${status} after ${timeoutMs} ms`);
		}
		await wait(100);
	}
}

/** All executions of a workflow that n8n has stored, oldest first, those under way included. */
export async function executionsOf(api: RestApi, workflowId: string): Promise<Execution[]> {
	const filter = new URLSearchParams({ filter: JSON.stringify({ workflowId }), limit: '100' });
	const { results } = await api.call<{ results: Array<{ id: string }> }>(
		'GET',
		`/executions?${filter}`,
	);
	const ids = results.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
	return await Promise.all(
		ids.map(async (id) => {
			const { status, data } = await api.call<{ status: string; data?: string }>(
				'GET',
				`/executions/${id}`,
			);
			const run = parseFlatted(data ?? '[]') as IRunExecutionData | undefined;
			return toExecution(id, status, run?.resultData ?? { runData: {} }, 0);
		}),
	);
}

function toExecution(
	id: string,
	status: string,
	{ error, runData }: IRunExecutionData['resultData'],
	durationMs: number,
): Execution {
	return {
		id,
		status,
		error: error as Execution['error'],
		durationMs,
		msOf: (node) => (runData[node] ?? []).reduce((ms, { executionTime }) => ms + executionTime, 0),
		items: (node, output = 0) =>
			(runData[node] ?? []).flatMap(({ data }) => data?.main?.[output] ?? []),
	};
}
