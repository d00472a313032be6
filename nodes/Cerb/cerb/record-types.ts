import type { CerbClient } from './client';
import { isScopeRefusal } from './hints';
import { remember } from './memo';
import { NATIVE_SEARCH_KEYS } from './search-keys.data';
import type { CerbRequest } from './types';

/** A custom field as `contexts/list` tells it. */
export interface CustomField {
	id: number;
	/** What people see in Cerb. */
	name: string;
	/** The key to write by. */
	uri: string;
	/** Cerb's code of the kind, e.g. `D` for a picklist, `cerb.custom_field.slider`. */
	type: string;
	/** Of picklists and multiple checkboxes. */
	options: string[];
	/** Name of the fieldset it belongs to, if any. */
	fieldset?: string;
}

export interface RecordType {
	/** What stands in paths, e.g. `ticket`; for custom record types their URI. */
	alias: string;
	/** E.g. `cerberusweb.contexts.ticket`. */
	context: string;
	/** Singular, in the language of Cerb, e.g. `Ticket`. */
	label: string;
	canSearch: boolean;
	/** Other words for it that paths may use, e.g. `tickets`. */
	names: string[];
	/** Whether records can be created and changed. */
	canWrite: boolean;
	customFields: CustomField[];
}

interface ListedField {
	id: number;
	name: string;
	uri?: string;
	type: string;
	params?: { options?: string[] };
}

interface ListedType {
	id: string;
	name: string;
	alias: string;
	params?: { options?: string[]; names?: Record<string, string> };
	custom_fields?: ListedField[];
	custom_fieldsets?: Array<{ name: string; custom_fields?: ListedField[] }>;
}

const REQUEST: CerbRequest = { method: 'GET', path: 'contexts/list.json' };

/** One answer serves a whole run: the list is large and changes rarely. */
const known = new WeakMap<CerbClient, Promise<RecordType[]>>();

/**
 * All record types by label, custom ones included, with their custom fields.
 * @throws NodeApiError with a way out where the token's scopes do not allow listing
 */
export async function listRecordTypes(client: CerbClient): Promise<RecordType[]> {
	return await remember(known, client, async () => await fetchRecordTypes(client));
}

/** The record type of an alias or context id, or undefined if Cerb has none. */
export async function findRecordType(
	client: CerbClient,
	name: string,
): Promise<RecordType | undefined> {
	const types = await listRecordTypes(client);
	return (
		types.find(({ alias, context }) => alias === name || context === name) ??
		types.find(({ names }) => names.includes(name))
	);
}

/**
 * The alias of a record type that was given as alias, plural or context id, so that what is known by
 * alias (limits, search keys, tickets' ways) holds for all of them. Where Cerb cannot be asked, or
 * knows no such type, the name stays: the call itself will tell.
 */
export async function canonicalType(client: CerbClient, name: string): Promise<string> {
	if (Object.hasOwn(NATIVE_SEARCH_KEYS, name)) return name;
	const [types] = await Promise.allSettled([findRecordType(client, name)]);
	return (types.status === 'fulfilled' ? types.value?.alias : undefined) ?? name;
}

async function fetchRecordTypes(client: CerbClient): Promise<RecordType[]> {
	const reading = await client.attempt(REQUEST);
	if ('failure' in reading) {
		const hint =
			'The scopes of the credential do not allow listing: enter the alias of the record type instead, e.g. ticket';
		throw client.error(
			{ ...reading.failure, ...(isScopeRefusal(reading.failure) ? { hint } : {}) },
			REQUEST,
		);
	}
	const listed = (reading.value.results ?? []) as unknown as ListedType[];
	return listed.map(readType).sort((a, b) => a.label.localeCompare(b.label));
}

function readType(type: ListedType): RecordType {
	const options = type.params?.options ?? [];
	const fieldsets = (type.custom_fieldsets ?? []).flatMap(({ name, custom_fields = [] }) =>
		custom_fields.map((field) => readField(field, name)),
	);
	return {
		alias: type.alias,
		context: type.id,
		label: type.name || type.alias,
		names: Object.keys(type.params?.names ?? {}),
		canSearch: options.includes('search'),
		canWrite: options.includes('records'),
		customFields: [...(type.custom_fields ?? []).map((field) => readField(field)), ...fieldsets],
	};
}

function readField({ id, name, uri, type, params }: ListedField, fieldset?: string): CustomField {
	const options = params?.options ?? [];
	return { id: Number(id), name, uri: uri || `custom_${id}`, type, options, fieldset };
}
