import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { properties } from './actions';
import { authenticationProperty, credentials } from './actions/authentication';
import { executeItem, openRun, type Run } from './actions/execute';
import { itemError, toErrorItem } from './actions/item-error';
import { requestOptionsProperty } from './actions/request-options';
import { runItems } from './actions/run-items';
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
		credentials,
		properties: [authenticationProperty, ...properties, requestOptionsProperty],
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const failed = (error: unknown, itemIndex: number) => {
			const told = itemError(this.getNode(), error, itemIndex);
			if (!this.continueOnFail()) throw told;
			return [toErrorItem(told, itemIndex)];
		};
		let run: Run;
		try {
			run = await openRun(this);
		} catch (error) {
			// What is wrong with the credential or the options is wrong for every item.
			return [items.flatMap((_, itemIndex) => failed(error, itemIndex))];
		}
		const output = await runItems(items.length, run.atOnce, async (itemIndex) => {
			try {
				return await executeItem({ node: this, client: run.client, itemIndex });
			} catch (error) {
				return failed(error, itemIndex);
			}
		});
		return [output.flat()];
	}
}
