import { readConversation } from '../../cerb/conversation';
import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation, OperationContext } from '../operation';
import { optionsProperty } from '../options';
import { problem, readFlag, text } from '../parameters';
import { TICKET } from '../pickers';
import { outputProperties, outputRecords, readOutput } from '../record-output';

/** A ticket with all that was written on it, in order. */
export const getConversation: CerbOperation = {
	value: 'getConversation',
	name: 'Get Conversation',
	action: 'Get ticket conversation',
	description: 'Get a ticket with its messages in order, and comments if asked',
	isReadOnly: true,
	properties: [
		locatorProperty(TICKET),
		{
			displayName: 'Include Comments',
			name: 'includeComments',
			type: 'boolean',
			default: false,
			description: 'Whether to get the comments of workers too, in their places',
		},
		...outputProperties,
		optionsProperty([
			{
				displayName: 'Max Messages',
				name: 'maxMessages',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 10,
				description: 'How many messages to get at most: the latest ones. All without this option.',
			},
		]),
	],
	async execute(context) {
		const { client } = context;
		const output = readOutput(context);
		const maxMessages = readMaxMessages(context);
		const withComments = readFlag(context, 'includeComments', 'Include Comments');
		const ticketId = await readLocator(context, TICKET);
		const ticket = await client.callRecord({
			method: 'GET',
			path: `records/ticket/${ticketId}.json`,
		});
		const conversation = await readConversation(client, { ticketId, withComments, maxMessages });
		return outputRecords(context, [ticket], output).map((item) => ({
			...item,
			json: { ...item.json, conversation },
		}));
	},
};

function readMaxMessages(context: OperationContext): number | undefined {
	const given = text(context, 'options.maxMessages').trim();
	if (given === '') return undefined;
	const max = Number(given);
	if (Number.isInteger(max) && max >= 1) return max;
	throw problem(
		context,
		'Max Messages is not a whole number of at least 1',
		'Change the option Max Messages, or remove it to get all messages',
	);
}
