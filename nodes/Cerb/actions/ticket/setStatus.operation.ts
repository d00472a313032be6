import { shown } from '../../cerb/text';
import type { CerbOperation } from '../operation';
import { problem, readTime, text } from '../parameters';
import { changeProperties, changeTicket } from './change';

/** Statuses in which a ticket can wait for its time to open again. */
const CAN_REOPEN = ['waiting', 'closed'];

/** Sets the status of a ticket, and when it opens again. */
export const setStatus: CerbOperation = {
	value: 'setStatus',
	name: 'Set Status',
	action: 'Set ticket status',
	description: 'Open, close or delete a ticket, or let it wait',
	properties: changeProperties([
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Closed', value: 'closed', description: 'Nothing is left to do' },
				{
					name: 'Deleted',
					value: 'deleted',
					description: 'Hidden, and removed for good when Cerb cleans up',
				},
				{ name: 'Open', value: 'open', description: 'A worker has something to do' },
				{ name: 'Waiting', value: 'waiting', description: 'It is for the participants to answer' },
			],
			default: 'closed',
		},
		{
			displayName: 'Reopen At',
			name: 'reopenAt',
			type: 'dateTime',
			default: '',
			description: 'When the ticket shall open again by itself. Empty means never.',
			displayOptions: { show: { status: CAN_REOPEN } },
		},
	]),
	execute: async (context) =>
		await changeTicket(context, async () => {
			const status = text(context, 'status');
			if (!['closed', 'deleted', 'open', 'waiting'].includes(status)) {
				throw problem(
					context,
					`${shown(status)} is not a status of tickets`,
					'Set the parameter Status to open, waiting, closed or deleted',
				);
			}
			const canReopen = CAN_REOPEN.includes(status);
			const reopenAt = canReopen ? readTime(context, 'reopenAt', 'Reopen At') : undefined;
			return { status, reopen_date: reopenAt ?? 0 };
		}),
};
