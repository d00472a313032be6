import { contextUrl, ticketName } from '../records/activity';
import { permalink } from '../records/permalink';
import { requireType } from '../records/registry';
import type { Row } from '../records/values';
import type { CerbState } from '../state';
import { participantIds } from './participants';
import { rebuildTicket } from './ticket-counts';
import { logTicket } from './ticket-state';

const TICKET = 'cerberusweb.contexts.ticket';

/** What an emptied ticket is left with; subject, owner, place and organization stay. */
const EMPTIED = {
	status_id: 3,
	reopen_date: 0,
	initial_message_id: 0,
	initial_response_message_id: 0,
	latest_message_id: 0,
	last_opened_at: 0,
	last_opened_delta: 0,
	num_messages: 0,
	num_messages_in: 0,
	num_messages_out: 0,
	elapsed_response_first: 0,
	elapsed_resolution_first: 0,
	elapsed_status_open: 0,
	participants: [],
};

function moveContents(from: Row, to: Row, state: CerbState): void {
	for (const message of state.table('message').scan()) {
		if (message.ticket_id === from.id) message.ticket_id = to.id;
	}
	for (const draft of state.table('draft').scan()) {
		if (draft.ticket_id === from.id) draft.ticket_id = to.id;
	}
	for (const comment of state.table('comment').scan()) {
		if (comment.target__context === TICKET && comment.target_id === from.id) {
			comment.target_id = to.id;
		}
	}
	for (const end of [...state.linksOf('ticket', from.id)]) {
		const [alias, id] = end.split(':');
		state.unlink('ticket', from.id, alias, Number(id));
		if (end !== `ticket:${to.id}`) state.link('ticket', to.id, alias, Number(id));
	}
	const ids = new Set([...participantIds(to), ...participantIds(from)]);
	to.participants = [...ids].sort((a, b) => a - b);
	to.elapsed_status_open = Number(to.elapsed_status_open) + Number(from.elapsed_status_open);
}

/**
 * Merges tickets into the one with the lowest id, which keeps all its own columns; the others are
 * emptied and deleted, and `-MERGED` is put behind their masks (measured on Cerb 10.4.10).
 * @returns the ticket that is left
 */
export function mergeTickets(tickets: Row[], state: CerbState, workerId: number): Row {
	const [to, ...others] = [...tickets].sort((a, b) => a.id - b.id);
	const names = others.map(ticketName);
	for (const from of others) moveContents(from, to, state);
	rebuildTicket(state, to);
	for (const from of others) {
		const mask = String(from.mask);
		Object.assign(from, EMPTIED, { merged_into: to.id });
		if (!mask.endsWith('-MERGED')) from.mask = `${mask}-MERGED`;
	}
	const type = requireType('ticket', state);
	for (const source of names) {
		logTicket(
			state,
			{ alias: 'worker', id: workerId },
			'record.merge',
			to,
			{ context: type.context, context_label: 'ticket', source },
			{ target: contextUrl(type, to.id, permalink(String(to.subject))) },
		);
	}
	state.revision++;
	return to;
}

/** The ticket of a mask; that of a merged one leads to where its messages went. */
export function findByMask(state: CerbState, mask: string): Row | undefined {
	const wanted = mask.toLowerCase();
	const rows = [...state.table('ticket').scan()];
	const found = rows.find((row) => {
		const own = String(row.mask).toLowerCase();
		return own === wanted || (row.merged_into !== undefined && own === `${wanted}-merged`);
	});
	const next = Number(found?.merged_into ?? 0);
	if (found === undefined || next === 0) return found;
	const into = state.get('ticket', next);
	return into?.merged_into === undefined ? into : findByMask(state, String(into.mask));
}
