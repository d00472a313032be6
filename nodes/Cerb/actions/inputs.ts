import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asText, shown } from '../cerb/text';
import type { OperationContext } from './operation';
import { problem, readRows, text } from './parameters';

/** Inputs by their names, for what runs inside Cerb: one by one or as JSON. */
export const inputProperties: INodeProperties[] = [
	{
		displayName: 'Set Inputs',
		name: 'inputsFrom',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'define', description: 'Give names and values' },
			{ name: 'Using JSON', value: 'json', description: 'Give an object of inputs' },
		],
		default: 'define',
	},
	{
		displayName: 'Inputs',
		name: 'inputs',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add input',
		default: {},
		displayOptions: { show: { inputsFrom: ['define'] } },
		options: [
			{
				displayName: 'Input',
				name: 'values',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. email',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Inputs (JSON)',
		name: 'inputsJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "email": "jane@example.com" }',
		description: 'An object of inputs by their names: texts, numbers, flags and lists of them',
		displayOptions: { show: { inputsFrom: ['json'] } },
	},
];

/** A value of an input: lists stay lists, all else becomes a text, flags 1 and 0. */
export type InputValue = string | string[];

/**
 * Reads the inputs of an item; those without a value are left out.
 * @throws NodeOperationError naming the input that cannot be sent
 */
export function readInputs(context: OperationContext): Map<string, InputValue> {
	const inputs = new Map<string, InputValue>();
	for (const [name, value] of readPairs(context)) {
		if (!/^[A-Za-z_]\w*$/.test(name)) {
			throw problem(
				context,
				`${shown(name)} is not the name of an input`,
				'Names have letters, digits and underscores only: correct it in the parameter Inputs',
			);
		}
		if (value === null || value === undefined) continue;
		inputs.set(name, Array.isArray(value) ? value.map(scalar) : scalar(value));
	}
	return inputs;

	function scalar(value: unknown): string {
		if (typeof value === 'boolean') return value ? '1' : '0';
		if (value === null || typeof value !== 'object') return String(value ?? '');
		throw problem(
			context,
			'An input is a map, which Cerb does not take',
			'Give texts, numbers, flags, or lists of them in the parameter Inputs',
		);
	}
}

function readPairs(context: OperationContext): Array<[name: string, value: unknown]> {
	if (text(context, 'inputsFrom') !== 'json') {
		return readRows(context, 'inputs.values', 'Inputs').map(({ name, value }) => [
			asText(name).trim(),
			value,
		]);
	}
	return Object.entries(readJsonObject(context, 'inputsJson', 'Inputs (JSON)'));
}

/**
 * A parameter of JSON, as an object or as its text.
 * @throws NodeOperationError with the parser's words
 */
export function readJsonObject(
	context: OperationContext,
	parameter: string,
	displayName: string,
): IDataObject {
	const written = context.node.getNodeParameter(parameter, context.itemIndex, '{}') as unknown;
	let value = written;
	let reason = 'it is no object';
	if (typeof written === 'string') {
		try {
			value = JSON.parse(written);
		} catch (error) {
			value = undefined;
			reason = error instanceof Error ? error.message : String(error);
		}
	}
	if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
		return value as IDataObject;
	}
	throw problem(
		context,
		`${displayName} cannot be read: ${reason}`,
		`Enter an object in the parameter ${displayName}, e.g. { "name": "value" }`,
	);
}
