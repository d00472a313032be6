import type { Row } from '../records/values';
import { parseAddresses } from './addresses';
import type { MailContext } from './context';
import { setTicketFields } from './custom-values';
import { inboxOf } from './memberships';
import { addParticipant, findOrMakeAddress } from './participants';
import type { MailProperties } from './properties';
import { afterTicketChange } from './ticket-state';
import { readReopenAt } from './times';

/** The bucket of that id if it is one of the group's, else the group's inbox. */
export function bucketIn(
	groupId: number,
	bucketId: number,
	{ state }: MailContext,
): Row | undefined {
	const wanted = state.get('bucket', bucketId);
	return wanted?.group_id === groupId ? wanted : inboxOf(state, groupId);
}

/**
 * What sending a mail does to its ticket besides the message (measured on Cerb 10.4.10): recipients
 * become participants (not with a forwarded mail), owner, status and place change.
 */
export function changeTicket(ticket: Row, mail: MailProperties, context: MailContext): void {
	const { state } = context;
	const before = { ...ticket };
	state.touch('ticket', ticket.id);
	if (!mail.isForward) {
		for (const { email } of parseAddresses(mail.to ?? '')) {
			const address = findOrMakeAddress(state, email);
			if (address !== undefined) addParticipant(ticket, address);
		}
	}
	const ownerId = mail.ownerId;
	if (ownerId !== undefined && (ownerId === 0 || state.get('worker', ownerId) !== undefined)) {
		ticket.owner_id = ownerId;
	}
	if (mail.statusId !== undefined && mail.statusId <= 2) {
		ticket.status_id = mail.statusId;
		ticket.reopen_date = mail.statusId === 0 ? 0 : readReopenAt(mail.reopenAt, context);
	}
	if (mail.groupId !== undefined) {
		ticket.group_id = mail.groupId;
		ticket.bucket_id = bucketIn(mail.groupId, mail.bucketId ?? 0, context)?.id ?? 0;
	}
	afterTicketChange(ticket, before, state, { alias: 'worker', id: mail.workerId });
	setTicketFields(ticket, mail.custom, context);
}
