import type {
	IDisplayOptions,
	IExecuteFunctions,
	IGetNodeParameterOptions,
	INode,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
	NodeExecutionHint,
} from 'n8n-workflow';

import type { CerbClient } from '../cerb/client';
import { compareWords } from '../cerb/text';

/** A node as those see it who only read its parameters: in an execution, or in a poll. */
export interface ParameterSource {
	getNode(): INode;
	getNodeParameter(
		name: string,
		itemIndex: number,
		fallback?: unknown,
		options?: IGetNodeParameterOptions,
	): unknown;
	getTimezone(): string;
	addExecutionHints(...hints: NodeExecutionHint[]): void;
}

/** What the parameters of one item are read with. */
export interface ReadContext {
	node: ParameterSource;
	client: CerbClient;
	itemIndex: number;
}

/** What an operation gets for one input item. */
export interface OperationContext extends ReadContext {
	node: IExecuteFunctions;
}

/** One operation, complete: how it looks in the editor and what it does for one item. */
export interface CerbOperation {
	/** Saved in workflows: never change it. */
	value: string;
	/** Title case, e.g. "Search". */
	name: string;
	/** Sentence case with the resource, no article; also tells an AI agent what the tool does. */
	action: string;
	description: string;
	/** Parameters without display options: `declare` shows them for this operation only. */
	properties: INodeProperties[];
	/** Whether it changes nothing in Cerb: then items may go side by side. */
	isReadOnly?: boolean;
	/** @returns the items for this input item, `pairedItem` included */
	execute(context: OperationContext): Promise<INodeExecutionData[]>;
}

/** A resource of the node: a dropdown entry and its operations. */
export interface CerbResource {
	/** Saved in workflows: never change it. */
	value: string;
	name: string;
	description: string;
	operations: CerbOperation[];
}

/** The parameters of all resources: resource and operation dropdowns, then each operation's own. */
export function declare(resources: CerbResource[]): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: byName(
				resources.map(({ name, value, description }) => ({ name, value, description })),
			),
			default: 'record',
		},
		...resources.flatMap(declareOperations),
	];
}

const OPERATION: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [],
	default: '',
};

function declareOperations({ value: resource, operations }: CerbResource): INodeProperties[] {
	return [
		{
			...OPERATION,
			displayOptions: { show: { resource: [resource] } },
			options: byName(
				operations.map(({ name, value, action, description }) => ({
					name,
					value,
					action,
					description,
				})),
			),
			default: operations[0].value,
		},
		...operations.flatMap(({ value: operation, properties }) =>
			properties.map((property) =>
				shownFor({ resource: [resource], operation: [operation] }, property),
			),
		),
	];
}

/** n8n's lists are alphabetical. */
function byName(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return options.sort((a, b) => compareWords(a.name, b.name));
}

/** In place of n8n's `updateDisplayOptions`, which merges in depth and takes ten times as long. */
function shownFor(
	show: NonNullable<IDisplayOptions['show']>,
	property: INodeProperties,
): INodeProperties {
	const { displayOptions } = property;
	return {
		...property,
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...show } },
	};
}
