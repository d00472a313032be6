import { customFieldKeys, customFieldsOf } from '../records/custom-fields';
import { Dictionary } from '../records/dictionary';
import { requireType } from '../records/registry';
import type { RecordEnv, RecordType } from '../records/type';
import { isDict, type Dict, type Row, type Value } from '../records/values';
import type { Change } from './journal';

/** Records that a field links to: in an event their own links are only named. */
function shallowRecords(records: Value, env: RecordEnv): Value {
	if (!isDict(records)) return records;
	const shallow = Object.entries(records).map(([id, record]) => {
		const type = isDict(record) ? requireType(String(record._context), env.state) : undefined;
		const row = type && env.state.get(type.alias, Number(id));
		if (type === undefined || row === undefined) return [id, record];
		return [id, Dictionary.shallow(type, row, env).toDict()];
	});
	return Object.fromEntries(shallow) as Dict;
}

/** Custom fields by number and by uri, as events have them without being asked. */
function customOf(type: RecordType, row: Row, env: RecordEnv): Dict {
	if (!type.options.includes('custom_fields')) return {};
	const fields = customFieldsOf(type, env);
	if (fields.length === 0) return {};
	const keys: Dict = {
		...customFieldKeys('custom', type, row, {}, env),
		...customFieldKeys('customfields', type, row, {}, env),
	};
	for (const { id, type: kind, uri } of fields) {
		if (kind !== 'cerb.custom_field.record.links') continue;
		keys[`${String(uri)}_records`] = shallowRecords(keys[`${String(uri)}_records`] ?? [], env);
		const byNumber = `custom_${id}_records`;
		if (byNumber in keys) keys[byNumber] = shallowRecords(keys[byNumber], env);
	}
	return keys;
}

function recordKeys(type: RecordType, row: Row, env: RecordEnv): Dict {
	return { ...Dictionary.shallow(type, row, env).toDict(), ...customOf(type, row, env) };
}

function prefixed(prefix: string, keys: Dict): Array<[string, Value]> {
	return Object.entries(keys).map(([key, value]) => [`${prefix}${key}`, value]);
}

/**
 * What the handlers and automations of record.changed see of one change: `change_type`, `is_new`,
 * `actor_*`, `record_*` and `was_record_*`; of a deleted record both are its last values (measured
 * on Cerb 10.4.10). Links and more load when they are asked for.
 */
export function changeDictionary(change: Change, workerId: number, env: RecordEnv): Dictionary {
	const type = requireType(change.alias, env.state);
	const row = env.state.get(change.alias, change.id) ?? change.before;
	return Dictionary.of(
		{
			change_type: change.kind,
			is_new: change.kind === 'created',
			actor__context: 'cerberusweb.contexts.worker',
			actor_id: workerId,
			...Object.fromEntries(prefixed('record_', recordKeys(type, row, env))),
			...Object.fromEntries(prefixed('was_record_', recordKeys(type, change.before, env))),
		},
		env,
	);
}
