import { isDict, type Dict, type Row, type Value } from '../records/values';
import { isManager } from '../records/write/writer';
import { errorAnswer } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { legacyController } from './legacy';
import { parseJson } from './parse-json';
import { textParam } from './params';
import { emptyServerError } from './server-error';

const reads = legacyController({ alias: 'group', noun: 'group', isForAdmins: true });

/** A JSON map or list as PHP sees it: keys and values. */
function entriesOf(value: Value | undefined): Array<[string, Value]> | undefined {
	return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function isThere(alias: string, id: string, { state }: RestRequest): boolean {
	return /^[1-9]\d*$/.test(id) && state.get(alias, Number(id)) !== undefined;
}

/** The roles of a group's workers; a word that is no role changes nothing. */
function setRoles(group: Row, roles: Array<[string, Value]>): void {
	const members: Dict = isDict(group.members) ? { ...group.members } : {};
	for (const [workerId, role] of roles) {
		const word = String(role).toLowerCase();
		if (word === 'manager' || word === 'member') members[workerId] = word === 'manager';
		if (word === 'remove') delete members[workerId];
	}
	group.members = members;
}

/**
 * PUT `groups/members`: `json={"groups": {"1": {"workers": {"7": "member"}}}}`. A wrong group ends
 * all of it; a wrong worker only what comes from its group on (measured on Cerb 10.4.10).
 */
function putMembers(request: RestRequest): RestAnswer {
	const { state, actor, form } = request;
	const given = parseJson(textParam(form, 'json') ?? '') as Value | undefined;
	const top = entriesOf(given);
	if (top === undefined || top.length === 0) {
		return errorAnswer('ERROR', "Invalid JSON content in 'json' field.");
	}
	const [, groupsValue] = top.find(([key]) => key === 'groups') ?? [];
	if (groupsValue === undefined || groupsValue === null) {
		return errorAnswer('ERROR', "The JSON should have a 'groups' key at the top level.");
	}
	const groups = entriesOf(groupsValue);
	if (groups === undefined) return emptyServerError();
	const unknown = groups.map(([id]) => id).filter((id) => !isThere('group', id, request));
	if (unknown.length > 0) {
		return errorAnswer('ERROR', `The JSON specifies invalid group IDs: ${unknown.join(',')}`);
	}
	const rows = groups.map(([id]) => state.get('group', Number(id)));
	if (!actor.isAdmin && !rows.every((row) => isManager(row, actor.workerId))) {
		return errorAnswer('ERROR', 'You must be an admin, or a manager of all of these groups.');
	}
	for (const [index, [id, data]] of groups.entries()) {
		const workers = isDict(data) ? (data.workers ?? null) : null;
		if (workers === null) {
			return errorAnswer('ERROR', `The JSON specifies invalid data for group ${id}`);
		}
		const roles = entriesOf(workers);
		if (roles === undefined || roles.some(([, role]) => typeof role === 'object')) {
			return emptyServerError();
		}
		const strangers = roles.map(([key]) => key).filter((key) => !isThere('worker', key, request));
		if (strangers.length > 0) {
			const list = strangers.join(',');
			return errorAnswer('ERROR', `The JSON specifies invalid workers for group ${id}: ${list}`);
		}
		const row = rows[index];
		if (row !== undefined) setRoles(row, roles);
	}
	state.revision++;
	return { kind: 'success', payload: {} };
}

/** `/rest/groups/…`: its members, and the reads every older controller has. */
export const groups: Controller = (request) => {
	const { method, path } = request;
	if (path.length === 1 && path[0] === 'members') {
		return method === 'PUT' ? putMembers(request) : errorAnswer('ERROR_NOT_IMPLEMENTED');
	}
	return reads(request);
};
