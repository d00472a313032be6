import { customFieldsOf } from '../../records/custom-fields';
import { findType } from '../../records/registry';
import type { RecordType } from '../../records/type';
import { mapOrEmptyList, phpNumber, type Dict, type Row } from '../../records/values';
import { noteOf } from './field-notes';
import fieldTypes from './field-types.json';
import { textOf } from '../../records/search/values-of';
import { paging } from './paging';
import paramNames from './param-names.json';
import { failed, unknownParameter, valueOf, type DataQuery, type DataQueryType } from './query';

/**
 * Own fields by type alias, `*` for custom records: the field's type, `*` behind it when it is
 * required, `!` when it cannot be changed. As listed by Cerb 10.4.10.
 */
const FIELD_TYPES = fieldTypes as Record<string, Record<string, string | undefined> | undefined>;

/** Names of the parameters inside a field of type `object`. */
const PARAM_NAMES = paramNames as Record<string, Record<string, string[]> | undefined>;

/** What `type` says of a custom field; three newer types go by their extension id. */
const CUSTOM_TYPES: Record<string, string | undefined> = {
	C: 'bit',
	D: 'string',
	E: 'timestamp',
	F: 'file',
	I: 'files',
	L: 'record',
	M: 'list',
	N: 'uint',
	O: 'float',
	S: 'string',
	T: 'string',
	U: 'url',
	W: 'worker',
	X: 'multi-checkbox',
	Y: 'currency',
};

function ownFields(type: RecordType): Dict {
	const fields: Dict = {};
	for (const [key, code = ''] of Object.entries(
		FIELD_TYPES[type.alias] ?? FIELD_TYPES['*'] ?? {},
	)) {
		const [, name, marks] = /^([^*!]*)([*!]*)$/.exec(code) ?? [];
		const entry: Dict = {
			key,
			is_immutable: marks.includes('!'),
			is_required: marks.includes('*'),
			notes: noteOf(key, name, type),
			type: name,
		};
		const groups = PARAM_NAMES[`${type.alias}.${key}`];
		if (groups !== undefined) {
			entry._reference = Object.fromEntries(
				Object.entries(groups).map(([group, names]) => [
					group,
					Object.fromEntries(names.map((one) => [one, one.replace(/_/g, ' ')])),
				]),
			);
		}
		fields[key] = entry;
	}
	return fields;
}

function customField(field: Row, query: DataQuery): Dict {
	const fieldset = query.state.get('custom_fieldset', Number(field.custom_fieldset_id));
	return {
		key: field.uri,
		is_custom: field.id,
		is_immutable: false,
		is_required: false,
		notes: fieldset === undefined ? field.name : `${String(fieldset.name)} ${String(field.name)}`,
		type: CUSTOM_TYPES[String(field.type)] ?? field.type,
	};
}

/** `record.fields`: the fields of a type that can be written, by key, custom ones included. */
export const recordFields: DataQueryType = (query) => {
	const wrong = unknownParameter(query, ['of', 'filter', 'limit', 'page', 'format']);
	if (wrong !== undefined) return wrong;
	const of = textOf(valueOf(query, 'of') ?? []) ?? '';
	if (of === '') return failed('The `of:` parameter is required.');
	const type = findType(of, query.state);
	if (type === undefined) return failed('The `of:` parameter is not a valid record type.');
	const format = textOf(valueOf(query, 'format') ?? []) ?? 'dictionaries';
	if (format !== 'dictionaries') {
		return failed(
			`\`format:${format}\` is not valid for \`type:record.fields\`. Must be one of: dictionaries`,
		);
	}
	// Without a prototype: a custom field may be called `__proto__` (Cerb 10.4.10 allows it).
	const fields = Object.assign(Object.create(null) as Dict, ownFields(type));
	for (const field of customFieldsOf(type, query)) {
		fields[String(field.uri)] = customField(field, query);
	}
	const filter = (textOf(valueOf(query, 'filter') ?? []) ?? '').toLowerCase();
	const found = Object.entries(fields)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.filter(([key, field]) =>
			`${key} ${String((field as Dict).notes)}`.toLowerCase().includes(filter),
		);
	const meta: Dict = { type: 'record.fields', format };
	const limit = phpNumber(textOf(valueOf(query, 'limit') ?? []) ?? '0');
	if (limit <= 0) return { kind: 'data', meta, data: mapOrEmptyList(Object.fromEntries(found)) };
	const page = phpNumber(textOf(valueOf(query, 'page') ?? []) ?? '0');
	const part = found.slice(page * limit, (page + 1) * limit);
	meta.paging = paging(found.length, part.length, limit, page);
	return { kind: 'data', meta, data: mapOrEmptyList(Object.fromEntries(part)) };
};
