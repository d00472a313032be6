import { storeFile } from '../../cerb/attachments';
import { existingRecord } from '../../cerb/existing';
import { listFields } from '../../cerb/fields';
import { STATUS_IDS, withoutCommands, type Mail } from '../../cerb/mail';
import { readRecipients } from '../../cerb/recipients';
import { asText, shown } from '../../cerb/text';
import type { FormValue } from '../../cerb/types';
import { encodeValue } from '../../cerb/values';
import { readBinary, type InputFile } from '../binary-input';
import { readExisting } from '../locator';
import type { OperationContext } from '../operation';
import {
	problem,
	readFlag,
	readRows,
	readText,
	readTexts,
	readTime,
	requireText,
	text,
} from '../parameters';
import { HTML_TEMPLATE, OWNER } from '../pickers';

/** How a message leaves. */
export type Delivery = { mode: 'send' | 'save' | 'draft' } | { mode: 'later'; at: number };

/** A message read from the parameters; its files are not in Cerb yet. */
export interface PreparedMail {
	mail: Mail;
	files: InputFile[];
	delivery: Delivery;
}

/**
 * Reads what all messages have in common, and checks it before anything is sent.
 * @throws NodeOperationError naming the parameter
 */
export async function readMail(context: OperationContext): Promise<PreparedMail> {
	const content = requireText(context, 'content', 'Content');
	const status = text(context, 'statusAfter');
	const fileIds = readIds(context);
	for (const id of fileIds) await existingRecord(context.client, 'attachment', id);
	const mail: Mail = {
		content: readFlag(context, 'options.runCommands', 'Run Commands')
			? content
			: withoutCommands(content),
		isMarkdown: readFormat(context),
		cc: readAddresses(context, 'options.cc', 'CC'),
		bcc: readAddresses(context, 'options.bcc', 'BCC'),
		statusId: STATUS_IDS.get(status),
		reopenAt: readReopenAt(context, status),
		ownerId: await readExisting(context, OWNER, 'options.'),
		htmlTemplateId: await readExisting(context, HTML_TEMPLATE, 'options.'),
		fileIds,
		customFields: await readCustomFields(context),
	};
	if (mail.statusId === undefined && status !== 'keep') {
		throw problem(
			context,
			`${shown(status)} is not a status`,
			'Set the parameter Status Afterwards to open, waiting or closed',
		);
	}
	if (mail.htmlTemplateId !== undefined && !mail.isMarkdown) {
		throw problem(
			context,
			'An HTML template needs content in Markdown',
			'Set the parameter Content Format to Markdown, or remove the option HTML Template',
		);
	}
	return { mail, files: await readFiles(context), delivery: readDelivery(context) };
}

/** The mail with its files stored in Cerb. To be called when all else is checked. */
export async function withStoredFiles(
	{ client }: OperationContext,
	{ mail, files }: PreparedMail,
): Promise<Mail> {
	const ids: number[] = [];
	for (const file of files) ids.push(Number((await storeFile(client, file)).id));
	return { ...mail, fileIds: [...mail.fileIds, ...ids] };
}

/**
 * Addresses with commas; undefined where there are none.
 * @throws NodeOperationError naming what is no address: Cerb leaves it out without a word
 */
export function readAddresses(
	context: OperationContext,
	parameter: string,
	displayName: string,
): string | undefined {
	const value = context.node.getNodeParameter(parameter, context.itemIndex, '') as unknown;
	const written = Array.isArray(value)
		? value.map(asText).join(', ')
		: readText(context, parameter, displayName);
	const reading = readRecipients(written);
	if ('addresses' in reading) return reading.addresses.length > 0 ? written.trim() : undefined;
	throw problem(
		context,
		`${shown(reading.unreadable)} is not an email address`,
		`Correct it in the parameter ${displayName}, e.g. Jane <jane@example.com>, joe@example.com`,
	);
}

function readFormat(context: OperationContext): boolean {
	const format = text(context, 'contentFormat') || 'markdown';
	if (format === 'markdown' || format === 'plain') return format === 'markdown';
	throw problem(
		context,
		`The content format ${shown(format)} is unknown`,
		'Set the parameter Content Format to markdown or plain',
	);
}

/** Cerb only keeps the time for a ticket that is then waiting or closed. */
function readReopenAt(context: OperationContext, status: string): number | undefined {
	const reopenAt = readTime(context, 'options.reopenAt', 'Reopen At');
	if (reopenAt === undefined || status === 'waiting' || status === 'closed') return reopenAt;
	throw problem(
		context,
		'Only a ticket that is waiting or closed can open again',
		'Set the parameter Status Afterwards to waiting or closed, or remove the option Reopen At',
	);
}

function readDelivery(context: OperationContext): Delivery {
	const mode = text(context, 'delivery') || 'send';
	if (mode === 'send' || mode === 'save' || mode === 'draft') return { mode };
	if (mode !== 'later') {
		throw problem(
			context,
			`The delivery ${shown(mode)} is unknown`,
			'Set the parameter Delivery to send, later, draft or save',
		);
	}
	const at = readTime(context, 'sendAt', 'Send At');
	if (at !== undefined) return { mode, at };
	throw problem(context, 'No time to send at is given', 'Fill in the parameter Send At');
}

function readIds(context: OperationContext): number[] {
	const ids = readTexts(context, 'options.attachmentIds', 'Attachment IDs');
	const wrong = ids.find((id) => !/^\d+$/.test(id));
	if (wrong === undefined) return [...new Set(ids.map(Number))];
	throw problem(
		context,
		`${shown(wrong)} is not the ID of an attachment`,
		'Enter digits with commas in the option Attachment IDs, e.g. 12, 13',
	);
}

async function readFiles(context: OperationContext): Promise<InputFile[]> {
	const fields = readTexts(context, 'options.attachmentFields', 'Attachment Binary Fields');
	const files: InputFile[] = [];
	for (const field of fields) files.push(await readBinary(context, field));
	return files;
}

async function readCustomFields(context: OperationContext): Promise<Record<string, FormValue>> {
	const rows = readRows(context, 'options.customFields.fields', 'Custom Fields');
	if (rows.length === 0) return {};
	const fields = (await listFields(context.client, 'ticket')).filter((field) => field.customId);
	const options = {
		alias: 'ticket',
		timezone: context.node.getTimezone(),
		allowLossyText: false,
	};
	const values: Record<string, FormValue> = {};
	for (const { field: written, value } of rows) {
		const key = asText(written);
		const field = fields.find((known) => [known.key, `custom_${known.customId}`].includes(key));
		if (!field) {
			throw problem(
				context,
				`Tickets have no custom field ${shown(key)}`,
				'Pick one from the list in the option Custom Fields',
			);
		}
		const reading = encodeValue(field, value, options);
		if ('problem' in reading) {
			throw problem(context, reading.problem.message, reading.problem.hint);
		}
		values[String(field.customId)] = reading.value;
	}
	return values;
}
