import { findType } from '../../registry';
import { isDict, type Dict, type Row } from '../../values';
import { ruleForKey } from '../definition';
import type { WriteValue } from '../values';
import type { WriteContext } from '../context';
import { adminsOnly, checkOwner, isAdmin, isOwnedBy, type Writer } from '../writer';
import { paramsKey } from './others';

const TYPE_LABELS: Record<string, string | undefined> = {
	C: 'Checkbox',
	Y: 'Currency',
	E: 'Date',
	O: 'Decimal',
	D: 'Picklist',
	F: 'File',
	I: 'Files: Multiple',
	L: 'Record Link',
	M: 'List',
	X: 'Multiple Checkboxes',
	T: 'Text: Multiple Lines',
	N: 'Number',
	S: 'Text: Single Line',
	U: 'URL',
	W: 'Worker',
	'cerb.custom_field.geo.point': 'Geolocation Point',
	'cerb.custom_field.slider': 'Slider',
	'cerb.custom_field.record.links': 'Record Links',
};

function storeParams(row: Row, json: WriteValue | undefined): void {
	if (json !== undefined) row.params = JSON.parse(String(json)) as Dict;
}

const GLOBAL_DENIED = 'You do not have permission to add global custom fields.';

/** The uri of a field: one of its own within the type, no name that the type has already. */
function uriError(value: WriteValue, context: WriteContext, contextId: string): string | undefined {
	const uri = String(value);
	const type = findType(contextId, context.state);
	if (type === undefined) return 'No record type.';
	if (/^\d+$/.test(uri)) return "Custom field URIs can't be entirely numeric.";
	if (uri.startsWith('custom_')) return "Custom field URIs can't start with `custom_`.";
	if (ruleForKey(type, uri.toLowerCase()) !== undefined) {
		return `A field on ${type.singular.toLowerCase()} records already exists for URI \`${uri}\`.`;
	}
	for (const row of context.state.table('custom_field').scan()) {
		const isOther = row.id !== context.id && row.context === type.context;
		if (isOther && String(row.uri).toLowerCase() === uri.toLowerCase()) {
			return 'must be unique within the same record type.';
		}
	}
	return undefined;
}

/** Custom field: global ones are for administrators. */
export const customField: Writer = {
	keys: { params: paramsKey('params_json') },
	isWritable: isAdmin,
	checkColumn: {
		uri: (value, columns, context) => {
			const own =
				context.id === undefined ? undefined : context.state.get('custom_field', context.id);
			return uriError(value, context, String(columns.get('context') ?? own?.context ?? ''));
		},
	},
	beforeWrite: (columns, { actor, state, id }) => {
		const fieldsetId = Number(columns.get('custom_fieldset_id') ?? 0);
		if (fieldsetId === 0) return id === undefined && !actor.isAdmin ? GLOBAL_DENIED : undefined;
		const fieldset = state.get('custom_fieldset', fieldsetId);
		if (!actor.isAdmin) {
			return 'You do not have permission to add fields to this custom fieldset.';
		}
		const contextId = columns.get('context');
		if (contextId === undefined || contextId === fieldset?.context) return undefined;
		return `The field type (${String(contextId)}) and fieldset type (${String(fieldset?.context)}) do not match.`;
	},
	afterWrite: (row, columns) => {
		row.type_label = TYPE_LABELS[String(row.type)] ?? String(row.type);
		storeParams(row, columns.get('params_json'));
		if (!isDict(row.params)) row.params = {};
	},
};

export const customFieldset: Writer = {
	beforeWrite: checkOwner,
	isWritable: isOwnedBy('owner__context', 'owner_id'),
};

/** A custom record type; its records exist from then on. */
export const customRecord: Writer = {
	keys: { params: paramsKey('params_json') },
	isWritable: isAdmin,
	// Only while there are no records of the type.
	isDeletable: (row, { actor, state }) => actor.isAdmin && state.table(String(row.uri)).size === 0,
	beforeWrite: adminsOnly,
	afterWrite: (row, columns) => {
		storeParams(row, columns.get('params_json'));
		if (!isDict(row.params)) row.params = {};
	},
};

/** Whether records of a custom type have owners: its parameters say so. */
function hasOwners({ state, type }: WriteContext): boolean {
	const row = [...state.table('custom_record').scan()].find(({ uri }) => uri === type.alias);
	const owners = isDict(row?.params) ? row.params.owners : undefined;
	return isDict(owners) && Array.isArray(owners.contexts) && owners.contexts.length > 0;
}

/** A record of a custom type: an owner only where the type has owners. */
export const customRecordInstance: Writer = {
	beforeWrite: (columns, context) => {
		const hasOwner =
			String(columns.get('owner_context') ?? '') !== '' ||
			Number(columns.get('owner_context_id') ?? 0) !== 0;
		if (hasOwners(context)) {
			context.unclaimed('owners of custom records');
			return undefined;
		}
		return hasOwner ? "This record type doesn't have ownership." : undefined;
	},
};
