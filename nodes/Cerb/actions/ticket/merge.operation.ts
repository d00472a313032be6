import type { IDataObject } from 'n8n-workflow';

import { idOfMask } from '../locator';
import type { CerbOperation, OperationContext } from '../operation';
import { problem, readTexts } from '../parameters';
import { outputProperties, outputRecords, readOutput } from '../record-output';

/** `POST tickets/merge`: the oldest ticket takes over what the others have. */
export const merge: CerbOperation = {
	value: 'merge',
	name: 'Merge',
	action: 'Merge tickets permanently',
	description:
		'Move the messages, comments and participants of tickets to the oldest of them. The others end as deleted.',
	properties: [
		{
			displayName: 'Tickets',
			name: 'tickets',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 12, 15, ABC-12345-678',
			description: 'At least two tickets, by ID or mask, separated by commas',
		},
		...outputProperties,
	],
	async execute(context) {
		const output = readOutput(context);
		const ids = await readTickets(context);
		await requireMergeable(context, ids);
		const ticket = await context.client.callRecord({
			method: 'POST',
			path: 'tickets/merge.json',
			form: { ticket_ids: ids },
		});
		return outputRecords(context, [ticket], output);
	},
};

async function readTickets(context: OperationContext): Promise<number[]> {
	const ids: number[] = [];
	for (const entry of readTexts(context, 'tickets', 'Tickets')) {
		const isId = /^\d{1,15}$/.test(entry);
		ids.push(isId ? Number(entry) : await idOfMask(context, 'ticket', entry, 'Tickets'));
	}
	const different = [...new Set(ids)];
	if (different.length >= 2) return different;
	throw problem(
		context,
		different.length === 1
			? 'One ticket alone cannot be merged'
			: 'No tickets are given to be merged',
		'Enter at least two different ones in the parameter Tickets',
	);
}

/**
 * Cerb leaves out tickets that do not exist, merges deleted ones again, and lets workers merge what
 * they may not see (measured on Cerb 10.4.10).
 */
async function requireMergeable(context: OperationContext, ids: number[]): Promise<void> {
	for (const id of ids) {
		const ticket: IDataObject = await context.client.callRecord({
			method: 'GET',
			path: `records/ticket/${id}.json`,
		});
		if (ticket.status === 'deleted') {
			throw problem(
				context,
				`Ticket ${id} is deleted or was merged already`,
				'Take it out of the parameter Tickets',
			);
		}
	}
}
