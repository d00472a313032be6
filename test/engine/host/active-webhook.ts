/* eslint-disable @n8n/community-nodes/no-restricted-imports -- listens as n8n's server does, never inside n8n */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { watch } from '../../leaks/watch';
import { buildWorkflow } from './execution';
import type { BedNodeTypes } from './node-types';
import { recordLog } from './recorded-log';

/** n8n's answer to a delivery that starts a workflow. */
const STARTED = { message: 'Workflow was started' };

type TriggerNode = Pick<INode, 'type' | 'parameters' | 'credentials'> & { id?: string };

/**
 * A workflow with a webhook trigger, as n8n's server runs it: switched on and off by the trigger's
 * hooks, each delivery on a workflow loaded anew with the static data that was stored last. While it
 * listens for a test, the static data is of its own and forgotten afterwards.
 */
export class ActiveWebhook {
	/** The items of each execution that was started, oldest first. */
	readonly executions: INodeExecutionData[][] = [];

	/** Lines that the trigger logged, e.g. `warn: …`. */
	readonly lines: string[] = [];

	/** Errors of deliveries. */
	readonly errors: unknown[] = [];

	/** What n8n's database holds of the workflow's static data: JSON. */
	saved = '{}';

	/** Where the world reaches n8n, without trailing slash; may be set to another name for it. */
	base = '';

	/** The same while it listens for a test. */
	private testSaved = '{}';

	private server: Server | undefined;

	private isActive = false;

	private isTested = false;

	constructor(
		public node: TriggerNode,
		private readonly nodeTypes: BedNodeTypes,
		private readonly additionalData: () => IWorkflowExecuteAdditionalData,
		private readonly workflowId: string,
	) {}

	/** All items so far. */
	get items(): IDataObject[] {
		return this.executions.flat().map(({ json }) => json);
	}

	/** Where Cerb posts to. */
	url(isTest = false): string {
		return `${this.base}/webhook${isTest ? '-test' : ''}/instant`;
	}

	/** Switches the workflow on. @throws what the trigger throws */
	async activate(): Promise<void> {
		await this.listen();
		await this.hook('create', 'trigger');
		this.isActive = true;
	}

	/** Switches it off. @throws what the trigger throws */
	async deactivate(): Promise<void> {
		await this.hook('delete', 'trigger');
		this.isActive = false;
	}

	/** The editor waits for a test event. @throws what the trigger throws */
	async listenForTest(): Promise<void> {
		await this.listen();
		this.testSaved = '{}';
		await this.hook('create', 'manual');
		this.isTested = true;
	}

	/** The editor does not wait any more. */
	async endTest(): Promise<void> {
		await this.hook('delete', 'manual');
		this.isTested = false;
	}

	/** Switches off what is on, and ends the server. @throws what the trigger throws */
	async end(): Promise<void> {
		try {
			if (this.isTested) await this.endTest();
			if (this.isActive) await this.deactivate();
		} finally {
			await this.stop();
		}
	}

	/** Ends the server; Cerb is left as it is. */
	async stop(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		if (!server) return;
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}

	private async listen(): Promise<void> {
		if (this.server) return;
		const server = createServer((request, response) => void this.serve(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.server = server;
		this.base ||= `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	/** n8n ends both in one way, whatever it was that it began (seen on 2.41.1 and 1.123). */
	private async hook(
		method: 'create' | 'delete',
		stored: Extract<WorkflowExecuteMode, 'manual' | 'trigger'>,
	): Promise<void> {
		const workflow = this.load(stored);
		const node = Object.values(workflow.nodes)[0];
		const { webhookMethods } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const data = this.webhookData(workflow, node, stored);
		const additional = data.workflowExecuteAdditionalData;
		const [mode, activation] =
			method === 'create' ? ([stored, 'activate'] as const) : (['internal', 'update'] as const);
		const context = recordLog(
			new HookContext(workflow, node, additional, mode, activation, data),
			this.lines,
		);
		const methods = webhookMethods?.default;
		const call = async () => {
			if (method === 'create' && (await methods?.checkExists.call(context))) return;
			await methods?.[method].call(context);
		};
		await workflow.expression.withIsolate(call).catch(async (error: unknown) => {
			watch.take('errors', method, error);
			await Promise.reject(error);
		});
		this.save(workflow, stored);
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const rawBody = await buffer(request);
		const mode = request.url?.startsWith('/webhook-test/') ? 'manual' : 'webhook';
		try {
			await this.deliver(Object.assign(request, { rawBody }), response, mode);
		} catch (error) {
			watch.take('errors', 'delivery', error);
			this.errors.push(error);
			if (!response.headersSent) reply(response).status(500).json({ message: 'Error in workflow' });
		}
	}

	private async deliver(
		request: IncomingMessage & { rawBody: Buffer },
		response: ServerResponse,
		mode: WorkflowExecuteMode,
	): Promise<void> {
		const workflow = this.load(mode);
		const node = Object.values(workflow.nodes)[0];
		const data = this.webhookData(workflow, node, mode);
		const additional = Object.assign(data.workflowExecuteAdditionalData, {
			httpRequest: request,
			httpResponse: reply(response),
		});
		const context = recordLog(
			new WebhookContext(workflow, node, additional as never, mode, data, [], null),
			this.lines,
		);
		const { webhook } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (!webhook) throw new Error(`${node.type} has no webhook`);
		const result = await workflow.expression.withIsolate(async () => await webhook.call(context));
		const [items] = result.workflowData ?? [];
		if (items) {
			watch.take('items', 'delivery', items, items.length);
			this.executions.push(items);
		}
		if (result.noWebhookResponse !== true) reply(response).status(200).json(STARTED);
		this.save(workflow, mode);
	}

	private webhookData(workflow: Workflow, node: INode, mode: WorkflowExecuteMode): IWebhookData {
		const { description } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const [webhookDescription] = description.webhooks ?? [];
		return {
			httpMethod: 'POST',
			node: node.name,
			path: 'instant',
			webhookDescription,
			workflowId: workflow.id,
			isTest: mode === 'manual',
			workflowExecuteAdditionalData: {
				...this.additionalData(),
				webhookBaseUrl: `${this.base}/webhook`,
				webhookTestBaseUrl: `${this.base}/webhook-test`,
			},
		};
	}

	private load(mode: WorkflowExecuteMode): Workflow {
		const saved = mode === 'manual' ? this.testSaved : this.saved;
		return buildWorkflow(
			{
				id: this.workflowId,
				nodes: [{ ...this.node, name: 'Trigger', webhookId: 'instant' }],
				connections: {},
				staticData: JSON.parse(saved) as IDataObject,
			},
			this.nodeTypes,
		);
	}

	private save(workflow: Workflow, mode: WorkflowExecuteMode): void {
		const text = JSON.stringify(workflow.staticData);
		// The secret may stand here and in Cerb, and nowhere else.
		const { secret } = workflow.getStaticData('node', Object.values(workflow.nodes)[0]);
		if (secret !== undefined) watch.learn('secret of the trigger', secret);
		if (mode === 'manual') this.testSaved = text;
		else this.saved = text;
	}
}

/** The part of express's response that triggers use. */
function reply(response: ServerResponse) {
	return Object.assign(response, {
		status: (code: number) => {
			response.statusCode = code;
			return reply(response);
		},
		json: (body: object) => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
		},
	});
}
