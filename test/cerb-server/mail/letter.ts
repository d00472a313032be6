import type { Dict, Row } from '../records/values';
import { addressError, headerAddress, parseAddresses } from './addresses';
import { dressOf, senderOf, writeBody, type Body } from './body';
import type { MailContext } from './context';
import { attach, filesOf, makeHtmlFile, outboxFiles } from './files';
import { mailDate, newMessageId, storeMessage } from './message';
import type { OutboxMail } from './outbox';
import type { MailProperties } from './properties';

/** A mail as it is sent and kept. */
export interface Letter {
	mail: MailProperties;
	from: string;
	/** Address whose record is the message's sender. */
	senderId: number;
	to: string[];
	cc: string[];
	bcc: string[];
	subject: string;
	body: Body;
	files: Row[];
	messageId: string;
	inReplyTo?: string;
	/** Why the mail server does not take it. */
	error?: string;
}

/** Text that stands in the log of a server that refuses connections. */
const REFUSED =
	'Connection could not be established with host 127.0.0.1 :stream_socket_client(): Unable to connect (Connection refused)';

/** Puts a mail together; undefined when its group has no address to send from. */
export function writeLetter(
	mail: MailProperties,
	content: string,
	place: { group: Row; bucket: Row | undefined },
	how: { subject: string; inReplyTo?: string },
	context: MailContext,
): Letter | undefined {
	const { state } = context;
	const { group, bucket } = place;
	const worker = state.get('worker', mail.workerId);
	const sender = senderOf(group, bucket, worker, context);
	if (sender === undefined) return undefined;
	const [to, cc, bcc] = [mail.to, mail.cc, mail.bcc].map((text) => parseAddresses(text ?? ''));
	const dress = dressOf(group, bucket, mail.templateId, context);
	const { personal, address } = sender;
	return {
		mail,
		from: headerAddress({ email: String(address.email), personal }),
		senderId: address.id,
		to: to.map(headerAddress),
		cc: cc.map(headerAddress),
		bcc: bcc.map(headerAddress),
		subject: how.subject,
		body: writeBody(content, mail.isHtml, dress, worker, context),
		files: filesOf(state, mail.fileIds),
		messageId: newMessageId(state),
		inReplyTo: how.inReplyTo,
		error: addressError([...to, ...cc, ...bcc]) ?? (state.isMailDown ? REFUSED : undefined),
	};
}

/** Without a recipient in `to` nothing is sent, also not to others (measured on Cerb 10.4.10). */
export function isSent({ mail, to }: Letter): boolean {
	return to.length > 0 && !mail.isNotSent;
}

/** Why a mail fails: a wrong address always, a mail server only when it is asked. */
export function failureOf(letter: Letter): string | undefined {
	return letter.error === REFUSED && !isSent(letter) ? undefined : letter.error;
}

/** Puts a mail into the outbox. */
export function post(letter: Letter, ticketId: number, { state }: MailContext): OutboxMail {
	const { body } = letter;
	const sent: OutboxMail = {
		from: letter.from,
		to: letter.to,
		cc: letter.cc,
		bcc: letter.bcc,
		subject: letter.subject,
		text: body.text,
		...(body.mailedHtml === undefined ? {} : { html: body.mailedHtml }),
		attachments: outboxFiles(letter.files),
		messageId: letter.messageId,
		...(letter.inReplyTo === undefined ? {} : { inReplyTo: letter.inReplyTo }),
		ticketId,
	};
	state.outbox.push(sent);
	return sent;
}

function contentType({ files, body }: Letter): Dict {
	const boundary = 'boundary="_=_swift_mail_=_"';
	if (files.length > 0) return { 'content-type': `multipart/mixed; ${boundary}` };
	if (body.html !== undefined) return { 'content-type': `multipart/alternative; ${boundary}` };
	return {
		'content-type': 'text/plain; charset=utf-8',
		'content-transfer-encoding': 'quoted-printable',
	};
}

function headersOf(letter: Letter, now: number): Dict {
	const list = (name: string, items: string[]): Dict =>
		items.length === 0 ? {} : { [name]: items.join(', ') };
	const { inReplyTo } = letter;
	return {
		...list('to', letter.to),
		...list('cc', letter.cc),
		...list('bcc', letter.bcc),
		...(inReplyTo === undefined ? {} : { 'in-reply-to': inReplyTo, references: inReplyTo }),
		...contentType(letter),
		date: mailDate(now),
		from: letter.from,
		'message-id': letter.messageId,
		'mime-version': '1.0',
		subject: letter.subject.trim(),
		'x-mailer': 'Cerb 10.4.10 (Build 2024030901)',
	};
}

/** Keeps a mail as message of a ticket, with its files and the HTML as one more. */
export function keepLetter(
	letter: Letter,
	ticketId: number,
	more: Dict,
	context: MailContext,
): Row {
	const { state } = context;
	const { mail, body, files } = letter;
	const row = storeMessage(state, body.text, headersOf(letter, state.now()), {
		ticket_id: ticketId,
		sender_id: letter.senderId,
		worker_id: mail.workerId,
		is_outgoing: 1,
		is_broadcast: mail.isBroadcast ? 1 : 0,
		is_not_sent: mail.isNotSent ? 1 : 0,
		...more,
	});
	for (const file of files) attach(state, file, `message:${row.id}`);
	if (body.html !== undefined) {
		const file = makeHtmlFile(state, body.html);
		attach(state, file, `message:${row.id}`);
		row.html_attachment_id = file.id;
	}
	return row;
}
