import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { readCustomValues } from '../cerb/custom-values';
import { inputError } from '../cerb/failure';
import { listFields, type RecordField } from '../cerb/fields';
import { shown } from '../cerb/text';
import { missingFields, recordItems, type OutputMode } from '../output';
import type { ReadContext } from './operation';
import { readTexts } from './parameters';

/** The parameters that decide how records leave the node, alike for every operation with records. */
export const outputProperties: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description: 'All fields as Cerb gives them, times in unix seconds',
			},
			{
				name: 'Selected Fields',
				value: 'fields',
				description: 'The fields that you name, as Cerb gives them',
			},
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The fields that people use most, with readable times',
			},
		],
		default: 'simplified',
		description: 'How much of each record to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. mask, subject, status',
		description:
			'The fields to return, separated by commas, by the names that the output Raw shows. The ID always comes along.',
		displayOptions: { show: { output: ['fields'] } },
	},
];

/** The parameter that loads linked records and other extras into each record. */
export const expandProperty: INodeProperties = {
	displayName: 'Expand Names or IDs',
	name: 'expand',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getExpandKeys', loadOptionsDependsOn: ['recordType.value'] },
	default: [],
	description:
		'What to load along with each record, which makes the call slower. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/**
 * Reads the expand parameter: a list, or a text with commas from an expression. Custom fields are
 * always asked for as a whole, because one custom key that does not exist spoils all of them
 * (measured on Cerb 10.4.10).
 */
export function readExpand(context: ReadContext): string[] {
	const keys = readTexts(context, 'expand', 'Expand Names or IDs').map((key) =>
		key.startsWith('custom_') ? 'custom_' : key,
	);
	return [...new Set(keys)];
}

/**
 * Reads how records shall leave the node. To be called before anything is sent to Cerb, so that a
 * wrong parameter cannot fail an item whose work is already done.
 * @throws NodeOperationError
 */
export function readOutput(context: ReadContext, expand: string[] = []): OutputMode {
	const { node, client, itemIndex } = context;
	const mode: unknown = node.getNodeParameter('output', itemIndex, 'simplified');
	if (mode === 'raw') return { mode };
	if (mode === 'simplified') return { mode, baseUrl: client.baseUrl, expand };
	if (mode !== 'fields') {
		throw inputError(
			node.getNode(),
			`The output ${shown(mode)} is unknown`,
			'Set the parameter Output to simplified, raw or fields',
		);
	}
	const fields = readTexts(context, 'fields', 'Fields');
	if (fields.length > 0) return { mode, fields };
	throw inputError(
		node.getNode(),
		'No fields are selected',
		'Name at least one field in the parameter Fields, e.g. subject, or pick another Output',
	);
}

/** Gives records as items in the way that the Output parameter asked for. */
export function outputRecords(
	context: ReadContext,
	records: IDataObject[],
	output: OutputMode,
): INodeExecutionData[] {
	if (output.mode === 'fields') hintMissing(context, missingFields(records, output.fields));
	return recordItems(records, output, context.itemIndex);
}

/**
 * Gives the pages of a list as items, one page after the other.
 * @returns `take` for each page, and `finish` for what can only be told of the whole list
 */
export function outputPages(context: ReadContext, type: string, output: OutputMode) {
	let fields: Promise<RecordField[] | undefined> | undefined;
	let missing = output.mode === 'fields' ? output.fields : [];
	let isEmpty = true;
	return {
		take: async (records: IDataObject[]): Promise<INodeExecutionData[]> => {
			if (records.length === 0) return [];
			isEmpty = false;
			missing = missingFields(records, missing);
			fields ??= customFields(context, type, output);
			return recordItems(withCustomValues(records, await fields), output, context.itemIndex);
		},
		finish: () => {
			if (!isEmpty) hintMissing(context, missing);
		},
	};
}

/**
 * Makes expanded custom fields readable for Simplified: their keys in place of ids, and values as
 * people know them.
 * @returns the records to output; as they are, with a hint, where Cerb does not tell the fields
 */
export async function withReadableCustomFields(
	context: ReadContext,
	type: string,
	records: IDataObject[],
	output: OutputMode,
): Promise<IDataObject[]> {
	if (records.length === 0) return records;
	return withCustomValues(records, await customFields(context, type, output));
}

/** The fields whose values are to be made readable; undefined where none are, or Cerb does not tell. */
async function customFields(
	context: ReadContext,
	type: string,
	output: OutputMode,
): Promise<RecordField[] | undefined> {
	const isWanted = output.mode === 'simplified' && output.expand.includes('custom_');
	if (!isWanted) return undefined;
	const [fields] = await Promise.allSettled([listFields(context.client, type)]);
	if (fields.status === 'fulfilled') return fields.value;
	addHint(
		context,
		'The custom fields are as Cerb gives them: what they are called could not be asked',
	);
	return undefined;
}

function withCustomValues(records: IDataObject[], fields: RecordField[] | undefined) {
	if (!fields) return records;
	return records.map((record) => ({ ...record, custom: readCustomValues(record, fields) }));
}

function hintMissing(context: ReadContext, fields: string[]): void {
	if (fields.length === 0) return;
	addHint(
		context,
		`No record has the field ${fields.slice(0, 10).map(shown).join(', ')}: check the parameter Fields`,
	);
}

/** Tells the user something although nothing failed. n8n shows it beside the output. */
export function addHint({ node }: ReadContext, message: string): void {
	node.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}
