import { isMember } from '../../mail/memberships';
import type { MailContext } from '../../mail/context';
import { Dictionary } from '../../records/dictionary';
import { requireType } from '../../records/registry';
import { Unclaimed } from '../../records/search/unclaimed';
import type { Dict, Row } from '../../records/values';
import { errorAnswer } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { writeRecord } from '../write-record';

/** A ticket with all links written out, as the mail endpoints answer it (8 kB of keys). */
export function legacyTicket(row: Row, { state, baseUrl }: RestRequest): Dict {
	const env = { state, baseUrl };
	return writeRecord(Dictionary.deep(requireType('ticket', state), row, env), []);
}

/** The worker's own tickets only: those of another group do not exist (Cerb 10.4.10). */
export function answerTicket(id: number, request: RestRequest): RestAnswer {
	const { state, actor } = request;
	const row = state.get('ticket', id);
	if (row === undefined || !isMember(state, Number(row.group_id), actor)) {
		return errorAnswer('ERROR', `Invalid ticket id '${id}'`);
	}
	return { kind: 'success', payload: legacyTicket(row, request) };
}

/** The ticket a worker is about to change, or the refusal, which each endpoint words its own way. */
export function ticketToChange(
	id: number,
	request: RestRequest,
	verb: 'modify' | 'delete',
): { row: Row } | { refusal: RestAnswer } {
	const { state, actor } = request;
	const row = state.get('ticket', id);
	if (row === undefined) {
		return { refusal: errorAnswer('ERROR', `Invalid ticket ID ${id}`) };
	}
	if (isMember(state, Number(row.group_id), actor)) return { row };
	const message = `Access denied to ${verb} tickets in this group.`;
	return { refusal: errorAnswer('ERROR_PERMISSIONS', message) };
}

/** What mail is handled with in a request, and what turned out to be unknown meanwhile. */
export function mailContext({ state, baseUrl, actor }: RestRequest): {
	context: MailContext;
	unclaimed: Unclaimed;
} {
	const unclaimed = new Unclaimed();
	return {
		unclaimed,
		context: { state, baseUrl, actor, unclaimed: (what) => unclaimed.add(what) },
	};
}
