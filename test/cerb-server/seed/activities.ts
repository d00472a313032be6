import type { Dict } from '../records/values';

const APP = 'cerberusweb.contexts.app';
const WORKER = 'cerberusweb.contexts.worker';
const TICKET = 'cerberusweb.contexts.ticket';

/** The words and links an activity's label is made of. */
function activityParams(point: string, isBySystem: boolean): Dict {
	const target = isBySystem ? '[DEMO-001] What is Cerb?' : '[TWE-33723-382] Compose ünï 😀';
	if (isBySystem) {
		return {
			message: `activities.${point}`,
			variables: { participant: 'a.costa@fiaflux.example', target, actor: 'Cerb' },
			urls: { participant: 'ctx://cerberusweb.contexts.address:27', target: `ctx://${TICKET}:1` },
		};
	}
	const isStatus = point.startsWith('ticket.status.');
	return {
		message: isStatus ? 'activities.ticket.status' : `activities.${point}`,
		variables: isStatus
			? { target, status: point.split('.')[2], actor: 'Ada Admin' }
			: { target, actor: 'Ada Admin' },
		urls: { target: `ctx://${TICKET}:61`, actor: `ctx://${WORKER}:1` },
	};
}

/** Entries of the activity log about the first tickets. */
export function activities(at: (offset: number) => number): Dict[] {
	const log = (id: number, point: string, event: string, label: string): Dict => ({
		id,
		activity_point: point,
		event,
		label,
		created: at(1 + id),
		actor__context: id === 1 ? APP : WORKER,
		actor_id: id === 1 ? 0 : 1,
		target__context: TICKET,
		target_id: id === 1 ? 1 : 61,
		params: activityParams(point, id === 1),
	});
	return [
		log(1, 'ticket.participant.added', 'Ticket Participant Added', 'Ada added a participant'),
		log(2, 'ticket.status.closed', 'Ticket Closed', 'Ada closed a ticket'),
		log(3, 'ticket.status.open', 'Ticket Opened', 'Ada opened a ticket'),
		log(4, 'ticket.message.outbound', 'Ticket Message Outbound', 'Ada answered a ticket'),
		log(5, 'ticket.message.outbound', 'Ticket Message Outbound', 'Ada answered once more'),
		log(6, 'ticket.status.deleted', 'Ticket Deleted', 'Ada deleted a ticket'),
	];
}
