import type { PhpMap } from '../http/php-form';
import type { Dict } from '../records/values';

/** What a mail is made of, as compose and reply take it. Empty texts and 0 mean "not given". */
export interface MailProperties {
	/** Worker who writes it. */
	workerId: number;
	to?: string;
	cc?: string;
	bcc?: string;
	subject?: string;
	content: string;
	/** Markdown or HTML: the mail gets an HTML part. */
	isHtml: boolean;
	templateId: number;
	groupId?: number;
	bucketId?: number;
	/** Undefined: not changed; 0: nobody. */
	ownerId?: number;
	orgId?: number;
	/** 0 open, 1 waiting, 2 closed; undefined or others: not changed. */
	statusId?: number;
	/** Text of a time. */
	reopenAt: string;
	sendAt: string;
	fileIds: number[];
	isNotSent: boolean;
	isForward: boolean;
	isBroadcast: boolean;
	/** Sent, but no message is stored. */
	keepsNoCopy: boolean;
	/** `custom_<id>` parameters by id. */
	custom: PhpMap;
}

/** Properties in the order and with the names a draft's `params` have. */
export function draftParams(mail: MailProperties, head: Dict = {}): Dict {
	const params: Dict = { ...head };
	const put = (key: string, value: string | number | number[] | undefined): void => {
		if (value !== undefined) params[key] = value;
	};
	const given = (text: string): string | undefined => (text === '' ? undefined : text);
	put('to', mail.to);
	put('cc', mail.cc);
	put('bcc', mail.bcc);
	put('subject', mail.subject);
	put('content', mail.content);
	put('format', mail.isHtml ? 'parsedown' : undefined);
	put('html_template_id', mail.templateId === 0 ? undefined : String(mail.templateId));
	put('status_id', mail.statusId);
	put('group_id', mail.groupId);
	put('bucket_id', mail.bucketId);
	put('owner_id', mail.ownerId);
	put('worker_id', mail.workerId);
	put('ticket_reopen', given(mail.reopenAt));
	put('is_forward', mail.isForward ? 1 : undefined);
	put('file_ids', mail.fileIds.length === 0 ? undefined : mail.fileIds);
	put('send_at', given(mail.sendAt));
	if (Object.keys(mail.custom).length > 0) params.custom_fields = { ...mail.custom } as Dict;
	return params;
}
