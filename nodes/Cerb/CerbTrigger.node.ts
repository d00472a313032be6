import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { credentials } from './actions/authentication';
import { listSearch, loadOptions } from './methods';
import { poll } from './triggers/poll/poll';
import { properties } from './triggers/poll/properties';

export class CerbTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Cerb Trigger',
		name: 'cerbTrigger',
		icon: { light: 'file:../../icons/cerb.svg', dark: 'file:../../icons/cerb.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"] }}',
		description: 'Starts the workflow when records of Cerb are created or changed',
		defaults: { name: 'Cerb Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties,
	};

	methods = { listSearch, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
