import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../cerb/failure';
import { listFields, type RecordField } from '../../cerb/fields';
import { shown } from '../../cerb/text';
import type { FormValue } from '../../cerb/types';
import { clearValue, encodeValue, type ValueReading } from '../../cerb/values';
import type { OperationContext } from '../operation';
import { isMap, readFlag, readTexts } from '../parameters';
import { addHint } from '../record-output';

/** Whether a write makes a record: only then must required fields be there. */
export type WriteKind = 'create' | 'update' | 'upsert';

/** The parameters that set a record's fields: one by one from Cerb's live list, or as JSON. */
export function fieldValueProperties(kind: WriteKind): INodeProperties[] {
	return [
		{
			displayName: 'Set Fields',
			name: 'fieldsInput',
			type: 'options',
			options: [
				{
					name: 'Using Fields Below',
					value: 'define',
					description: 'Fields from the list of Cerb, one by one or from the input item',
				},
				{ name: 'Using JSON', value: 'json', description: 'Give an object of fields' },
			],
			default: 'define',
		},
		{
			displayName: 'Fields to Set',
			name: 'fieldValues',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			typeOptions: {
				loadOptionsDependsOn: ['recordType.value'],
				resourceMapper: {
					resourceMapperMethod: kind === 'create' ? 'getFieldsToCreate' : 'getFieldsToUpdate',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: false,
					supportAutoMap: true,
				},
			},
			displayOptions: { show: { fieldsInput: ['define'] } },
		},
		{
			displayName: 'Fields (JSON)',
			name: 'fieldsJson',
			type: 'json',
			default: '{}',
			required: true,
			placeholder: 'e.g. { "title": "Call back", "due": "2026-01-31" }',
			description: 'An object of fields by their keys. The value null clears a field.',
			displayOptions: { show: { fieldsInput: ['json'] } },
		},
	];
}

/** Options of operations that write fields. */
export const writeOptions: INodeProperties[] = [
	{
		displayName: 'Allow Lossy Text',
		name: 'allowLossyText',
		type: 'boolean',
		default: false,
		description:
			'Whether to send texts that Cerb will shorten, or from which it will remove emoji, in place of refusing them',
	},
	{
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. due, owner_id',
		description: 'Fields to empty, by their keys and separated by commas',
	},
];

/**
 * The fields of a write as Cerb takes them, checked before anything is sent.
 * @throws NodeOperationError naming the field
 */
export async function readFieldValues(
	context: OperationContext,
	type: string,
	kind: WriteKind,
): Promise<Record<string, FormValue>> {
	const { node, client } = context;
	const fields = await listFields(client, type);
	const given = readGiven(context, fields, kind);
	const toClear = readToClear(context, fields);
	if (kind === 'create') requireFields(context, fields, given);

	const options = {
		alias: type,
		timezone: node.getTimezone(),
		allowLossyText: readFlag(context, 'options.allowLossyText', 'Allow Lossy Text'),
	};
	const form = new Map<string, FormValue>();
	const set = ({ key }: RecordField, reading: ValueReading) => {
		if (!form.has(key)) return form.set(key, unwrap(context, reading));
		throw inputError(
			node.getNode(),
			`The field "${key}" is given more than once`,
			'Name it once in the fields to set, or in the option Clear Fields',
		);
	};
	for (const [field, value] of given) set(field, encodeValue(field, value, options));
	for (const field of toClear) set(field, clearValue(field));
	// A custom field may have any name, "__proto__" included.
	if (form.size > 0) return Object.fromEntries(form);
	throw inputError(
		node.getNode(),
		'No fields are set',
		'Set at least one field in the parameter Fields to Set or Fields (JSON)',
	);
}

function unwrap({ node }: OperationContext, reading: ValueReading): FormValue {
	if ('value' in reading) return reading.value;
	throw inputError(node.getNode(), reading.problem.message, reading.problem.hint);
}

type Given = Array<[field: RecordField, value: unknown]>;

