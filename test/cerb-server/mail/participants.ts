import type { Row } from '../records/values';
import type { CerbState } from '../state';
import { parseAddresses } from './addresses';

/** The address of the first usable email in a text, by its record; undefined: there is none. */
export function findAddress(state: CerbState, text: string): Row | undefined {
	const [first] = parseAddresses(text);
	if (first === undefined) return undefined;
	const wanted = first.email.toLowerCase();
	return [...state.table('address').scan()].find(
		(row) => String(row.email).toLowerCase() === wanted,
	);
}

/** The same; an unknown email makes a new address. */
export function findOrMakeAddress(state: CerbState, text: string): Row | undefined {
	const [first] = parseAddresses(text);
	if (first === undefined) return undefined;
	const known = findAddress(state, text);
	if (known !== undefined) return known;
	return state.get('address', state.create('address', { email: first.email.toLowerCase() }));
}

/** An address that Cerb itself sends from. */
export function isHelpdeskAddress(address: Row): boolean {
	return Number(address.mail_transport_id ?? 0) !== 0;
}

/** Ids of the addresses that take part in a ticket. */
export function participantIds(ticket: Row): number[] {
	return Array.isArray(ticket.participants) ? ticket.participants.map(Number) : [];
}

/** Takes an address in unless it is the helpdesk's own; says whether that was new. */
export function addParticipant(ticket: Row, address: Row): boolean {
	const ids = participantIds(ticket);
	if (ids.includes(address.id) || isHelpdeskAddress(address)) return false;
	ticket.participants = [...ids, address.id].sort((a, b) => a - b);
	return true;
}

/** The emails of a ticket's participants, in their order. */
export function participantEmails(state: CerbState, ticket: Row): string[] {
	return participantIds(ticket).flatMap((id) => {
		const email = state.get('address', id)?.email;
		return typeof email === 'string' ? [email] : [];
	});
}
