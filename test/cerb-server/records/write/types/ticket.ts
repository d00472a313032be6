import { inboxOf, isMember } from '../../../mail/memberships';
import { addParticipant, participantIds } from '../../../mail/participants';
import { afterTicketChange, logParticipant, newMask } from '../../../mail/ticket-state';
import { personName } from '../../types/contact';
import { phpNumber, type Dict, type Row } from '../../values';
import { parseEmails } from '../checks';
import type { WriteContext } from '../context';
import { lookUpAddress, lookUpGroup } from '../lookups';
import type { Columns, WriteValue } from '../values';
import { textKey, type Writer } from '../writer';
import { orgKey } from './address';
import { statusKey } from './task';

/** Members of the ticket's group and administrators may change a ticket. */
export function mayWriteTicket(row: Row, { actor, state }: WriteContext): boolean {
	return isMember(state, Number(row.group_id), actor);
}

function setBucket(bucket: Row, columns: Columns): undefined {
	columns.set('group_id', Number(bucket.group_id));
	columns.set('bucket_id', bucket.id);
}

/** `bucket` by name needs the group beside it. */
function bucketByName(
	name: string,
	columns: Columns,
	context: WriteContext,
	fields: Record<string, WriteValue | undefined>,
): string | undefined {
	let groupId: number | undefined;
	if (fields.group_id !== undefined) {
		groupId = context.state.get('group', Number(fields.group_id))?.id;
		if (groupId === undefined) return `Failed to lookup group ID: ${String(fields.group_id)}`;
	} else if (fields.group !== undefined) {
		groupId = lookUpGroup(String(fields.group), context);
		if (groupId === undefined) return `Failed to lookup group: ${String(fields.group)}`;
	} else return 'When setting `bucket`, a `group` or `group_id` is required.';
	const wanted = name.toLowerCase();
	const found = [...context.state.table('bucket').scan()].find(
		(row) => row.group_id === groupId && String(row.name).toLowerCase() === wanted,
	);
	if (found === undefined) return `Failed to lookup the bucket: ${name}`;
	return setBucket(found, columns);
}

/** The owner must be a member of the group the ticket is in then. */
function ownerError(columns: Columns, context: WriteContext): string | undefined {
	const { state, id } = context;
	const owner = state.get('worker', Number(columns.get('owner_id') ?? 0));
	if (owner === undefined) return undefined;
	const ticket = id === undefined ? undefined : state.get('ticket', id);
	const group = state.get('group', Number(columns.get('group_id') ?? ticket?.group_id ?? 0));
	const members = group?.members;
	if (group === undefined || typeof members !== 'object' || members === null) return undefined;
	if (String(owner.id) in members) return undefined;
	return `${personName(owner)} can't own this ticket because they are not a member of the group: ${String(group.name)}`;
}

/** `participants` adds emails, `participant_ids` adds ids and takes negative ones away. */
function changeParticipants(row: Row, columns: Columns, context: WriteContext): void {
	const { state, actor } = context;
	const by = { alias: 'worker', id: actor.workerId } as const;
	const add = (address: Row | undefined): void => {
		if (address === undefined || !addParticipant(row, address)) return;
		logParticipant(state, by, 'added', row, address.id);
	};
	for (const email of parseEmails(String(columns.get('_participants') ?? ''))) {
		add(state.get('address', lookUpAddress(email, context) ?? 0));
	}
	for (const part of String(columns.get('_participant_ids') ?? '').split(',')) {
		const id = Number(part);
		const ids = participantIds(row);
		if (id > 0) add(state.get('address', id));
		else if (ids.includes(-id)) {
			row.participants = ids.filter((one) => one !== -id);
			logParticipant(state, by, 'removed', row, -id);
		}
	}
}

/** Ticket: needs a subject and a group; makes no message; unknown organizations are created. */
export const ticket: Writer = {
	keys: {
		bucket: textKey(bucketByName),
		bucket_id: textKey((text, columns, { state }) => {
			const found = state.get('bucket', phpNumber(text));
			if (found === undefined) return `Failed to look up bucket_id: ${phpNumber(text)}`;
			return setBucket(found, columns);
		}),
		group: textKey((name, columns, context) => {
			const groupId = lookUpGroup(name, context);
			if (groupId === undefined) return `Failed to lookup group: ${name}`;
			columns.set('group_id', groupId);
			return undefined;
		}),
		org: orgKey('org_id'),
		participants: (value, columns) => {
			columns.set('_participants', value);
			return undefined;
		},
		participant_ids: (value, columns) => {
			columns.set('_participant_ids', value);
			return undefined;
		},
		status: statusKey({ o: 0, w: 1, c: 2, d: 3 }, 'open, waiting, closed, or deleted'),
	},
	isWritable: mayWriteTicket,
	beforeWrite: (columns, context) => {
		const groupId = Number(columns.get('group_id') ?? 0);
		if (context.id === undefined && groupId === 0) return "A 'group_id' is required.";
		const error = ownerError(columns, context);
		if (error !== undefined) return error;
		if (groupId !== 0 && !columns.has('bucket_id')) {
			const inbox = inboxOf(context.state, groupId);
			if (inbox !== undefined) columns.set('bucket_id', inbox.id);
		}
		return undefined;
	},
	onCreate: ({ state }): Dict => ({ mask: newMask(state), importance: 50, bucket_id: 0 }),
	afterWrite: (row, columns, context, before) => {
		const by = { alias: 'worker', id: context.actor.workerId } as const;
		if (before !== undefined) afterTicketChange(row, before, context.state, by);
		changeParticipants(row, columns, context);
	},
};
