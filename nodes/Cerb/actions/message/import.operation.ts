import { mailText } from '../../cerb/mime';
import { binaryFieldProperty, maxSizeOption, readBinary } from '../binary-input';
import type { CerbOperation, OperationContext } from '../operation';
import { optionsProperty } from '../options';
import { problem, readText, text } from '../parameters';

/** `POST parser/parse`: what Cerb does with an email that it receives. */
export const importMessage: CerbOperation = {
	value: 'import',
	name: 'Import',
	action: 'Import message',
	description:
		'Give Cerb an email as if it had received it. It joins the ticket that it answers, or begins one.',
	properties: [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'An .eml file of the item' },
				{ name: 'Text', value: 'text', description: 'The raw text of the email' },
			],
			default: 'text',
			description: 'Where the email is',
		},
		{
			displayName: 'Raw Message',
			name: 'rawMessage',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. From: Jane <jane@example.com>',
			description: 'The email with its headers (MIME), as mail programs show its source',
			displayOptions: { show: { source: ['text'] } },
		},
		{ ...binaryFieldProperty, displayOptions: { show: { source: ['binary'] } } },
		optionsProperty([maxSizeOption]),
	],
	async execute(context) {
		const message = await readMessage(context);
		const { id, mask, last_message_id } = await context.client.call({
			method: 'POST',
			path: 'parser/parse.json',
			form: { message },
		});
		const json = {
			ticket_id: Number(id),
			ticket_mask: String(mask),
			message_id: Number(last_message_id),
		};
		return [{ json, pairedItem: { item: context.itemIndex } }];
	},
};

async function readMessage(context: OperationContext): Promise<string> {
	const source = text(context, 'source') || 'text';
	if (source === 'binary') {
		return mailText((await readBinary(context, text(context, 'binaryField'))).content);
	}
	const written = source === 'text' ? readText(context, 'rawMessage', 'Raw Message') : '';
	// Headers come first, so a text without one is no email.
	if (/^[\w-]+:/m.test(written.split(/\r?\n\r?\n/)[0]))
		return mailText(Buffer.from(written.trimStart()));
	throw problem(
		context,
		written === '' ? 'No email is given' : 'The text is not an email: it has no headers',
		'Fill in the parameter Raw Message with the source of an email, or set Source to Binary File',
	);
}
