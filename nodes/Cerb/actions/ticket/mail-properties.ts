import type { INodeProperties } from 'n8n-workflow';

import { compareWords } from '../../cerb/text';
import { maxSizeOption } from '../binary-input';
import { locatorProperty } from '../locator';
import { HTML_TEMPLATE, OWNER } from '../pickers';

/** What a message says. */
export const contentProperties: INodeProperties[] = [
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		description: 'The text of the message',
	},
	{
		displayName: 'Content Format',
		name: 'contentFormat',
		type: 'options',
		options: [
			{ name: 'Markdown', value: 'markdown', description: 'Sent as text and as HTML' },
			{ name: 'Plain Text', value: 'plain', description: 'Sent as it is' },
		],
		default: 'markdown',
		description: 'How to read the content',
	},
];

/** When a message goes out, if at all. */
export const deliveryProperties: INodeProperties[] = [
	{
		displayName: 'Delivery',
		name: 'delivery',
		type: 'options',
		options: [
			{
				name: 'Keep as Draft',
				value: 'draft',
				description: 'Leave it among the drafts of the worker of the credential',
			},
			{
				name: 'Save Without Sending',
				value: 'save',
				description: 'Put the message on the ticket, but send no mail',
			},
			{ name: 'Send Later', value: 'later', description: 'Send it at a given time' },
			{ name: 'Send Now', value: 'send', description: 'Send it at once' },
		],
		default: 'send',
		description: 'What to do with the message',
	},
	{
		displayName: 'Send At',
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'When to send the message',
		displayOptions: { show: { delivery: ['later'] } },
	},
];

/** Said outright, because Cerb opens a ticket again when a reply says nothing of its status. */
export function statusAfterProperty(canKeep: boolean): INodeProperties {
	const keep = { name: 'Keep', value: 'keep', description: 'Leave the status as it is' };
	return {
		displayName: 'Status Afterwards',
		name: 'statusAfter',
		type: 'options',
		options: [
			{ name: 'Closed', value: 'closed', description: 'Nothing is left to do' },
			...(canKeep ? [keep] : []),
			{ name: 'Open', value: 'open', description: 'The worker has more to do' },
			{ name: 'Waiting', value: 'waiting', description: 'It is for the recipients to answer' },
		],
		default: 'waiting',
		description: 'The status of the ticket once the message is out',
	};
}

/** Options of all messages, sorted by name together with those of an operation. */
export function mailOptions(own: INodeProperties[]): INodeProperties[] {
	return [...MAIL_OPTIONS, ...own].sort((a, b) => compareWords(a.displayName, b.displayName));
}

const MAIL_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Attachment Binary Fields',
		name: 'attachmentFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. data, attachment_0',
		description: 'The input fields that contain the files to send along, separated by commas',
	},
	{
		displayName: 'Attachment IDs',
		name: 'attachmentIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12, 13',
		description: 'Files that are in Cerb already, by their attachment IDs, separated by commas',
	},
	{
		displayName: 'BCC',
		name: 'bcc',
		type: 'string',
		default: '',
		placeholder: 'e.g. jane@example.com',
		description: 'Recipients whom the others do not see, separated by commas',
	},
	{
		displayName: 'CC',
		name: 'cc',
		type: 'string',
		default: '',
		placeholder: 'e.g. jane@example.com',
		description: 'Recipients of a copy, separated by commas',
	},
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add custom field',
		default: {},
		description: 'Custom fields of the ticket to set',
		options: [
			{
				displayName: 'Custom Field',
				name: 'fields',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getTicketCustomFields' },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	locatorProperty(HTML_TEMPLATE, false),
	maxSizeOption,
	locatorProperty(OWNER, false),
	{
		displayName: 'Reopen At',
		name: 'reopenAt',
		type: 'dateTime',
		default: '',
		description: 'When a ticket that is then waiting or closed shall open again',
	},
	{
		displayName: 'Run Commands',
		name: 'runCommands',
		type: 'boolean',
		default: false,
		description:
			'Whether Cerb shall carry out lines of the content such as #signature, #watch or #cut. Otherwise they are sent as text.',
	},
];
