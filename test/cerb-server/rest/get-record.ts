import { Dictionary } from '../records/dictionary';
import type { RecordType } from '../records/type';
import { phpInt } from '../records/values';
import { errorAnswer, notClaimed } from './answers';
import type { RestAnswer, RestRequest } from './controller';
import { boolParam, csvParam } from './params';
import { writeRecord } from './write-record';

const NOT_READABLE = 'You do not have permission to view this record.';

/**
 * GET `records/<type>/<id>`: `0001` and `1.5` are read as 1, a huge id as the largest 64-bit
 * number; soft-deleted tickets are found; private groups are for members and administrators
 * (measured on Cerb 10.4.10).
 */
export function getRecord(type: RecordType, idText: string, request: RestRequest): RestAnswer {
	const { state, baseUrl, actor, params } = request;
	const { detail } = type;
	if (detail === undefined) return notClaimed(`GET records/${type.alias}/${idText}`);
	const id = phpInt(idText);
	const env = { state, baseUrl };
	const isPlainId = id > 0n && id <= BigInt(Number.MAX_SAFE_INTEGER);
	const row = isPlainId ? state.get(type.alias, Number(id)) : undefined;
	if (detail.isReadable?.(row, actor, env) === false) {
		return errorAnswer('ERROR_PERMISSIONS', NOT_READABLE);
	}
	if (row === undefined || detail.search.id === undefined || state.isFailing(type.alias)) {
		return errorAnswer('ERROR_NOT_FOUND', `Invalid record ${type.context} #${id}`);
	}
	if (boolParam(params, 'show_meta')) return notClaimed('show_meta of one record');
	const dictionary = Dictionary.shallow(type, row, env);
	return { kind: 'success', payload: writeRecord(dictionary, csvParam(params, 'expand')) };
}
