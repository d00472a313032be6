import { Dictionary } from '../../records/dictionary';
import { findType } from '../../records/registry';
import type { RecordType } from '../../records/type';
import { phpNumber, type Dict, type Row, type Value } from '../../records/values';
import { errorAnswer } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { parseJson } from '../parse-json';
import { emptyServerError } from '../server-error';
import { textParam } from '../params';

interface End {
	type: RecordType;
	row: Row;
	/** The id as it was written. */
	idText: string;
}

/** Types whose id is a text here whatever the dictionary says (measured on Cerb 10.4.10). */
const TEXT_IDS = new Set(['org', 'message']);

/** What stands for a record's name in a link; comments and tickets have one of their own. */
function nameOf({ type, row }: End, values: Dict, request: RestRequest): Value {
	const { state, baseUrl } = request;
	if (type.alias === 'ticket') return `[${String(row.mask)}] ${String(row.subject)}`;
	if (type.alias === 'message') {
		const ticket = state.get('ticket', Number(row.ticket_id));
		return `[${String(ticket?.mask)}] ${String(ticket?.subject)}`;
	}
	if (type.alias === 'comment') {
		const author = findType(String(row.author__context), state);
		const dictionary = author && Dictionary.reference(author, row.author_id, { state, baseUrl });
		return `${String(dictionary?.load('_label') ?? '')}'s comment`;
	}
	return values._label ?? Dictionary.shallow(type, row, { state, baseUrl }).load('_label') ?? '';
}

/** `{context, context_id, meta}` of one end, as measured on Cerb 10.4.10. */
function describe(end: End, request: RestRequest): Dict {
	const { type, row, idText } = end;
	const values = type.detail?.values(row, request) ?? {};
	const meta: Dict = {
		id: TEXT_IDS.has(type.alias) ? idText : (values.id ?? row.id),
		name: nameOf(end, values, request),
		permalink: type.alias === 'attachment' ? null : (values.record_url ?? null),
		updated: values.updated ?? values.updated_at ?? values.created ?? 0,
	};
	if (type.alias === 'task' || type.alias === 'ticket') meta.owner_id = row.owner_id;
	if (type.alias === 'group') meta.created = row.created;
	return { context: type.context, context_id: phpNumber(idText), meta };
}

/** A record named as `<context id>:<id>`: aliases are refused, and so is what cannot be read. */
export function findEnd(text: string, request: RestRequest): End | undefined {
	const at = text.indexOf(':');
	const idText = at < 0 ? '' : text.slice(at + 1);
	const type = findType(at < 0 ? text : text.slice(0, at), request.state);
	if (type === undefined || type.context !== text.slice(0, at)) return undefined;
	if (!/^\d+$/.test(idText)) return undefined;
	const row = request.state.get(type.alias, Number(idText));
	if (row === undefined) return undefined;
	if (type.detail?.isReadable?.(row, request.actor, request) === false) return undefined;
	return { type, row, idText };
}

/**
 * POST `contexts/link` and `contexts/unlink`: `on` is one record, `targets` a JSON array of others;
 * nothing is changed when one of them is wrong (measured on Cerb 10.4.10).
 */
export function changeLinks(request: RestRequest, change: 'link' | 'unlink'): RestAnswer {
	const { form, state } = request;
	const onText = textParam(form, 'on') ?? '';
	const on = findEnd(onText, request);
	if (on === undefined) {
		return errorAnswer('ERROR', `The 'on' value of '${onText}' is not valid.`);
	}
	const value = parseJson(textParam(form, 'targets') ?? '');
	if (typeof value !== 'object' || value === null) {
		return errorAnswer(
			'ERROR',
			"The 'targets' parameter should be a JSON formatted array of context:id pairs.",
		);
	}
	const targets: End[] = [];
	for (const item of Object.values(value)) {
		if (typeof item === 'object' && item !== null) return emptyServerError();
		const target = findEnd(String(item), request);
		if (target === undefined) {
			return errorAnswer('ERROR', `The 'targets' value of '${String(item)}' is not valid.`);
		}
		targets.push(target);
	}
	const before = {
		on: describe(on, request),
		targets: targets.map((end) => describe(end, request)),
	};
	for (const { type, row } of targets) {
		state[change](on.type.alias, on.row.id, type.alias, row.id);
	}
	return { kind: 'success', payload: before };
}
