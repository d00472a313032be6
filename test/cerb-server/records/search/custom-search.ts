import { customFieldsOf, customColumn } from '../custom-fields';
import type { RecordEnv, RecordType } from '../type';
import type { Value } from '../values';
import type { SearchField } from './field';

/** "CF cf_s" -> `cfCfS`: words in title case, the first letter small, other marks dropped. */
function searchKey(name: string): string {
	const titled = name
		.toLowerCase()
		.replace(/(^|[^\p{L}\p{N}])(\p{L})/gu, (_all, before: string, letter: string) => {
			return before + letter.toUpperCase();
		});
	return (titled.charAt(0).toLowerCase() + titled.slice(1)).replace(/[^A-Za-z0-9]/g, '');
}

function kindOf(type: Value, column: string): SearchField {
	switch (type) {
		case 'C':
			return { kind: 'bool', column };
		case 'E':
			return { kind: 'date', column };
		case 'N':
			return { kind: 'number', column };
		case 'D':
			return { kind: 'text', column, match: 'prefix' };
		case 'S':
		case 'T':
		case 'U':
			return { kind: 'text', column, match: 'partial' };
		default:
			return { kind: 'unknownHere' };
	}
}

/**
 * The search keys of a type, custom fields included. Those are named after the field's name, below
 * its fieldset's name where it has one (`extraInfo.fsText`), never after the uri; link and worker
 * fields add `.id` (measured on Cerb 10.4.10).
 */
export function searchFieldsOf(type: RecordType, env: RecordEnv): Record<string, SearchField> {
	const own = type.detail?.search ?? {};
	const customFields = type.options.includes('custom_fields') ? customFieldsOf(type, env) : [];
	if (customFields.length === 0) return own;
	const fields: Record<string, SearchField> = { ...own };
	for (const field of customFields) {
		const fieldset = env.state.get('custom_fieldset', Number(field.custom_fieldset_id));
		const prefix = fieldset === undefined ? '' : `${searchKey(String(fieldset.name))}.`;
		const key = prefix + searchKey(String(field.name));
		fields[key] = kindOf(field.type, customColumn(field.id));
		if (field.type === 'L' || field.type === 'W') {
			fields[`${key}.id`] = { kind: 'number', column: customColumn(field.id) };
		}
	}
	return fields;
}
