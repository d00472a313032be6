import type { CerbClient } from './client';
import { remember } from './memo';
import { quoteValue } from './query';
import { findRecordType, type CustomField } from './record-types';
import type { CerbRequest } from './types';

/** How a field's values are entered, checked and written. */
export type FieldKind =
	| 'text'
	| 'url'
	| 'number'
	| 'decimal'
	| 'boolean'
	| 'date'
	| 'option'
	| 'options'
	| 'list'
	| 'id'
	| 'ids'
	| 'geo'
	| 'slider'
	| 'links'
	| 'object';

/** A field of a record type as the Records API writes it. */
export interface RecordField {
	/** What stands in `fields[…]`. */
	key: string;
	/** For people: the custom field's name with its fieldset, or the key in words. */
	label: string;
	kind: FieldKind;
	/** Cerb's own name of the type, e.g. `timestamp`. */
	type: string;
	isRequired: boolean;
	/** Cannot be written once the record exists. */
	isImmutable: boolean;
	notes: string;
	/** Keys that do the same in other words, e.g. `group` for `group_id`. */
	alternatives: string[];
	/** Of picklists and multiple checkboxes. */
	options: string[];
	/** Of custom fields. */
	customId?: number;
	/** Of custom fields: Cerb's code of the type, e.g. `S` for a line of text. */
	customType?: string;
}

interface ListedField {
	key: string;
	type: string;
	notes?: string;
	is_required?: boolean;
	is_immutable?: boolean;
	is_custom?: number;
}

/** Cerb's field types; what is not named here is text. */
const KIND_BY_TYPE: Record<string, FieldKind> = {
	bit: 'boolean',
	'cerb.custom_field.geo.point': 'geo',
	'cerb.custom_field.record.links': 'ids',
	'cerb.custom_field.slider': 'slider',
	currency: 'decimal',
	fieldsets: 'list',
	file: 'id',
	files: 'ids',
	float: 'decimal',
	id: 'id',
	links: 'links',
	list: 'list',
	'multi-checkbox': 'options',
	number: 'number',
	object: 'object',
	record: 'id',
	timestamp: 'date',
	uint: 'number',
	url: 'url',
	worker: 'id',
};

const known = new WeakMap<CerbClient, Map<string, Promise<RecordField[]>>>();

/**
 * The writable fields of a record type: `record.fields` says how they are written, `contexts/list`
 * what people call the custom ones and which options they have. Asked once a run.
 * @throws NodeApiError, e.g. for an unknown type
 */
export async function listFields(client: CerbClient, type: string): Promise<RecordField[]> {
	const byType = known.get(client) ?? new Map<string, Promise<RecordField[]>>();
	known.set(client, byType);
	return await remember(byType, type, async () => await fetchFields(client, type));
}

async function fetchFields(client: CerbClient, type: string): Promise<RecordField[]> {
	const request: CerbRequest = {
		method: 'GET',
		path: 'data/query.json',
		query: { q: `type:record.fields of:${quoteValue(type)}` },
	};
	const { data } = await client.call(request);
	const custom = (await findRecordType(client, type))?.customFields ?? [];
	const listed = Object.values(data ?? {}) as ListedField[];
	const fields = listed.map((field) =>
		readField(
			field,
			custom.find(({ id }) => id === Number(field.is_custom ?? 0)),
		),
	);
	for (const field of fields) linkAlternatives(field, fields);
	return fields;
}

function readField(listed: ListedField, custom: CustomField | undefined): RecordField {
	const kind = KIND_BY_TYPE[listed.type] ?? 'text';
	const options = custom?.options ?? [];
	return {
		key: listed.key,
		label: custom ? labelOf(custom) : words(listed.key),
		kind: kind === 'text' && custom?.type === 'D' ? 'option' : kind,
		type: listed.type,
		isRequired: listed.is_required === true,
		isImmutable: listed.is_immutable === true,
		notes: custom ? '' : plainNotes(listed.notes ?? ''),
		alternatives: [],
		options,
		...(listed.is_custom
			? { customId: Number(listed.is_custom), customType: custom?.type ?? '' }
			: {}),
	};
}

function labelOf({ name, fieldset }: CustomField): string {
	return fieldset === undefined ? name : `${fieldset}: ${name}`;
}

/** `owner_id` → `Owner ID`, `author__context` → `Author Context`. */
function words(key: string): string {
	return key
		.split('_')
		.filter((word) => word !== '')
		.map((word) => (/^ids?$/.test(word) ? word.replace('id', 'ID') : capital(word)))
		.join(' ');
}

function capital(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Cerb's notes come with code marks and links into its own documentation. */
function plainNotes(notes: string): string {
	return notes.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/`/g, '');
}

/** Notes name the twin of a field: "alternative to group_id". The relation goes both ways. */
function linkAlternatives(field: RecordField, fields: RecordField[]): void {
	const key = /alternative to (\w+)/i.exec(field.notes)?.[1];
	const twin = fields.find((other) => other.key === key);
	if (!twin || twin === field) return;
	if (!twin.alternatives.includes(field.key)) twin.alternatives.push(field.key);
	if (!field.alternatives.includes(twin.key)) field.alternatives.push(twin.key);
}
