import { joinFilters, quoteValue, type LiftedQuery } from '../query';
import { searchRecords } from '../search';
import type { CerbRecord } from '../types';
import { BY_ID } from './axis';
import { readTimedPage, waitToSettle, type Source } from './source';
import type { Found, Watcher } from './watcher';
import { readWindow, startWindow } from './window';

/** One entry of Cerb's activity log about a ticket. */
export interface TicketEvent {
	/** Cerb's name of the event, e.g. `ticket.status.closed`. */
	event: string;
	/** The sentence that people read in Cerb. */
	label: string;
	/** ISO 8601. */
	time: string;
	actor: { type: string; id: number; name: string };
	/** Id of the entry. */
	logId: number;
}

/** So many tickets are asked for by their ids in one call: its address must not grow too long. */
const IDS_AT_ONCE = 200;

/** Of so many entries the newest tickets are taken. */
const SAMPLE = 50;

/**
 * Tickets to which something happened that Cerb's activity log tells of, each once with all that
 * happened. Entries come in the order of their ids.
 * @param source of tickets
 * @param events Cerb's names of the events; empty for all
 * @param settle seconds between hearing of a new entry and reading
 */
export function watchTicketLog(source: Source, events: string[], settle: number): Watcher {
	const log: Source = { ...source, type: 'activity_log', query: logQuery(events), expand: [] };
	return {
		start: async () => ({ ids: await startWindow(log, BY_ID) }),
		async next({ ids }) {
			const from = ids ?? (await startWindow(log, BY_ID));
			const onNew = async () => await waitToSettle(log, settle);
			const { records, cursor } = await readWindow(log, BY_ID, from, { onNew });
			return { found: await ticketsOf(source, records), cursors: { ids: cursor } };
		},
		async newest(count) {
			const { query } = log;
			const page = await readTimedPage(log, { query, condition: '', sort: ['-id'], size: SAMPLE });
			return (await ticketsOf(source, page.results.reverse())).slice(-count);
		},
	};
}

function logQuery(events: string[]): LiftedQuery {
	const names = events.map((event) => quoteValue(event)).join(',');
	const filters = `target:[ticket]${names === '' ? '' : ` activity:[${names}]`}`;
	return { filters, keys: ['target', 'activity'] };
}

/** The tickets that entries are about, by the last entry of each; those that are gone are left out. */
async function ticketsOf(source: Source, entries: CerbRecord[]): Promise<Found[]> {
	const events = new Map<number, TicketEvent[]>();
	for (const entry of entries) {
		const id = Number(entry.target_id);
		const sameTicket = events.get(id) ?? [];
		// Set anew, so that the ticket moves behind the others.
		events.delete(id);
		events.set(id, [...sameTicket, toEvent(entry)]);
	}
	const tickets = await findTickets(source, [...events.keys()]);
	return [...events].flatMap(([id, happened]) => {
		const record = tickets.get(id);
		return record ? [{ record, events: happened }] : [];
	});
}

async function findTickets(
	{ client, query, expand }: Source,
	ids: number[],
): Promise<Map<number, CerbRecord>> {
	const found = new Map<number, CerbRecord>();
	for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
		const some = `id:[${ids.slice(from, from + IDS_AT_ONCE).join(',')}]`;
		const { records } = await searchRecords(client, {
			type: 'ticket',
			query: { ...query, filters: joinFilters([query.filters, some]) },
			limit: undefined,
			expand,
		});
		for (const record of records) found.set(Number(record.id), record);
	}
	return found;
}

function toEvent(entry: CerbRecord): TicketEvent {
	const { variables } = (entry.params ?? {}) as { variables?: { actor?: unknown } };
	const context = String(entry.actor__context ?? '');
	return {
		event: String(entry.activity_point),
		label: String(entry._label),
		time: new Date(Number(entry.created) * 1000).toISOString(),
		actor: {
			type: context.replace(/^cerberusweb\.contexts\./, ''),
			id: Number(entry.actor_id),
			name: String(variables?.actor ?? ''),
		},
		logId: Number(entry.id),
	};
}
