import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ExecutionStatus,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IRunData,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { BedNodeTypes } from './node-types';
import { startRun } from './version';
import { takeRun } from './watched';

/** A workflow as the editor exports it; ids and positions may be missing. */
export interface WorkflowInput {
	nodes: Array<Partial<INode> & Pick<INode, 'name' | 'type'>>;
	connections: IConnections;
	pinData?: IPinData;
	settings?: IWorkflowSettings;
	staticData?: IDataObject;
	id?: string;
	name?: string;
}

export interface RunOptions {
	/** `manual` (default) as by the editor's button; `trigger` as in an active workflow. */
	mode?: Extract<WorkflowExecuteMode, 'manual' | 'trigger'>;
	/** Aborting it cancels the execution, as the editor's stop button does. */
	signal?: AbortSignal;
	/** The node to start from; by default n8n chooses (its first trigger). */
	startNode?: string;
}

/** What an execution left behind. */
export class Outcome {
	constructor(
		/** `success`, `error` or `canceled`. */
		readonly status: ExecutionStatus,
		/** What ended the execution: the very object the node threw, not n8n's flattened copy. */
		readonly error: Error | undefined,
		/** Every error a node threw, also where the workflow went on. */
		readonly failures: Error[],
		/** n8n's own record by node name. */
		readonly runData: IRunData,
		readonly durationMs: number,
	) {}

	/** The record of a node's last run; undefined when it did not run. */
	task(nodeName: string): ITaskData | undefined {
		return this.runData[nodeName]?.at(-1);
	}

	/** Items a node put on one of its outputs; empty when it did not run. */
	output(nodeName: string, index = 0): INodeExecutionData[] {
		return this.task(nodeName)?.data?.main[index] ?? [];
	}

	/** Hints a node added with `addExecutionHints`. */
	hints(nodeName: string): NodeExecutionHint[] {
		return this.task(nodeName)?.hints ?? [];
	}
}

let executions = 0;

/**
 * Runs a workflow in n8n-core's engine. A failed execution is an outcome, not a rejection.
 *
 * @param additionalData made anew for each call: n8n keeps the state of one execution in it
 * @throws Error for an unknown node type
 */
export async function execute(
	input: WorkflowInput,
	types: BedNodeTypes,
	additionalData: IWorkflowExecuteAdditionalData,
	options: RunOptions = {},
): Promise<Outcome> {
	const started = Date.now();
	const failures: Error[] = [];
	const nodeTypes = types.observed((error) => failures.push(toError(error)));
	const { mode = 'manual', signal } = options;
	const executionId = String((executions += 1));
	const workflow = buildWorkflow(input, nodeTypes);
	const startNode = options.startNode ? workflow.getNode(options.startNode) : undefined;
	if (startNode === null) throw new Error(`There is no node "${options.startNode}" to start from`);

	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: workflow.id,
		name: workflow.name ?? '',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: input.connections,
	});
	// The status n8n would store. The engine's own result says `error` for a canceled execution
	// whose node threw something of its own on its way out.
	let stored: ExecutionStatus | undefined;
	hooks.addHandler('workflowExecuteAfter', ({ status }) => {
		stored ??= status;
	});
	Object.assign(additionalData, { executionId, workflowId: workflow.id, hooks });

	const finish = (status: ExecutionStatus, error?: Error, run?: IRun) => {
		const runData = run?.data.resultData.runData ?? {};
		takeRun([run, workflow.staticData], runData, failures, error);
		return new Outcome(status, error, failures, runData, Date.now() - started);
	};
	let run: IRun;
	try {
		const engine = new WorkflowExecute(additionalData, mode);
		const execution = startRun(engine, { workflow, startNode, pinData: input.pinData });
		const cancel = () => execution.cancel();
		signal?.addEventListener('abort', cancel);
		if (signal?.aborted) cancel();
		run = await execution;
		signal?.removeEventListener('abort', cancel);
	} catch (error) {
		// n8n refuses a workflow with issues (an empty required parameter) before any node runs.
		return finish('error', toError(error));
	}
	const { error } = run.data.resultData;
	const original = error && [...failures].reverse().find((f) => f.message === error.message);
	return finish(stored ?? run.status, original ?? (error && toError(error)), run);
}

/** Fills in what an export or a short test leaves out and lets n8n add the defaults. */
export function buildWorkflow(input: WorkflowInput, nodeTypes: BedNodeTypes): Workflow {
	const nodes = input.nodes.map((node, index): INode => {
		const { typeVersion = nodeTypes.latestVersion(node.type), parameters = {} } = node;
		const place = { id: `node-${index + 1}`, position: [index * 200, 0] as [number, number] };
		return { ...place, ...structuredClone({ ...node, parameters }), typeVersion };
	});
	return new Workflow({
		id: input.id ?? 'workflow',
		name: input.name ?? 'Workflow',
		nodes,
		connections: input.connections,
		active: false,
		nodeTypes,
		pinData: input.pinData,
		staticData: input.staticData,
		settings: { executionOrder: 'v1', ...input.settings },
	});
}

/** n8n records errors as plain objects in places; a test wants an Error. */
function toError(thrown: unknown): Error {
	if (thrown instanceof Error) return thrown;
	const { message } = thrown as { message?: string };
	return Object.assign(new Error(message ?? String(thrown)), thrown);
}
