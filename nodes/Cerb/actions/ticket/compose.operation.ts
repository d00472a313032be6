import { mailForm, type Mail } from '../../cerb/mail';
import { locatorProperty, readExisting } from '../locator';
import type { CerbOperation } from '../operation';
import { optionsProperty } from '../options';
import { problem, requireText } from '../parameters';
import { BUCKET, GROUP, ORG } from '../pickers';
import { outputProperties, readOutput } from '../record-output';
import { readAddresses, readMail, withStoredFiles } from './mail';
import {
	contentProperties,
	deliveryProperties,
	mailOptions,
	statusAfterProperty,
} from './mail-properties';
import { readPlace } from './place';
import { outputSent, saveDraft } from './sent';

/** `POST tickets/compose`: a new ticket that begins with a message of ours. */
export const compose: CerbOperation = {
	value: 'compose',
	name: 'Compose',
	action: 'Compose ticket and send it',
	description: 'Start a new ticket with a message to customers or anybody else',
	properties: [
		locatorProperty(GROUP),
		locatorProperty(BUCKET, false),
		{
			displayName: 'To',
			name: 'to',
			type: 'string',
			default: '',
			placeholder: 'e.g. Jane <jane@example.com>, joe@example.com',
			description: 'The recipients, separated by commas. They become participants of the ticket.',
		},
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			description: 'The subject of the message and the ticket',
		},
		...contentProperties,
		...deliveryProperties,
		statusAfterProperty(false),
		...outputProperties,
		optionsProperty(mailOptions([locatorProperty(ORG, false)])),
	],
	async execute(context) {
		const output = readOutput(context);
		const prepared = await readMail(context);
		const { delivery } = prepared;
		const place = await readPlace(context);
		const subject = requireText(context, 'subject', 'Subject');
		const to = readAddresses(context, 'to', 'To');
		if (to === undefined && (delivery.mode === 'send' || delivery.mode === 'later')) {
			throw problem(
				context,
				'The message has no recipient',
				'Fill in the parameter To: without it Cerb would send nothing, not even to CC and BCC',
			);
		}
		const mail: Mail = {
			...(await withStoredFiles(context, prepared)),
			...place,
			to,
			subject,
			orgId: await readExisting(context, ORG, 'options.'),
		};
		if (delivery.mode === 'later' || delivery.mode === 'draft') {
			const at = delivery.mode === 'later' ? delivery.at : undefined;
			const draft = await saveDraft(context, 'mail.compose', mail, { at });
			const made = { ticket_id: null, message_id: null, draft_id: Number(draft.id) };
			return outputSent(context, { result: 'draft', ...made }, draft, output);
		}
		const ticket = await context.client.callRecord({
			method: 'POST',
			path: 'tickets/compose.json',
			form: { ...mailForm(mail), ...(delivery.mode === 'save' ? { dont_send: 1 } : {}) },
		});
		const made = {
			ticket_id: Number(ticket.id),
			message_id: Number(ticket.latest_message_id),
			draft_id: null,
		};
		return outputSent(context, { result: 'ticket', ...made }, ticket, output);
	},
};
