import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { credentials } from './actions/authentication';
import { instantLoadOptions } from './methods';
import { activate, deactivate } from './triggers/instant/hooks';
import { properties } from './triggers/instant/properties';
import { receive } from './triggers/instant/receive';

export class CerbInstantTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Cerb Instant Trigger',
		name: 'cerbInstantTrigger',
		icon: { light: 'file:../../icons/cerb.svg', dark: 'file:../../icons/cerb.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ ($parameter["recordTypes"] + ": " + $parameter["events"]).replaceAll(",", ", ") }}',
		description: 'Starts the workflow at the moment when Cerb saves a record',
		defaults: { name: 'Cerb Instant Trigger' },
		triggerPanel: { header: 'Listen for a change in Cerb' },
		eventTriggerDescription: 'Waiting for you to change a record in Cerb',
		activationMessage:
			'You can now change records in Cerb to start this workflow. On Cerb 10 its lines must stand in the event record.changed.',
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties,
	};

	methods = { loadOptions: instantLoadOptions };

	webhookMethods = {
		default: {
			// `create` compares for itself and changes only what differs.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await activate(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await deactivate(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
