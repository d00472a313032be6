import type { IDataObject } from 'n8n-workflow';

import { shown } from '../../cerb/text';
import { inputProperties, readInputs, type InputValue } from '../inputs';
import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation, OperationContext } from '../operation';
import { problem, text } from '../parameters';
import { BEHAVIOR } from '../pickers';

/** A public variable of a behavior, as its record tells it. */
interface Variable {
	key: string;
	/** E.g. `S` for a text, `D` for a picklist. */
	type: string;
	is_private?: unknown;
	params?: { options?: string };
}

/** `POST bots/behavior/<id>/run`: what installations before Cerb 10 have in place of automations. */
export const runBehavior: CerbOperation = {
	value: 'runBehavior',
	name: 'Run Behavior',
	action: 'Run bot behavior',
	description: 'Run a behavior of a bot, as older installations of Cerb have them',
	properties: [
		locatorProperty(BEHAVIOR),
		...inputProperties,
		{
			displayName: 'Output',
			name: 'resultFormat',
			type: 'options',
			options: [
				{
					name: 'Raw',
					value: 'raw',
					description: 'All that Cerb gives, the behavior and its bot included',
				},
				{
					name: 'Values',
					value: 'values',
					description: 'The variables, and what the behavior has set',
				},
			],
			default: 'values',
			description: 'What to make of the result',
		},
	],
	async execute(context) {
		const inputs = readInputs(context);
		const isRaw = text(context, 'resultFormat') === 'raw';
		const id = await readLocator(context, BEHAVIOR);
		const form = checkedForm(context, inputs, await readVariables(context, id));
		const result = await context.client.call({
			method: 'POST',
			path: `bots/behavior/${id}/run.json`,
			form,
		});
		const json = isRaw ? result : values(result);
		return [{ json, pairedItem: { item: context.itemIndex } }];
	},
};

async function readVariables({ client }: OperationContext, id: number): Promise<Variable[]> {
	const behavior = await client.callRecord({
		method: 'GET',
		path: `records/behavior/${id}.json`,
	});
	const variables = Object.values(behavior.variables ?? {}) as unknown as Variable[];
	return variables.filter((variable) => Number(variable.is_private ?? 0) === 0);
}

/** Cerb drops unknown variables and values that a picklist does not have, without a word. */
function checkedForm(
	context: OperationContext,
	inputs: Map<string, InputValue>,
	variables: Variable[],
): Record<string, InputValue> {
	const form: Record<string, InputValue> = {};
	for (const [name, value] of inputs) {
		const variable = variables.find(({ key }) => key === name || key === `var_${name}`);
		if (!variable) {
			const keys = variables.map(({ key }) => key);
			throw problem(
				context,
				`The behavior has no public variable "${name}"`,
				keys.length > 0 ? `It has ${keys.join(', ')}` : 'It has none: remove the inputs',
			);
		}
		const options = variable.params?.options?.split(/\r?\n/) ?? [];
		if (variable.type === 'D' && options.length > 0 && !options.includes(String(value))) {
			throw problem(
				context,
				`The variable "${variable.key}" has no option ${shown(value)}`,
				`Give one of: ${options.join(', ')}`,
			);
		}
		form[variable.key] = value;
	}
	return form;
}

/** Without what describes the behavior and its bot. */
function values(result: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(result).filter(([key]) => !/^(_|behavior_|va_)/.test(key)),
	);
}
