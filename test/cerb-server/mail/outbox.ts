/** A mail that has gone out to the (null) mail server; addresses as in the mail's header. */
export interface OutboxMail {
	/** E.g. `Ada at Example <team@cerb.example>`. */
	from: string;
	to: string[];
	cc: string[];
	/** In the message's record, but not in what the recipients see. */
	bcc: string[];
	subject: string;
	/** The plain part. */
	text: string;
	/** The HTML part, when the content is Markdown or HTML; as Cerb writes it before cleaning. */
	html?: string;
	attachments: Array<{ id: number; name: string; mimeType: string; size: number }>;
	/** `Message-Id` with its angle brackets. */
	messageId: string;
	/** `Message-Id` of the mail it answers. */
	inReplyTo?: string;
	ticketId: number;
	/** The message's record; undefined when no copy was kept. */
	recordId?: number;
}
