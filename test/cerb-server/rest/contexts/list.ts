import { customFieldsOf } from '../../records/custom-fields';
import { Dictionary } from '../../records/dictionary';
import { allTypes, requireType } from '../../records/registry';
import { automationEventListener } from '../../records/types/listener';
import type { RecordType } from '../../records/type';
import type { Dict, Row } from '../../records/values';
import type { RestAnswer, RestRequest } from '../controller';
import manifests from './manifests.json';

/** What the plugin of a type declares: one line of `manifests.json`, as Cerb 10.4.10 lists it. */
interface Manifest {
	alias: string;
	name: string;
	plugin: string;
	/** Every name of the type with its role: `singular`, `plural`, `singular short`, … */
	names: Record<string, string | undefined>;
	acl: string[];
	options: string[];
}

const byAlias = new Map((manifests as Manifest[]).map((one) => [one.alias, one]));

/** Documented, not measured (see `automationEventListener`). */
const LISTENER: Manifest = {
	alias: automationEventListener.alias,
	name: automationEventListener.singular,
	plugin: 'cerberusweb.core',
	names: { 'automation event listener': 'singular', 'automation event listeners': 'plural' },
	acl: ['create', 'delete', 'update'],
	options: ['cards', 'custom_fields', 'links', 'records', 'search', 'workspace'],
};

/** A custom record type declares the same for all; its own options come last. */
function manifestOf(type: RecordType, { state }: RestRequest): Manifest {
	const known = byAlias.get(type.alias);
	if (known !== undefined) return known;
	if (type.alias === automationEventListener.alias) return LISTENER;
	const row = [...state.table('custom_record').scan()].find(({ uri }) => uri === type.alias);
	const params = row?.params;
	const own =
		typeof params === 'object' && params !== null && !Array.isArray(params) ? params.options : [];
	const more = Array.isArray(own) ? own.map(String) : [];
	return {
		alias: type.alias,
		name: type.singular,
		plugin: 'cerberusweb.core',
		names: { [type.singular.toLowerCase()]: 'singular', [type.plural.toLowerCase()]: 'plural' },
		acl: [
			'broadcast',
			'comment',
			'create',
			'delete',
			'export',
			'import',
			'merge',
			'update',
			'update.bulk',
		],
		options: [
			'autocomplete',
			'cards',
			'custom_fields',
			'links',
			'records',
			'search',
			'snippets',
			'va_variable',
			'watchers',
			'workspace',
			...more.filter((option) => option !== 'hide_search'),
		],
	};
}

const FIELD_SCRUB = /^(?:_context|_label|_loaded|custom_fieldset_id|context|pos)$/;
const FIELDSET_SCRUB = /^(?:_context|_label|_loaded|custom_fieldset_id|context)$/;

function described(alias: string, row: Row, scrub: RegExp, request: RestRequest): Dict {
	const dictionary = Dictionary.deep(requireType(alias, request.state), row, request);
	return Object.fromEntries(
		Object.entries(dictionary.toDict()).filter(([key]) => !scrub.test(key)),
	);
}

function describeType(type: RecordType, request: RestRequest): Dict {
	const { name, plugin, names, acl, options } = manifestOf(type, request);
	const fields = customFieldsOf(type, request);
	const fieldsOf = (fieldsetId: number): Dict[] =>
		fields
			.filter((field) => Number(field.custom_fieldset_id) === fieldsetId)
			.map((field) => described('custom_field', field, FIELD_SCRUB, request));
	const fieldsets = [...request.state.table('custom_fieldset').scan()].filter(
		(row) => row.context === type.context,
	);
	const globals = fieldsOf(0);
	return {
		id: type.context,
		name,
		plugin_id: plugin,
		alias: type.alias,
		params: { names: names as Dict, acl, options },
		...(globals.length === 0 ? {} : { custom_fields: globals }),
		custom_fieldsets: fieldsets.map((row) => ({
			...described('custom_fieldset', row, FIELDSET_SCRUB, request),
			custom_fields: fieldsOf(row.id),
		})),
	};
}

/** GET `contexts/list`: every record type with its names, options and custom fields. */
export function listContexts(request: RestRequest): RestAnswer {
	const results = allTypes(request.state).map((type) => describeType(type, request));
	return { kind: 'success', payload: { results } };
}
