import type { INodeProperties } from 'n8n-workflow';

import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation } from '../operation';
import { problem } from '../parameters';
import { TICKET } from '../pickers';
import { addHint, outputProperties, outputRecords, readOutput } from '../record-output';
import { participantsOf, readEmails, ticketWithParticipants } from './participants';

const properties: INodeProperties[] = [
	locatorProperty(TICKET),
	{
		displayName: 'Email Addresses',
		name: 'emails',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. jane@example.com, joe@example.com',
		description: 'The participants, separated by commas',
	},
	...outputProperties,
];

/** `PUT tickets/<id>/requester`, once for each address. */
export const addParticipant: CerbOperation = {
	value: 'addParticipant',
	name: 'Add Participant',
	action: 'Add participant to ticket',
	description: 'Add people who get what is written on a ticket',
	properties,
	async execute(context) {
		const output = readOutput(context);
		const emails = readEmails(context);
		const id = await readLocator(context, TICKET);
		const added: string[] = [];
		for (const email of emails) {
			const request = context.client.call({
				method: 'PUT',
				path: `tickets/${id}/requester.json`,
				form: { email },
			});
			const [outcome] = await Promise.allSettled([request]);
			if (outcome.status === 'rejected') {
				if (added.length > 0)
					addHint(context, `Ticket ${id}: only ${added.join(', ')} took effect`);
				throw outcome.reason;
			}
			added.push(email);
		}
		const ticket = await ticketWithParticipants(context, id);
		const now = participantsOf(ticket);
		const missing = emails.filter((email) => !now.includes(email));
		if (missing.length > 0) {
			throw problem(
				context,
				`Cerb did not add ${missing.join(', ')} to ticket ${id}, although it answered with success`,
				'The addresses that Cerb itself receives mail with cannot take part; the others were added',
			);
		}
		return outputRecords(context, [ticket], output);
	},
};

/** `DELETE tickets/<id>/requester`, once for each address. */
export const removeParticipant: CerbOperation = {
	value: 'removeParticipant',
	name: 'Remove Participant',
	action: 'Remove participant from ticket',
	description: 'Remove people from those who get what is written on a ticket',
	properties,
	async execute(context) {
		const output = readOutput(context);
		const emails = readEmails(context);
		const id = await readLocator(context, TICKET);
		const before = participantsOf(await ticketWithParticipants(context, id));
		const strangers = emails.filter((email) => !before.includes(email));
		if (strangers.length > 0) {
			addHint(context, `Ticket ${id} did not have the participant ${strangers.join(', ')}`);
		}
		for (const email of emails.filter((one) => before.includes(one))) {
			await context.client.call({
				method: 'DELETE',
				path: `tickets/${id}/requester.json`,
				// Cerb reads no body here.
				query: { email },
			});
		}
		return outputRecords(context, [await ticketWithParticipants(context, id)], output);
	},
};
