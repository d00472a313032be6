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
	if (actor.isAdmin) return true;
	const members = state.get('group', Number(row.group_id))?.members;
	return typeof members === 'object' && members !== null && String(actor.workerId) in members;
}

function defaultBucket(groupId: number, { state }: WriteContext): Row | undefined {
	const own = [...state.table('bucket').scan()].filter((row) => row.group_id === groupId);
	return own.find((row) => row.is_default === 1);
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

/** Three letters, five digits, three digits, as Cerb makes them; never twice the same. */
function newMask({ state }: WriteContext): string {
	const number = state.table('ticket').nextId();
	const letters = [0, 1, 2].map((place) =>
		String.fromCharCode(65 + ((number * 7 + place * 11) % 26)),
	);
	const first = String((number * 7919) % 100000).padStart(5, '0');
	return `${letters.join('')}-${first}-${String(number % 1000).padStart(3, '0')}`;
}

function participants(row: Row): number[] {
	return Array.isArray(row.participants) ? row.participants.map(Number) : [];
}

/**
 * What follows from a change of status or place (measured on Cerb 10.4.10): the first closing is
 * stamped, so is each opening, and the time spent open is added up when that ends.
 */
function trackTimes(row: Row, before: Row, now: number): void {
	const opened = Number(before.last_opened_delta ?? 0);
	const wasOpen = before.status_id === 0;
	const isOpen = row.status_id === 0;
	const hasMoved = row.group_id !== before.group_id || row.bucket_id !== before.bucket_id;
	if (wasOpen && opened > 0 && (hasMoved || !isOpen)) {
		row.elapsed_status_open = Number(row.elapsed_status_open) + now - opened;
	}
	if (isOpen && (hasMoved || !wasOpen)) row.last_opened_delta = now;
	if (isOpen && !wasOpen) row.last_opened_at = now;
	if (row.status_id === 2 && before.status_id !== 2 && Number(row.closed_at) === 0) {
		row.closed_at = now;
		row.elapsed_resolution_first = now - Number(row.created);
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
			const inbox = defaultBucket(groupId, context);
			if (inbox !== undefined) columns.set('bucket_id', inbox.id);
		}
		return undefined;
	},
	onCreate: (context): Dict => ({ mask: newMask(context), importance: 50, bucket_id: 0 }),
	afterWrite: (row, columns, context, before) => {
		if (before !== undefined) trackTimes(row, before, context.state.now());
		const ids = participants(row);
		for (const email of parseEmails(String(columns.get('_participants') ?? ''))) {
			const id = lookUpAddress(email, context);
			if (id !== undefined && !ids.includes(id)) ids.push(id);
		}
		for (const part of String(columns.get('_participant_ids') ?? '').split(',')) {
			const id = Number(part);
			const at = ids.indexOf(Math.abs(id));
			if (id < 0 && at >= 0) ids.splice(at, 1);
			else if (id > 0 && at < 0) ids.push(id);
		}
		row.participants = ids.sort((a, b) => a - b);
	},
};
