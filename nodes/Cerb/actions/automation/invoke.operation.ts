import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asText, shown } from '../../cerb/text';
import { unfold } from '../../cerb/unfold';
import { inputProperties, readInputs, type InputValue } from '../inputs';
import type { CerbOperation, OperationContext } from '../operation';
import { problem } from '../parameters';

const automationProperty: INodeProperties = {
	displayName: 'Automation',
	name: 'automation',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The automation to run. Only those of the trigger "data.query" can be run.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAutomations', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. example.customer.lookup',
		},
	],
};

/** The data query `automation.invoke`: runs an automation and gives what it returns. */
export const invoke: CerbOperation = {
	value: 'invoke',
	name: 'Invoke',
	action: 'Invoke automation',
	description: 'Run an automation with inputs and get what it returns',
	properties: [automationProperty, ...inputProperties],
	async execute(context) {
		const name = readName(context);
		const inputs = [...readInputs(context)].map(([key, value]) => inputText(context, key, value));
		const query = `type:automation.invoke name:"${name}" inputs:(${inputs.join(' ')})`;
		const { data } = await context.client.call({
			// Never a GET: it would be sent again where its fate is unknown.
			method: 'POST',
			path: 'data/query.json',
			rawBody: { content: query, contentType: 'text/plain' },
		});
		const pairedItem = { item: context.itemIndex };
		// An automation that returns nothing gives an empty list.
		const isNothing = Array.isArray(data) && data.length === 0;
		const rows: IDataObject[] = isNothing ? [{ success: true }] : unfold('automation.invoke', data);
		return rows.map((json) => ({ json, pairedItem }));
	},
};

function readName(context: OperationContext): string {
	const value = context.node.getNodeParameter('automation', context.itemIndex, '', {
		extractValue: true,
	});
	const name = asText(value).trim();
	if (/^[\w.:-]+$/.test(name)) return name;
	throw problem(
		context,
		name === '' ? 'No automation is given' : `${shown(name)} is not the name of an automation`,
		'Pick one in the parameter Automation, or enter its name, e.g. example.customer.lookup',
	);
}

/** `key:"text"`, `key:["a","b"]`. Quotes have no escape, and emoji get lost (Cerb 10.4.10). */
function inputText(context: OperationContext, key: string, value: InputValue): string {
	const quoted = (Array.isArray(value) ? value : [value]).map((one) => {
		const odd = /"|[\u{10000}-\u{10FFFF}]/u.exec(one)?.[0];
		if (odd === undefined) return `"${one}"`;
		throw problem(
			context,
			`The input "${key}" contains ${odd}, which Cerb cannot take here`,
			odd === '"'
				? 'Replace double quotes, e.g. by single ones or typographic ones, in the parameter Inputs'
				: 'Remove emoji and other rare characters in the parameter Inputs',
		);
	});
	return Array.isArray(value) ? `${key}:[${quoted.join(',')}]` : `${key}:${quoted[0]}`;
}
