import { customParams, setTicketFields } from '../../mail/custom-values';
import { inboxOf } from '../../mail/memberships';
import { afterTicketChange, deleteTicket } from '../../mail/ticket-state';
import { isNumericText, phpNumber, type Dict, type Row, type Value } from '../../records/values';
import { hasPrivilege } from '../../records/write/privileges';
import { errorAnswer, unlessUnclaimed } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { textParam } from '../params';
import { answerTicket, mailContext, ticketToChange } from './legacy-ticket';

/** Cerb says of wrong values that they are not permitted. */
const refuse = (message: string): { refusal: RestAnswer } => ({
	refusal: errorAnswer('ERROR_PERMISSIONS', message),
});

type Changes = { changes: Dict } | { refusal: RestAnswer };

/** Group and bucket: the group is needed; a bucket of another group is stored beside it. */
function readPlace(group: string, bucket: string, { state }: RestRequest): Changes {
	if (group === '' && bucket === '') return { changes: {} };
	const [groupId, bucketId] = [group, bucket].map(phpNumber);
	if (groupId === 0) return refuse("The 'group_id' field is required.");
	if (state.get('group', groupId) === undefined) return refuse("The given 'group_id' is invalid.");
	const found = bucketId === 0 ? inboxOf(state, groupId) : state.get('bucket', bucketId);
	if (bucketId !== 0 && found === undefined) return refuse("The given 'bucket_id' is invalid.");
	return { changes: { group_id: groupId, bucket_id: found?.id ?? 0 } };
}

function readChanges(request: RestRequest): Changes {
	const { state, params } = request;
	const text = (name: string): string => textParam(params, name) ?? '';
	const changes: Dict = {};
	if (text('subject') !== '') changes.subject = text('subject');
	const place = readPlace(text('group_id'), text('bucket_id'), request);
	if ('refusal' in place) return place;
	Object.assign(changes, place.changes);
	for (const [name, alias] of [
		['owner_id', 'worker'],
		['org_id', 'org'],
	]) {
		if (text(name) === '') continue;
		const id = phpNumber(text(name));
		const row = state.get(alias, id);
		if (id !== 0 && row === undefined) return refuse(`The given '${name}' is invalid.`);
		if (row?.is_disabled === 1) return refuse(`The given '${name}' is disabled.`);
		changes[name] = id;
	}
	const status = text('status_id');
	// Anything else opens the ticket.
	if (status !== '') {
		changes.status_id =
			isNumericText(status) && [1, 2, 3].includes(Number(status)) ? Number(status) : 0;
	}
	return { changes };
}

/** What is really new; a new bucket alone takes the ticket into its group. */
function onlyNew(row: Row, changes: Dict, { state }: RestRequest): Dict {
	const isNew = ([key, value]: [string, Value]): boolean => row[key] !== value;
	const fresh: Dict = Object.fromEntries(Object.entries(changes).filter(isNew));
	if ('bucket_id' in fresh && !('group_id' in fresh)) {
		fresh.group_id = state.get('bucket', Number(fresh.bucket_id))?.group_id ?? row.group_id;
	}
	return fresh;
}

/** PUT `tickets/<id>`: a few columns and `custom_<id>` fields (measured on Cerb 10.4.10). */
export function changeAction(id: number, request: RestRequest): RestAnswer {
	const { state, actor, form } = request;
	const found = ticketToChange(id, request, 'modify');
	if ('refusal' in found) return found.refusal;
	const read = readChanges(request);
	if ('refusal' in read) return read.refusal;
	const before = { ...found.row };
	state.update('ticket', id, onlyNew(found.row, read.changes, request));
	afterTicketChange(found.row, before, state, { alias: 'worker', id: actor.workerId });
	const { context, unclaimed } = mailContext(request);
	setTicketFields(found.row, customParams(form), context);
	return unlessUnclaimed(unclaimed, answerTicket(id, request));
}

/** DELETE `tickets/<id>`: its id; the ticket is only marked as deleted. */
export function deleteAction(id: number, request: RestRequest): RestAnswer {
	const { state, actor } = request;
	if (!hasPrivilege(state, actor, 'contexts.cerberusweb.contexts.ticket.delete')) {
		return errorAnswer('ERROR_PERMISSIONS', 'Access denied to delete tickets.');
	}
	const found = ticketToChange(id, request, 'delete');
	if ('refusal' in found) return found.refusal;
	deleteTicket(found.row, state, { alias: 'worker', id: actor.workerId });
	return { kind: 'success', payload: { id } };
}
