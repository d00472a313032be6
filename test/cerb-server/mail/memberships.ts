import type { Reader } from '../records/type';
import { isDict, type Row } from '../records/values';
import type { CerbState } from '../state';

/** Whether a worker may work on the tickets of a group: administrators in all of them. */
export function isMember(state: CerbState, groupId: number, actor: Reader): boolean {
	if (actor.isAdmin) return true;
	const members = state.get('group', groupId)?.members;
	return isDict(members) && String(actor.workerId) in members;
}

/** The bucket that takes a group's mail; undefined in a group without one. */
export function inboxOf(state: CerbState, groupId: number): Row | undefined {
	return [...state.table('bucket').scan()].find(
		(row) => row.group_id === groupId && row.is_default === 1,
	);
}
