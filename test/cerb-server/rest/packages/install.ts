import type { PhpMap, PhpValue } from '../../http/php-form';
import { Dictionary } from '../../records/dictionary';
import { findType } from '../../records/registry';
import { Unclaimed } from '../../records/search/unclaimed';
import type { RecordType } from '../../records/type';
import type { Dict, Row, Value } from '../../records/values';
import type { WriteContext } from '../../records/write/context';
import { checkInput, createRecord } from '../../records/write/write';
import { writerOf } from '../../records/write/types';
import type { RestRequest } from '../controller';
import { mapTexts, type Package, type PackagedRecord } from './manifest';

/** A JSON value as a form would have brought it. */
function phpValue(value: Value): PhpValue {
	if (typeof value === 'boolean') return value ? '1' : '';
	if (value === null) return '';
	if (typeof value !== 'object') return String(value);
	const map: PhpMap = Object.create(null) as PhpMap;
	for (const [key, item] of Object.entries(value)) map[key] = phpValue(item);
	return map;
}

function fieldsOf(fields: Dict, ids: Map<string, number>): PhpMap {
	const filled = mapTexts(fields, (text) =>
		text.replace(/\{\{\{uid\.(\w+)\}\}\}/g, (_, uid: string) => String(ids.get(uid) ?? '')),
	);
	return phpValue(filled) as PhpMap;
}

/** The ids other records of the package are named by in a record. */
function mentions(fields: Dict): string[] {
	return [...JSON.stringify(fields).matchAll(/\{\{\{uid\.(\w+)\}\}\}/g)].map(([, uid]) => uid);
}

function describe(type: RecordType, id: number, request: RestRequest): Dict {
	const row = request.state.get(type.alias, id) as Row;
	const dictionary = Dictionary.shallow(type, row, request);
	return { id: dictionary.load('id') ?? id, label: dictionary.load('_label') ?? '' };
}

/** Records made, by context id and uid; or Cerb's message when nothing was made. */
export type Installed = { created: Dict } | { message: string };

/**
 * Makes the records of a package: all are checked before the first is made (measured on Cerb
 * 10.4.10). A record that names one further down is not known here.
 */
export function install(
	{ records }: Package,
	request: RestRequest,
	unclaimed: Unclaimed,
): Installed {
	const { state, baseUrl, actor } = request;
	const contextOf = (type: RecordType): WriteContext => ({
		state,
		baseUrl,
		actor,
		type,
		unclaimed: (what) => unclaimed.add(what),
	});
	const ids = new Map<string, number>();
	const typed: Array<PackagedRecord & { type: RecordType }> = [];
	for (const record of records) {
		const type = findType(record.context, state);
		if (type === undefined) {
			return { message: `Unknown context '${record.context}' on record (${record.uid}).` };
		}
		if (writerOf(type) === undefined) unclaimed.add(`a packaged record of ${type.alias}`);
		const later = mentions(record.fields).filter((uid) => records.some((one) => one.uid === uid));
		if (later.some((uid) => !typed.some((one) => one.uid === uid))) {
			unclaimed.add('a packaged record that names a later one');
		}
		typed.push({ ...record, type });
	}
	for (const { uid, fields, type } of typed) {
		if (mentions(fields).length > 0) continue;
		const checked = checkInput(fieldsOf(fields, ids), contextOf(type));
		if (typeof checked === 'string') {
			return { message: `Error validating record (${uid}): ${checked}` };
		}
		if (typeof checked === 'symbol') unclaimed.add('a packaged record that PHP fails on');
	}
	if (unclaimed.first !== undefined) return { message: '' };
	const created: Record<string, Dict> = {};
	for (const { uid, fields, type } of typed) {
		const id = createRecord(fieldsOf(fields, ids), contextOf(type));
		if (typeof id !== 'number') {
			unclaimed.add('a packaged record that is refused while others are made already');
			return { message: '' };
		}
		ids.set(uid, id);
		(created[type.context] ??= {})[uid] = describe(type, id, request);
	}
	return { created };
}
