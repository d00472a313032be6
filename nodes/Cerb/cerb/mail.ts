import type { FormValue } from './types';

/** A message on its way out, as the parameters of an operation describe it. */
export interface Mail {
	content: string;
	isMarkdown: boolean;
	/** Addresses with commas; undefined where Cerb's own choice shall count. */
	to?: string;
	cc?: string;
	bcc?: string;
	subject?: string;
	/** The ticket's status afterwards; undefined leaves it as it is. */
	statusId?: number;
	/** Unix seconds. */
	reopenAt?: number;
	ownerId?: number;
	groupId?: number;
	bucketId?: number;
	orgId?: number;
	htmlTemplateId?: number;
	/** Attachment records to send along. */
	fileIds: number[];
	/** Values of the ticket's custom fields by their ids, as Cerb takes them. */
	customFields: Record<string, FormValue>;
}

/** The status ids of tickets (measured on Cerb 10.4.10). */
export const STATUS_IDS = new Map([
	['open', 0],
	['waiting', 1],
	['closed', 2],
]);

/** With this status, which it does not know, a reply leaves the ticket's as it is (Cerb 10.4.10). */
const STATUS_KEPT = 3;

/** Lines that Cerb carries out as commands and takes out of the message (measured on 10.4.10). */
const COMMAND =
	/^#(?=(attach|comment|cut|end|original_message|sig|signature|start|unwatch|watch)\b)/gim;

/** The content with its command lines made plain text: behind a space they are none. */
export function withoutCommands(content: string): string {
	return content.replace(COMMAND, ' #');
}

/** The form of `tickets/compose` and, with `message_id`, of `tickets/reply`. */
export function mailForm(mail: Mail): Record<string, FormValue> {
	const { customFields } = mail;
	const custom = Object.entries(customFields).map(([id, value]) => [`custom_${id}`, value]);
	return {
		content: mail.content,
		content_format: mail.isMarkdown ? 'markdown' : undefined,
		to: mail.to,
		cc: mail.cc,
		bcc: mail.bcc,
		subject: mail.subject,
		status: mail.statusId ?? STATUS_KEPT,
		reopen_at: mail.reopenAt === undefined ? undefined : `@${mail.reopenAt}`,
		owner_id: mail.ownerId,
		group_id: mail.groupId,
		bucket_id: mail.bucketId,
		org_id: mail.orgId,
		html_template_id: mail.htmlTemplateId,
		...(mail.fileIds.length > 0 ? { file_id: mail.fileIds } : {}),
		...Object.fromEntries(custom),
	};
}

/** The same as the `params` of a draft record, by which Cerb sends it later. */
export function draftParams(mail: Mail): Record<string, FormValue> {
	return {
		content: mail.content,
		format: mail.isMarkdown ? 'parsedown' : undefined,
		to: mail.to,
		cc: mail.cc,
		bcc: mail.bcc,
		subject: mail.subject,
		status_id: mail.statusId,
		ticket_reopen: mail.reopenAt === undefined ? undefined : `@${mail.reopenAt}`,
		owner_id: mail.ownerId,
		group_id: mail.groupId,
		bucket_id: mail.bucketId,
		org_id: mail.orgId,
		html_template_id: mail.htmlTemplateId,
		...(mail.fileIds.length > 0 ? { file_ids: mail.fileIds } : {}),
		...(Object.keys(mail.customFields).length > 0 ? { custom_fields: mail.customFields } : {}),
	};
}
