import type { CerbState } from '../../../state';
import { isDict, type Dict } from '../../values';
import { isPhpMap, phpJson } from '../values';
import { adminsOnly, isManager, type Writer } from '../writer';

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** `{"manager": "1,2", "member": "3", "remove": "4"}`; anything else is ignored. */
function changeMembers(members: Dict, text: string): Dict {
	const changes = parse(text) as Record<string, unknown> | undefined;
	const ids = (role: string): string[] =>
		String(changes?.[role] ?? '')
			.split(',')
			.map((id) => id.trim())
			.filter((id) => id !== '');
	const changed = { ...members };
	for (const id of ids('manager')) changed[id] = true;
	for (const id of ids('member')) changed[id] = false;
	for (const id of ids('remove')) delete changed[id];
	return changed;
}

/** Whether mail can go out from an address: it has a transport. */
export function isSender(addressId: number, state: CerbState): boolean {
	return Number(state.get('address', addressId)?.mail_transport_id ?? 0) !== 0;
}

const checkSender: Writer['checkColumn'] = {
	reply_address_id: (value, _columns, { state }) =>
		Number(value) === 0 || isSender(Number(value), state)
			? undefined
			: "'reply_address_id' is not configured for outgoing mail.",
};

/** Group: a new one has an inbox only when the UI makes it; mail goes out from the default sender. */
export const group: Writer = {
	keys: {
		members: (value, columns) => {
			columns.set('_members', isPhpMap(value) ? phpJson(value) : String(value));
			return undefined;
		},
	},
	checkColumn: checkSender,
	isWritable: (row, { actor }) => actor.isAdmin || isManager(row, actor.workerId),
	beforeWrite: adminsOnly,
	onCreate: ({ state }) => ({ replyto_id: state.get('group', 1)?.replyto_id ?? 0 }),
	afterWrite: (row, columns) => {
		const text = columns.get('_members');
		if (text === undefined) return;
		row.members = changeMembers(isDict(row.members) ? row.members : {}, String(text));
	},
};

/** Bucket: for administrators and managers of its group. */
export const bucket: Writer = {
	checkColumn: checkSender,
	isWritable: (row, { actor, state }) =>
		actor.isAdmin || isManager(state.get('group', Number(row.group_id)), actor.workerId),
	beforeWrite: (columns, { actor, state, id }) => {
		const groupId = columns.get('group_id');
		if (groupId === undefined) {
			return id === undefined ? "The 'group_id' field is required." : undefined;
		}
		const target = state.get('group', Number(groupId));
		if (actor.isAdmin || isManager(target, actor.workerId)) return undefined;
		return 'You do not have permission to create buckets in this group.';
	},
};
