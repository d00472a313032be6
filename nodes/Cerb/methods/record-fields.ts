import type {
	FieldType,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { listFields, type FieldKind, type RecordField } from '../cerb/fields';
import { currentRecordType, openClient } from './client';

/** n8n's inputs for the kinds of fields; lists are texts with commas, which also hold expressions. */
const INPUTS: Partial<Record<FieldKind, FieldType>> = {
	boolean: 'boolean',
	date: 'dateTime',
	decimal: 'number',
	number: 'number',
	object: 'object',
	option: 'options',
	slider: 'number',
};

/** What a text field for several values expects. */
const WRITTEN: Partial<Record<FieldKind, string>> = {
	geo: 'latitude, longitude',
	id: 'ID',
	ids: 'IDs, with commas',
	links: 'type:id, with commas',
	list: 'with commas',
	options: 'with commas',
};

/** The fields of the chosen record type for a new record: required ones cannot be left out. */
export async function getFieldsToCreate(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return { fields: (await fields(this)).map((field) => mapperField(field, isBound(field))) };
}

/** The same for an existing record, where nothing is required. */
export async function getFieldsToUpdate(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const all = await fields(this);
	return {
		fields: all.map((field) => ({ ...mapperField(field, false), readOnly: field.isImmutable })),
	};
}

async function fields(context: ILoadOptionsFunctions): Promise<RecordField[]> {
	const client = await openClient(context);
	return await listFields(client, await currentRecordType(context, client));
}

/** A field with an alternative may stay empty if that one is filled in: checked when the node runs. */
function isBound({ isRequired, alternatives }: RecordField): boolean {
	return isRequired && alternatives.length === 0;
}

function mapperField(field: RecordField, required: boolean): ResourceMapperField {
	const { key, kind, options } = field;
	return {
		id: key,
		displayName: displayName(field),
		required,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !required && !field.isRequired,
		type: INPUTS[kind] ?? 'string',
		...(kind === 'option' ? { options: options.map((name) => ({ name, value: name })) } : {}),
	};
}

function displayName({ label, kind, alternatives, isRequired, notes }: RecordField): string {
	const or = alternatives.length > 0 ? `or ${alternatives.join(', ')}` : undefined;
	const told = [
		label.endsWith(' ID') ? undefined : WRITTEN[kind],
		or && (isRequired ? `required: this ${or}` : or),
		// The mapper has no place for descriptions: the choices of a text are worth showing.
		/^\w+ \(/.test(notes) || / \(.*\), /.test(notes) ? notes.split(';')[0] : undefined,
	].filter(Boolean);
	return told.length > 0 ? `${label} (${told.join('; ')})` : label;
}
