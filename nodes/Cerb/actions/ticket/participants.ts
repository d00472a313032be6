import type { IDataObject } from 'n8n-workflow';

import { readRecipients } from '../../cerb/recipients';
import { asText, shown } from '../../cerb/text';
import type { OperationContext } from '../operation';
import { problem, readText } from '../parameters';

/** A ticket with the addresses of its participants, as it is now. */
export async function ticketWithParticipants(
	{ client }: OperationContext,
	id: number,
): Promise<IDataObject> {
	return await client.callRecord({
		method: 'GET',
		path: `records/ticket/${id}.json`,
		query: { expand: 'requester_emails' },
	});
}

/** The addresses of a ticket's participants, in lower case. */
export function participantsOf(ticket: IDataObject): string[] {
	return String(ticket.requester_emails ?? '')
		.split(',')
		.map((email) => email.trim().toLowerCase())
		.filter((email) => email !== '');
}

/**
 * The addresses of the parameter Email Addresses.
 * @throws NodeOperationError naming what is none: Cerb answers with success and does nothing
 */
export function readEmails(context: OperationContext): string[] {
	const { node, itemIndex } = context;
	const value = node.getNodeParameter('emails', itemIndex, '') as unknown;
	const reading = readRecipients(
		Array.isArray(value)
			? value.map(asText).join(', ')
			: readText(context, 'emails', 'Email Addresses'),
	);
	const hint = 'Enter e.g. jane@example.com, joe@example.com in the parameter Email Addresses';
	if ('unreadable' in reading) {
		throw problem(context, `${shown(reading.unreadable)} is not an email address`, hint);
	}
	if (reading.addresses.length > 0) return reading.addresses;
	throw problem(context, 'No email address is given', hint);
}
