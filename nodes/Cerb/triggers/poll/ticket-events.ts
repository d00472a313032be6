import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { ReadContext } from '../../actions/operation';
import { readTexts } from '../../actions/parameters';
import { inputError } from '../../cerb/failure';
import { shown } from '../../cerb/text';

const EVENTS: INodePropertyOptions[] = [
	{ name: 'Assigned to a Worker', value: 'ticket.owner.assigned' },
	{ name: 'Closed', value: 'ticket.status.closed' },
	{ name: 'Commented On', value: 'comment.create' },
	{ name: 'Deleted', value: 'ticket.status.deleted' },
	{ name: 'Linked to a Record', value: 'connection.link' },
	{ name: 'Merged', value: 'record.merge' },
	{ name: 'Message Received', value: 'ticket.message.inbound' },
	{ name: 'Message Relayed', value: 'ticket.message.relay' },
	{ name: 'Message Sent', value: 'ticket.message.outbound' },
	{ name: 'Moved', value: 'ticket.moved' },
	{ name: 'Opened', value: 'ticket.status.open' },
	{ name: 'Participant Added', value: 'ticket.participant.added' },
	{ name: 'Participant Removed', value: 'ticket.participant.removed' },
	{ name: 'Set to Waiting', value: 'ticket.status.waiting' },
	{ name: 'Split', value: 'ticket.split' },
	{ name: 'Unassigned', value: 'ticket.owner.unassigned' },
	{ name: 'Unlinked From a Record', value: 'connection.unlink' },
	{ name: 'Unwatched by a Worker', value: 'watcher.unfollow' },
	{ name: 'Watched by a Worker', value: 'watcher.follow' },
	{ name: 'Watcher Assigned', value: 'watcher.assigned' },
	{ name: 'Watcher Unassigned', value: 'watcher.unassigned' },
];

/** Which events on tickets to watch for, by the names of Cerb's activity log (10.4.10). */
export const ticketEventsProperty: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: EVENTS,
	default: [],
	description: 'What must have happened to the ticket. Nothing picked means anything.',
	displayOptions: { show: { triggerOn: ['ticketChanged'] } },
};

/**
 * Cerb's names of the events to watch for; none for all.
 * @throws NodeOperationError for a name that is none: it would be waited for in vain
 */
export function readTicketEvents(context: ReadContext): string[] {
	const events = readTexts(context, 'events', 'Events');
	const unknown = events.find((event) => !EVENTS.some(({ value }) => value === event));
	if (unknown === undefined) return events;
	throw inputError(
		context.node.getNode(),
		`${shown(unknown)} is not an event of tickets`,
		'Pick some in the parameter Events, or none for all',
	);
}
