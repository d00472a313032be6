import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { properties } from './actions';
import { authenticationProperty } from './actions/authentication';
import { executeItem, isReadOnly } from './actions/execute';
import { itemError, toErrorItem } from './actions/item-error';
import { readRequestOptions, requestOptionsProperty } from './actions/request-options';
import { runItems } from './actions/run-items';
import { CerbClient } from './cerb/client';
import { DEFAULT_BATCHING } from './cerb/gate';
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
			{
				name: 'cerbSignatureApi',
				required: true,
				displayOptions: { show: { authentication: ['signature'] } },
			},
			{
				name: 'cerbTokenApi',
				required: true,
				displayOptions: { show: { authentication: ['token'] } },
			},
		],
		properties: [authenticationProperty, ...properties, requestOptionsProperty],
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const authentication = this.getNodeParameter('authentication', 0) as string;
		const { retries, batching } = readRequestOptions(this);
		const client = await CerbClient.open(this, authentication, {
			retries,
			batching: batching ?? DEFAULT_BATCHING,
		});
		const atOnce = batching?.atOnce ?? (isReadOnly(this) ? DEFAULT_BATCHING.atOnce : 1);
		const output = await runItems(items.length, atOnce, async (itemIndex) => {
			try {
				return await executeItem({ node: this, client, itemIndex });
			} catch (error) {
				const told = itemError(this.getNode(), error, itemIndex);
				if (!this.continueOnFail()) throw told;
				return [toErrorItem(told, itemIndex)];
			}
		});
		return [output.flat()];
	}
}
