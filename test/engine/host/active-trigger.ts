import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';

import { watch } from '../../leaks/watch';
import { buildWorkflow } from './execution';
import type { BedNodeTypes } from './node-types';
import { recordLog } from './recorded-log';

/** Where n8n can break off between a poll and the execution that it starts. */
export type Crash = 'before both' | 'state saved' | 'execution saved';

let triggers = 0;

/**
 * An active workflow with a polling trigger, as n8n's server runs it: the first poll on activation,
 * the same static data for all polls, stored when a poll gave something, read again after a restart.
 */
export class ActiveTrigger {
	/** The items of each execution that was started, oldest first. */
	readonly executions: INodeExecutionData[][] = [];

	/** Errors of polls; those of the first one keep the workflow from being activated. */
	readonly errors: unknown[] = [];

	/** Lines that the trigger logged, e.g. `warn: …`. */
	readonly lines: string[] = [];

	/** What n8n's database holds of the workflow's static data: JSON. */
	saved = '{}';

	private readonly id = `active-${(triggers += 1)}`;

	private workflow: Workflow;

	private activation: WorkflowActivateMode = 'activate';

	/** @param parameters of the trigger; may be changed between restarts */
	constructor(
		public node: Pick<INode, 'type' | 'parameters' | 'credentials'>,
		private readonly nodeTypes: BedNodeTypes,
		private readonly additionalData: () => IWorkflowExecuteAdditionalData,
	) {
		this.workflow = this.load();
	}

	/** Switches the workflow on. @throws what the first poll throws */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		this.activation = activation;
		this.workflow = this.load();
		await this.run();
		this.save();
	}

	/** n8n ends and starts again: what was not saved is gone. */
	async restart(): Promise<void> {
		await this.activate('init');
	}

	/** n8n drops what the poll of the activation stored, as it does with durable cursors. */
	dropState(): void {
		this.saved = '{}';
		this.workflow = this.load();
	}

	/** One poll on time. Its error, if any, is recorded. @returns the items it gave */
	async poll(crash?: Crash): Promise<INodeExecutionData[]> {
		const before = this.executions.length;
		await this.run(crash).catch((error: unknown) => {
			watch.take('errors', 'poll', error);
			this.errors.push(error);
		});
		return this.executions.slice(before).flat();
	}

	/** All items so far. */
	get items(): IDataObject[] {
		return this.executions.flat().map(({ json }) => json);
	}

	private async run(crash?: Crash): Promise<void> {
		const { workflow } = this;
		const node = Object.values(workflow.nodes)[0];
		const context = new PollContext(
			workflow,
			node,
			this.additionalData(),
			'trigger',
			this.activation,
		);
		const seen = recordLog(context, this.lines);
		const { poll } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (!poll) throw new Error(`${node.type} is no polling trigger`);
		const items = await workflow.expression.withIsolate(async () => await poll.call(seen));
		if (items === null) return;
		watch.take('items', 'poll', items, items[0].length);
		if (crash === 'before both') return;
		if (crash !== 'execution saved') this.save();
		if (crash !== 'state saved') this.executions.push(items[0]);
	}

	private save(): void {
		const { staticData } = this.workflow as unknown as { staticData: { __dataChanged?: boolean } };
		if (staticData.__dataChanged !== true) return;
		this.saved = JSON.stringify(staticData);
		staticData.__dataChanged = false;
		watch.take('answers', 'static data', this.saved);
	}

	private load(): Workflow {
		const workflow = buildWorkflow(
			{
				id: this.id,
				nodes: [{ ...this.node, name: 'Trigger' }],
				connections: {},
				staticData: JSON.parse(this.saved) as IDataObject,
			},
			this.nodeTypes,
		);
		workflow.active = true;
		return workflow;
	}
}
