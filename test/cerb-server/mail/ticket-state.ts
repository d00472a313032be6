import { contextUrl, logActivity, ticketName, type ActivityActor } from '../records/activity';
import { permalink } from '../records/permalink';
import { requireType } from '../records/registry';
import { personName } from '../records/types/contact';
import type { Dict, Row } from '../records/values';
import type { CerbState } from '../state';

export const STATUS_WORDS = ['open', 'waiting', 'closed', 'deleted'];

/** A subject as the mail endpoints store it: cut at 255 characters (measured on Cerb 10.4.10). */
export function ticketSubject(text: string): string {
	return [...text].slice(0, 255).join('');
}

/** Three letters, five digits, three digits, as Cerb makes them; never twice the same. */
export function newMask(state: CerbState): string {
	const number = state.table('ticket').nextId();
	const letters = [0, 1, 2].map((place) =>
		String.fromCharCode(65 + ((number * 7 + place * 11) % 26)),
	);
	const first = String((number * 7919) % 100000).padStart(5, '0');
	return `${letters.join('')}-${first}-${String(number % 1000).padStart(3, '0')}`;
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

/** An entry of the log about a ticket. */
export function logTicket(
	state: CerbState,
	by: ActivityActor,
	message: string,
	ticket: Row,
	variables: Dict = {},
	urls: Dict = {},
): void {
	const type = requireType('ticket', state);
	logActivity(state, by, {
		message,
		target: { alias: 'ticket', id: ticket.id },
		variables: { target: ticketName(ticket), ...variables },
		urls: { target: contextUrl(type, ticket.id, String(ticket.mask)), ...urls },
	});
}

function logOwner(state: CerbState, by: ActivityActor, row: Row): void {
	const owner = state.get('worker', Number(row.owner_id));
	if (owner === undefined) {
		logTicket(state, by, 'ticket.unassigned', row);
		return;
	}
	const worker = personName(owner);
	const url = contextUrl(requireType('worker', state), owner.id, permalink(worker));
	logTicket(state, by, 'ticket.assigned', row, { worker }, { worker: url });
}

function logPlace(state: CerbState, by: ActivityActor, row: Row): void {
	const group = state.get('group', Number(row.group_id));
	const bucket = state.get('bucket', Number(row.bucket_id));
	if (group === undefined || bucket === undefined) return;
	const name = String(group.name);
	const url = contextUrl(requireType('group', state), group.id, permalink(name));
	logTicket(
		state,
		by,
		'ticket.moved',
		row,
		{ group: name, bucket: String(bucket.name) },
		{ group: url },
	);
}

/**
 * What follows from a change of a ticket's own columns: its times, and entries of the log about
 * owner, place and status, in this order (measured on Cerb 10.4.10).
 */
export function afterTicketChange(
	row: Row,
	before: Row,
	state: CerbState,
	by: ActivityActor,
): void {
	trackTimes(row, before, state.now());
	if (row.owner_id !== before.owner_id) logOwner(state, by, row);
	if (row.group_id !== before.group_id || row.bucket_id !== before.bucket_id) {
		logPlace(state, by, row);
	}
	if (row.status_id !== before.status_id) {
		logTicket(state, by, 'ticket.status', row, { status: STATUS_WORDS[Number(row.status_id)] });
	}
}

/** Writes about a participant of a ticket. */
export function logParticipant(
	state: CerbState,
	by: ActivityActor,
	change: 'added' | 'removed',
	ticket: Row,
	addressId: number,
): void {
	const email = String(state.get('address', addressId)?.email ?? '');
	const target = contextUrl(requireType('ticket', state), String(ticket.mask));
	const participant = contextUrl(requireType('address', state), addressId);
	logTicket(
		state,
		by,
		`ticket.participant.${change}`,
		ticket,
		{ participant: email },
		{ participant, target },
	);
}

/** Marks a ticket as deleted, as the ticket endpoints do. */
export function deleteTicket(row: Row, state: CerbState, by: ActivityActor): void {
	const before = { ...row };
	state.touch('ticket', row.id);
	state.remove('ticket', row.id);
	afterTicketChange(row, before, state, by);
}
