import { toJsonSchema } from '@langchain/core/utils/json_schema';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { dataTable, httpRequest } from './bed-apps';

/** The part of LangChain's tool that an agent uses. */
interface Tool {
	name: string;
	description: string;
	schema: Parameters<typeof toJsonSchema>[0];
	invoke(args: IDataObject): Promise<string>;
}

/** The built-in node whose one item describes an agent's tool call; see `Engine.callTool`. */
export const AGENT = '@bed.agent';

function describe(
	name: string,
	displayName: string,
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription {
	return {
		name,
		displayName,
		description: displayName,
		group: ['transform'],
		version: 1,
		defaults: { name: displayName },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
		...more,
	};
}

const manualTrigger: INodeType = {
	description: describe('manualTrigger', 'Manual Trigger', { group: ['trigger'], inputs: [] }),
	async trigger() {
		return { manualTriggerFunction: async () => this.emit([[{ json: {} }]]) };
	},
};

const noOp: INodeType = {
	description: describe('noOp', 'No Operation, do nothing'),
	async execute() {
		return [this.getInputData()];
	},
};

/** A note on the canvas: exported workflows hold them, they never run. */
const stickyNote: INodeType = {
	description: describe('stickyNote', 'Sticky Note', { inputs: [], outputs: [] }),
};

const setProperties: INodeProperties[] = [
	{ displayName: 'Mode', name: 'mode', type: 'string', default: 'manual' },
	{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} },
	{
		displayName: 'Include Other Fields',
		name: 'includeOtherFields',
		type: 'boolean',
		default: false,
	},
];

/** "Edit Fields" (Set, version 3) for top-level fields by hand; anything else is refused. */
const editFields: INodeType = {
	description: describe('set', 'Edit Fields', {
		version: [3, 3.1, 3.2, 3.3, 3.4],
		properties: setProperties,
	}),
	async execute() {
		return [
			this.getInputData().map((item, index) => {
				if (this.getNodeParameter('mode', index) !== 'manual') {
					throw new Error('The test bed knows only the manual mode of Edit Fields');
				}
				const others = this.getNodeParameter('includeOtherFields', index) as boolean;
				const json: IDataObject = others ? { ...item.json } : {};
				const fields = this.getNodeParameter('assignments.assignments', index, []) as Array<{
					name: string;
					value: IDataObject[string];
				}>;
				for (const { name, value } of fields) {
					if (name.includes('.')) throw new Error('The test bed sets top-level fields only');
					json[name] = value;
				}
				return { json, binary: item.binary, pairedItem: { item: index } };
			}),
		];
	},
};

/** Calls the connected tool with the JSON of its input item, as an AI agent does. */
const agent: INodeType = {
	description: describe('agent', 'Agent', {
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, required: true }],
	}),
	async execute() {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		const { name, description } = tool;
		const schema = toJsonSchema(tool.schema) as IDataObject;
		const response = await tool.invoke(this.getInputData()[0].json);
		return [[{ json: { name, description, schema, response }, pairedItem: { item: 0 } }]];
	},
};

/** Node types the bed brings along, by full type name. */
export const bedNodes: Record<string, INodeType> = {
	'n8n-nodes-base.dataTable': dataTable,
	'n8n-nodes-base.httpRequest': httpRequest,
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.noOp': noOp,
	'n8n-nodes-base.set': editFields,
	'n8n-nodes-base.stickyNote': stickyNote,
	[AGENT]: agent,
};
