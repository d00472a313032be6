import type { CerbState } from '../state';
import type { RecordType } from './type';
import { requireType } from './registry';
import { personName } from './types/contact';
import type { Dict, Row } from './values';

/** Who did it. */
export type ActivityActor = { alias: 'worker' | 'address'; id: number };

/** What is said of an activity, by Cerb's name of its message: event, sentence, point. */
const SENTENCES: Record<string, { event: string; text: string; point?: string }> = {
	'comment.create': { event: 'Comment Created', text: '{actor} commented on {object} {target}' },
	'record.merge': {
		event: 'Record Merged',
		text: '{actor} merged {context_label} {source} into {context_label} {target}',
	},
	'record.delete': {
		event: 'Record Deleted',
		text: '{actor} deleted {record_type} `{record_label}` (#{record_id})',
		point: 'record.deleted',
	},
	'ticket.assigned': {
		event: 'Ticket Assigned',
		text: '{actor} assigned ticket {target} to worker {worker}',
		point: 'ticket.owner.assigned',
	},
	'ticket.message.inbound': {
		event: 'Ticket Message Inbound',
		text: '{actor} wrote on ticket {target}',
	},
	'ticket.message.outbound': {
		event: 'Ticket Message Outbound',
		text: '{actor} responded to ticket {target}',
	},
	'ticket.moved': {
		event: 'Ticket Moved',
		text: '{actor} moved ticket {target} to {group}: {bucket}',
	},
	'ticket.participant.added': {
		event: 'Ticket Participant Added',
		text: '{actor} added {participant} to ticket {target}',
	},
	'ticket.participant.removed': {
		event: 'Ticket Participant Removed',
		text: '{actor} removed {participant} from ticket {target}',
	},
	'ticket.split': {
		event: 'Ticket Split',
		text: '{actor} split from ticket {target} into ticket {source}',
	},
	'ticket.split.from': {
		event: 'Ticket Split',
		text: '{actor} split into ticket {target} from ticket {source}',
		point: 'ticket.split',
	},
	'ticket.unassigned': {
		event: 'Ticket Unassigned',
		text: '{actor} unassigned ticket {target}',
		point: 'ticket.owner.unassigned',
	},
	'watcher.follow': {
		event: 'Watcher Followed',
		text: '{actor} started watching {target_object} {target}',
	},
};

const STATUS_EVENTS: Record<string, string> = {
	open: 'Ticket Opened',
	waiting: 'Ticket Waiting',
	closed: 'Ticket Closed',
	deleted: 'Ticket Deleted',
};

/** One entry to be. `urls` are the addresses of what the words stand for, without the actor's. */
export interface Activity {
	/** Key of the sentence, e.g. `ticket.moved`, or `ticket.status`. */
	message: string;
	/** Undefined: of what is gone. */
	target?: { alias: string; id: number };
	variables: Dict;
	urls: Dict;
}

/** `ctx://…` as the log's entries name records. */
export function contextUrl(type: RecordType, id: number | string, tail = ''): string {
	return `ctx://${type.context}:${id}${tail === '' ? '' : `/${tail}`}`;
}

function nameOf(state: CerbState, { alias, id }: ActivityActor): string {
	const row = state.get(alias, id);
	if (alias === 'worker') return row === undefined ? '' : personName(row);
	const contact = state.get('contact', Number(row?.contact_id ?? 0));
	const email = String(row?.email ?? '');
	return contact === undefined ? email : `${personName(contact)} <${email}>`;
}

/** How the log names a ticket. */
export function ticketName(ticket: Row): string {
	return `[${String(ticket.mask)}] ${String(ticket.subject)}`;
}

/** Writes an entry of the activity log; words and addresses as measured on Cerb 10.4.10. */
export function logActivity(state: CerbState, by: ActivityActor, activity: Activity): void {
	const { message, target } = activity;
	const actor = nameOf(state, by);
	const variables: Dict = { ...activity.variables, actor };
	const status = String(variables.status ?? '');
	const sentence =
		message === 'ticket.status'
			? {
					event: STATUS_EVENTS[status],
					text: '{actor} changed ticket {target} to status {status}',
					point: `ticket.status.${status}`,
				}
			: SENTENCES[message];
	const type = requireType(by.alias, state);
	state.create('activity_log', {
		activity_point: sentence.point ?? message,
		event: sentence.event,
		label: sentence.text.replace(/\{(\w+)\}/g, (_, name: string) => String(variables[name] ?? '')),
		created: state.now(),
		actor__context: type.context,
		actor_id: by.id,
		target__context: target === undefined ? '' : requireType(target.alias, state).context,
		target_id: target?.id ?? 0,
		params: {
			message: `activities.${message}`,
			variables,
			urls: { ...activity.urls, actor: contextUrl(type, by.id) },
		},
	});
}
