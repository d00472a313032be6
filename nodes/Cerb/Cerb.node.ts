import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { properties } from './actions';
import { authenticationProperty } from './actions/authentication';
import { executeItem } from './actions/execute';
import { itemError, toErrorItem } from './actions/item-error';
import { CerbClient } from './cerb/client';
import { listSearch, loadOptions, resourceMapping } from './methods';

export class Cerb implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Cerb',
		name: 'cerb',
		icon: { light: 'file:../../icons/cerb.svg', dark: 'file:../../icons/cerb.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with tickets and all other records of Cerb',
		defaults: { name: 'Cerb' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'cerbOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: [authenticationProperty, ...properties],
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const authentication = this.getNodeParameter('authentication', 0) as string;
		const client = await CerbClient.open(this, authentication);
		const output: INodeExecutionData[] = [];
		for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
			try {
				for (const item of await executeItem({ node: this, client, itemIndex })) output.push(item);
			} catch (error) {
				const told = itemError(this.getNode(), error, itemIndex);
				if (!this.continueOnFail()) throw told;
				output.push(toErrorItem(told, itemIndex));
			}
		}
		return [output];
	}
}
