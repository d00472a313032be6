import { currencyText, decimalText } from './amounts';
import { Dictionary } from './dictionary';
import { findType } from './registry';
import type { RecordEnv, RecordType } from './type';
import { isDict, mapOrEmptyList, type Dict, type Row, type Value } from './values';

/** The custom fields of a record type, by name as Cerb lists them. */
export function customFieldsOf(type: RecordType, env: RecordEnv): Row[] {
	const fields = [...env.state.table('custom_field').scan()];
	const own = fields.filter((row) => row.context === type.context);
	return own.sort((a, b) => Number(a.pos) - Number(b.pos) || compareNames(a, b));
}

function compareNames(a: Row, b: Row): number {
	return String(a.name).toLowerCase() < String(b.name).toLowerCase() ? -1 : 1;
}

/** The column of a row that holds the raw value of a custom field; absent when never set. */
export function customColumn(fieldId: number): string {
	return `custom_${fieldId}`;
}

/** A record's raw value of a custom field; null when it was never set. */
function customValue(row: Row, fieldId: number): Value {
	return row[customColumn(fieldId)] ?? null;
}

function param(field: Row, name: string): Value {
	return isDict(field.params) ? (field.params[name] ?? null) : null;
}

/** "$ 12.34 USD" and "12.34" of minor units. */
function currencyKeys(prefix: string, field: Row, value: Value, env: RecordEnv): Dict {
	const currencyId = Number(param(field, 'currency_id') ?? 0);
	const keys: Dict = {
		[`${prefix}_currency__context`]: 'cerberusweb.contexts.currency',
		[`${prefix}_currency_id`]: currencyId,
	};
	const currency = env.state.get('currency', currencyId);
	if (currency === undefined) return keys;
	return {
		...keys,
		[`${prefix}_label`]: currencyText(value, currency),
		[`${prefix}_decimal`]: decimalText(value, Number(currency.decimal_at)),
	};
}

/** `custom_18_records`: the linked records in full, by id. */
function linkedRecords(field: Row, value: Value, env: RecordEnv): Value {
	const type = findType(String(param(field, 'context')), env.state);
	const records: Dict = {};
	if (type === undefined || !isDict(value)) return [];
	for (const id of Object.keys(value)) {
		const dictionary = Dictionary.reference(type, Number(id), env);
		dictionary.load('_label');
		records[id] = dictionary.toDict();
	}
	return mapOrEmptyList(records);
}

/** The extra keys some field types bring along (measured on Cerb 10.4.10). */
function companions(prefix: string, field: Row, value: Value, env: RecordEnv): Dict {
	switch (field.type) {
		case 'Y':
			return currencyKeys(prefix, field, value, env);
		case 'O':
			return { [`${prefix}_decimal_at`]: Number(param(field, 'decimal_at') ?? 0) };
		case 'L':
			return { [`${prefix}_id`]: value, [`${prefix}__context`]: param(field, 'context') };
		case 'W':
			return { [`${prefix}_id`]: value, [`${prefix}__context`]: 'cerberusweb.contexts.worker' };
		case 'cerb.custom_field.record.links':
			return value === null
				? { [prefix]: null }
				: { [prefix]: value, [`${prefix}_records`]: linkedRecords(field, value, env) };
		case 'cerb.custom_field.slider':
			return { [prefix]: value };
		case 'cerb.custom_field.geo.point':
			return { [prefix]: value ?? false };
		default:
			return {};
	}
}

/** Values as keys `custom_<id>` (lists joined, unset = '') and as the raw map `custom`. */
function byNumber(type: RecordType, row: Row, loaded: Dict, env: RecordEnv): Dict {
	const custom: Dict = {};
	const keys: Dict = {};
	for (const field of customFieldsOf(type, env)) {
		const prefix = customColumn(field.id);
		const value = prefix in loaded ? loaded[prefix] : customValue(row, field.id);
		const isUnsetPoint = field.type === 'cerb.custom_field.geo.point' && value === null;
		custom[String(field.id)] = isUnsetPoint ? false : value;
		keys[prefix] = '';
		if (isDict(value) || Array.isArray(value)) keys[prefix] = Object.values(value).join(', ');
		else if (typeof value === 'string') keys[prefix] = value;
		Object.assign(keys, companions(prefix, field, value, env));
	}
	return { custom: mapOrEmptyList(custom), ...keys };
}

/** Values by uri, raw, with the list of uris. */
function byUri(type: RecordType, row: Row, loaded: Dict, env: RecordEnv): Dict {
	const fields = customFieldsOf(type, env);
	const keys: Dict = { customfields: fields.map((field) => field.uri) };
	for (const field of fields) {
		const prefix = String(field.uri);
		const value = prefix in loaded ? loaded[prefix] : customValue(row, field.id);
		keys[prefix] = value;
		Object.assign(keys, companions(prefix, field, value, env));
	}
	return keys;
}

/**
 * Custom field keys for an expanded token, or undefined when the token names none. Naming one
 * field loads all of them; any `custom_…` will do, existing or not (measured on Cerb 10.4.10).
 */
export function customFieldKeys(
	token: string,
	type: RecordType,
	row: Row,
	loaded: Dict,
	env: RecordEnv,
): Dict | undefined {
	if (token === 'customfields') return byUri(type, row, loaded, env);
	if (token === 'custom' || token.startsWith('custom_')) return byNumber(type, row, loaded, env);
	if ('customfields' in loaded) return undefined;
	const uris = customFieldsOf(type, env).map((field) => String(field.uri));
	const isNamed = uris.some((uri) => token === uri || token.startsWith(`${uri}_`));
	return isNamed ? byUri(type, row, loaded, env) : undefined;
}
