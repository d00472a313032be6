import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeProperties, INodeType } from 'n8n-workflow';

/**
 * Makes the AI tool of a node with `usableAsTool`. n8n's server does this while it loads packages,
 * and neither n8n-core nor n8n-workflow offers it, so the visible effects of n8n 2.41 are repeated:
 * name and display name get a suffix, the main input goes, the output becomes a tool, and fields
 * for the tool's description come first (automatic or by hand where a resource or operation is
 * chosen). What an agent then does with it is n8n-core's own code.
 *
 * @throws Error when the node is not usable as a tool
 */
export function toTool(nodeType: INodeType): INodeType {
	const { usableAsTool, ...description } = nodeType.description;
	if (!usableAsTool) throw new Error(`Node "${description.name}" cannot be used as a tool`);

	const chooses = description.properties.some(({ name }) =>
		['resource', 'operation'].includes(name),
	);
	const added: INodeProperties[] = [
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: description.description,
			required: true,
			typeOptions: { rows: 2 },
			displayOptions: chooses ? { show: { descriptionType: ['manual'] } } : undefined,
		},
	];
	if (chooses) {
		added.unshift({
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		});
	}
	return Object.create(nodeType, {
		description: {
			value: {
				...description,
				name: `${description.name}Tool`,
				displayName: `${description.displayName} Tool`,
				inputs: [],
				outputs: [NodeConnectionTypes.AiTool],
				properties: [...added, ...description.properties],
			},
		},
	}) as INodeType;
}
