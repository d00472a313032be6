import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { existingRecord } from '../../cerb/existing';
import type { Failure } from '../../cerb/failure';
import { mailForm, type Mail } from '../../cerb/mail';
import type { CerbRequest } from '../../cerb/types';
import { locatorProperty, readExisting, readLocator } from '../locator';
import type { CerbOperation, OperationContext } from '../operation';
import { optionsProperty } from '../options';
import { problem, readFlag, readText } from '../parameters';
import { MESSAGE, TICKET, WORKER } from '../pickers';
import { outputProperties, readOutput } from '../record-output';
import { readAddresses, readMail, withStoredFiles, type Delivery } from './mail';
import {
	contentProperties,
	deliveryProperties,
	mailOptions,
	statusAfterProperty,
} from './mail-properties';
import { participantsOf, ticketWithParticipants } from './participants';
import { outputSent, saveDraft } from './sent';

const REPLIED_TO = {
	...MESSAGE,
	description: 'The message to answer. Empty means the latest one of the ticket.',
};

const SENDER = {
	...WORKER,
	displayName: 'Send as Worker',
	name: 'sendAsId',
	description: 'The worker who shall appear as the author. Only administrators may do so.',
};

const options: INodeProperties[] = [
	{
		displayName: 'Forward',
		name: 'forward',
		type: 'boolean',
		default: false,
		description:
			'Whether to forward in place of replying: to the addresses in To only, who do not become participants',
	},
	locatorProperty(REPLIED_TO, false),
	locatorProperty(SENDER, false),
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		description: 'A new subject, which the ticket takes over unless this is a forward',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. jane@example.com',
		description:
			'The recipients in place of the participants of the ticket, of whom they become part',
	},
];

/** `POST tickets/reply`: a message of ours on a ticket. */
export const reply: CerbOperation = {
	value: 'reply',
	name: 'Reply',
	action: 'Send ticket reply',
	description: 'Answer a ticket: to its participants, or to whom you like',
	properties: [
		locatorProperty(TICKET),
		...contentProperties,
		...deliveryProperties,
		statusAfterProperty(true),
		...outputProperties,
		optionsProperty(mailOptions(options)),
	],
	async execute(context) {
		const output = readOutput(context);
		const prepared = await readMail(context);
		const { delivery } = prepared;
		const isForward = readFlag(context, 'options.forward', 'Forward');
		const sender = await readExisting(context, SENDER, 'options.');
		const to = readAddresses(context, 'options.to', 'To');
		const ticket = await readTicket(context, await readLocator(context, TICKET));
		const messageId = await readMessageId(context, ticket);
		requireRecipient(context, to, isForward, ticket, delivery);
		const mail: Mail = {
			...(await withStoredFiles(context, prepared)),
			to,
			subject: readText(context, 'options.subject', 'Subject').trim() || undefined,
		};
		if (delivery.mode === 'later' || delivery.mode === 'draft') {
			// A draft has no way to leave the status as it is but to name it.
			const statusId = mail.statusId ?? Number(ticket.status_id);
			const draft = await saveDraft(
				context,
				isForward ? 'ticket.forward' : 'ticket.reply',
				{ ...mail, statusId },
				{
					at: delivery.mode === 'later' ? delivery.at : undefined,
					ticket_id: Number(ticket.id),
					worker_id: sender,
					params: { in_reply_message_id: messageId },
				},
			);
			const made = { ticket_id: Number(ticket.id), message_id: null, draft_id: Number(draft.id) };
			return outputSent(context, { result: 'draft', ...made }, draft, output);
		}
		const request: CerbRequest = {
			method: 'POST',
			path: 'tickets/reply.json',
			form: {
				...mailForm(mail),
				message_id: messageId,
				is_forward: isForward ? 1 : undefined,
				worker_id: sender,
				dont_send: delivery.mode === 'save' ? 1 : undefined,
			},
		};
		const answered = await context.client.callRecord(request);
		// Where its mail server fails Cerb answers with success, but there is no message (10.4.10).
		if (answered.latest_message_id === ticket.latest_message_id) {
			throw context.client.error(NOT_SENT, request);
		}
		const made = {
			ticket_id: Number(answered.id),
			message_id: Number(answered.latest_message_id),
			draft_id: null,
		};
		return outputSent(context, { result: 'message', ...made }, answered, output);
	},
};

const NOT_SENT: Failure = {
	message: 'Cerb took the reply, but has not sent it',
	hint: 'Its mail server may be down. Look at the ticket and the drafts in Cerb before you send it again: the status may have changed already',
};

/** Read anew for each item, because an item before may have changed it. */
async function readTicket(context: OperationContext, id: number): Promise<IDataObject> {
	const ticket = await ticketWithParticipants(context, id);
	if (ticket.status !== 'deleted') return ticket;
	throw problem(
		context,
		`Ticket ${id} is deleted or was merged into another`,
		'A reply would bring it back: use the operation Set Status before, if that is what you want',
	);
}

async function readMessageId(context: OperationContext, ticket: IDataObject): Promise<number> {
	const given = await readExisting(context, REPLIED_TO, 'options.');
	if (given !== undefined) {
		const message = await existingRecord(context.client, 'message', given);
		if (Number(message.ticket_id) === Number(ticket.id)) return given;
		throw problem(
			context,
			`The message ${given} belongs to ticket ${String(message.ticket_id)}, not to ${String(ticket.id)}`,
			'Correct the option Message, or leave it out to answer the latest message',
		);
	}
	const latest = Number(ticket.latest_message_id);
	if (latest > 0) return latest;
	throw problem(
		context,
		`Ticket ${String(ticket.id)} has no message that could be answered`,
		'Use the operation Compose to write to somebody',
	);
}

/** Without a recipient Cerb keeps the message, sends nothing, and answers with success. */
function requireRecipient(
	context: OperationContext,
	to: string | undefined,
	isForward: boolean,
	ticket: IDataObject,
	{ mode }: Delivery,
): void {
	if (to !== undefined || mode === 'draft' || mode === 'save') return;
	if (isForward) {
		throw problem(
			context,
			'Nobody is given to forward the message to',
			'Add recipients in the option To: Cerb would send it to the participants of the ticket',
		);
	}
	if (participantsOf(ticket).length > 0) return;
	throw problem(
		context,
		`Ticket ${String(ticket.id)} has no participants, so nobody would get the message`,
		'Add recipients in the option To, or use the operation Add Participant before',
	);
}