function readGiven(context: OperationContext, fields: RecordField[], kind: WriteKind): Given {
	const { node, itemIndex } = context;
	if (node.getNodeParameter('fieldsInput', itemIndex, 'define') === 'json') {
		return readJson(context, fields);
	}
	const mapper: unknown = node.getNodeParameter('fieldValues', itemIndex, {});
	const { mappingMode, value: values } = isMap(mapper) ? mapper : {};
	if (mappingMode === 'autoMapInputData') {
		// Input items carry other things, too: what is a field of this type is taken.
		const { json } = node.getInputData()[itemIndex];
		return fields.flatMap((field): Given => {
			// Blank means untouched, as in the editor; what cannot be written once a record exists is left.
			const value = Object.hasOwn(json, field.key) ? json[field.key] : undefined;
			const isGiven = value !== undefined && value !== null && value !== '';
			const isWritable = field.key !== 'id' && !(field.isImmutable && kind !== 'create');
			return isGiven && isWritable ? [[field, value]] : [];
		});
	}
	if (!isMap(values ?? {})) {
		throw inputError(
			node.getNode(),
			`The fields are not a map of fields and values: ${shown(values)}`,
			'Pick them one by one in the parameter Fields to Set, or use Fields (JSON)',
		);
	}
	const given: Given = [];
	for (const [key, value] of Object.entries(values ?? {})) {
		// The editor leaves untouched fields blank: clearing is an option of its own.
		if (value === null || value === undefined || value === '') continue;
		const field = find(fields, key);
		if (field) given.push([field, value]);
		else addHint(context, `Cerb no longer has the field ${shown(key)}: its value was not sent`);
	}
	return given;
}

function readJson(context: OperationContext, fields: RecordField[]): Given {
	const { node, itemIndex } = context;
	const written: unknown = node.getNodeParameter('fieldsJson', itemIndex, '{}');
	let value: unknown = written;
	if (typeof written === 'string') {
		try {
			value = JSON.parse(written);
		} catch {
			value = undefined;
		}
	}
	if (isMap(value)) {
		return Object.entries(value).map(([key, entry]) => [knownField(context, fields, key), entry]);
	}
	throw inputError(
		node.getNode(),
		'The fields are not a JSON object',
		'Enter e.g. { "title": "Call back" } in the parameter Fields (JSON)',
	);
}

function readToClear(context: OperationContext, fields: RecordField[]): RecordField[] {
	const keys = readTexts(context, 'options.clearFields', 'Clear Fields');
	return [...new Set(keys)].map((key) => knownField(context, fields, key));
}

function find(fields: RecordField[], key: string): RecordField | undefined {
	return fields.find(
		({ key: own, customId }) =>
			own === key || (customId !== undefined && `custom_${customId}` === key),
	);
}

function knownField({ node }: OperationContext, fields: RecordField[], key: string): RecordField {
	const field = find(fields, key);
	if (field) return field;
	const near = fields.map((known) => known.key).filter((known) => known.includes(key.slice(0, 3)));
	throw inputError(
		node.getNode(),
		`Records of this type have no field ${shown(key)}`,
		near.length > 0
			? `Did you mean ${near.slice(0, 5).join(', ')}? Change it in the fields to set or in Clear Fields`
			: 'The operation Get Fields lists them all: change it in the fields to set or in Clear Fields',
	);
}

function requireFields({ node }: OperationContext, fields: RecordField[], given: Given): void {
	const keys = new Set(given.map(([field]) => field.key));
	const missing = fields.find(
		({ key, isRequired, alternatives }) =>
			isRequired && ![key, ...alternatives].some((one) => keys.has(one)),
	);
	if (!missing) return;
	const ways = [missing.key, ...missing.alternatives].join(' or ');
	throw inputError(
		node.getNode(),
		`The field "${missing.key}" is required`,
		`Set ${ways} in the parameter Fields to Set or Fields (JSON)`,
	);
}
