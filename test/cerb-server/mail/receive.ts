import { findFile } from '../records/files';
import { contextUrl } from '../records/activity';
import { requireType } from '../records/registry';
import type { Row } from '../records/values';
import { parseAddresses } from './addresses';
import type { MailContext } from './context';
import { attach, makeFile } from './files';
import { inboxOf } from './memberships';
import { findByMask } from './merge';
import { hashOf, newMessageId, storeMessage } from './message';
import { parseMime, type MimeMail, type MimePart } from './mime';
import { addParticipant, findOrMakeAddress } from './participants';
import { updateCounters } from './ticket-counts';
import { afterTicketChange, logTicket, newMask, ticketSubject } from './ticket-state';

/** The first usable address of Reply-To, From, Return-Path. */
function senderOf({ headers }: MimeMail, { state }: MailContext): Row | undefined {
	for (const name of ['reply-to', 'from', 'return-path']) {
		const [first] = parseAddresses(headers[name] ?? '');
		if (first !== undefined) return findOrMakeAddress(state, first.email);
	}
	return undefined;
}

/** Message ids a mail refers to, the likeliest first. */
function references({ headers }: MimeMail): string[] {
	const own = (headers['message-id'] ?? '').toLowerCase();
	const answered = /<[^>]*@[^>]*>/.exec(headers['in-reply-to'] ?? '')?.[0];
	const others = [...(headers.references ?? '').matchAll(/<[^>]*>/g)].map(([id]) => id).reverse();
	return [answered ?? '', ...others].filter((id) => id !== '' && id.toLowerCase() !== own);
}

/** The ticket a mail belongs to: by what it answers, else by `[…#MASK]` in its subject. */
function threadOf(mail: MimeMail, { state }: MailContext): Row | undefined {
	for (const id of references(mail)) {
		const hash = hashOf(id);
		for (const message of state.table('message').scan()) {
			if (message.hash_header_message_id !== hash) continue;
			return state.get('ticket', Number(message.ticket_id));
		}
	}
	const mask = /.*\[.*?#(.*?)\].*/.exec(mail.headers.subject ?? '')?.[1] ?? '';
	return mask === '' ? undefined : findByMask(state, mask);
}

/** The Date header; none, or one in the future, is now. */
function dateOf({ headers }: MimeMail, now: number): number {
	const at = Math.floor(Date.parse(headers.date ?? '') / 1000);
	return Number.isNaN(at) || at > now ? now : at;
}

function subjectOf({ headers }: MimeMail): string {
	const subject = (headers.subject ?? '').replace(/[\t\r\n]/g, ' ');
	return subject.trim() === '' ? '(no subject)' : subject;
}

function textOf(parts: MimePart[], type: string): string {
	const own = parts.filter((part) => part.fileName === '' && part.type === type);
	return own.map(({ text }) => text).join('');
}

/** Files and the HTML part; what is there already with the same content is used again. */
function keepFiles(message: Row, parts: MimePart[], { state, unclaimed }: MailContext): void {
	const keep = (name: string, type: string, bytes: Buffer): Row => {
		const file = findFile(state, bytes, type) ?? makeFile(state, name, type, bytes);
		attach(state, file, `message:${message.id}`);
		return file;
	};
	for (const { type, fileName, bytes } of parts) {
		if (fileName !== '') keep(fileName, type, bytes);
		else if (type !== 'text/plain' && type !== 'text/html') unclaimed(`a nameless ${type}`);
	}
	const html = textOf(parts, 'text/html');
	if (html.trim() === '') return;
	const file = keep('original_message.html', 'text/html', Buffer.from(html, 'utf8'));
	message.html_attachment_id = file.id;
}

/** What a new ticket is like until its first message is stored (measured on Cerb 10.4.10). */
const UNFILLED = {
	subject: null,
	group_id: 0,
	bucket_id: 0,
	last_opened_at: 0,
	spam_score: 0,
};

/** A new ticket in the default group, with its sender as participant. */
function openTicket(mail: MimeMail, sender: Row, group: Row, { state, actor }: MailContext): Row {
	const now = state.now();
	const id = state.create('ticket', {
		mask: newMask(state),
		subject: ticketSubject(subjectOf(mail)),
		org_id: Number(sender.org_id ?? 0),
		group_id: 0,
		bucket_id: 0,
		last_opened_at: now,
		last_opened_delta: now,
		spam_score: 0.2286,
	});
	const ticket = state.get('ticket', id);
	if (ticket === undefined) throw new TypeError('A new ticket is not there');
	addParticipant(ticket, sender);
	const before = { ...ticket };
	ticket.group_id = group.id;
	ticket.bucket_id = inboxOf(state, group.id)?.id ?? 0;
	afterTicketChange(ticket, before, state, { alias: 'worker', id: actor.workerId });
	return ticket;
}

function reopen(ticket: Row, { state, actor }: MailContext): void {
	const before = { ...ticket };
	ticket.status_id = 0;
	ticket.updated = state.now();
	afterTicketChange(ticket, before, state, { alias: 'worker', id: actor.workerId });
}

/**
 * Takes a mail in: it joins the ticket it answers, which is opened, or makes a new one (measured on
 * Cerb 10.4.10). Undefined: it has no sender, or nowhere to go (then an empty ticket is left).
 * @returns the ticket
 */
export function receiveMail(raw: Buffer, context: MailContext): Row | undefined {
	const { state, unclaimed } = context;
	const mail = parseMime(raw);
	const sender = senderOf(mail, context);
	if (sender === undefined || sender.is_banned === 1) return undefined;
	if (mail.unknownType !== undefined) unclaimed(`mail with a part of ${mail.unknownType}`);
	const known = threadOf(mail, context);
	const group = [...state.table('group').scan()].find((row) => row.is_default === 1);
	if (known === undefined && group === undefined) {
		state.create('ticket', { mask: newMask(state), subject: null, group_id: 0, bucket_id: 0 });
		return undefined;
	}
	const ticket = known ?? openTicket(mail, sender, group ?? sender, context);
	const text = textOf(mail.parts, 'text/plain');
	if (text === '' && textOf(mail.parts, 'text/html').trim() !== '') {
		unclaimed('the plain text of a mail in HTML only');
	}
	const headers = { 'message-id': newMessageId(state), ...mail.headers } as Record<string, string>;
	const message = storeMessage(state, text, headers, {
		ticket_id: ticket.id,
		created: dateOf(mail, state.now()),
		sender_id: sender.id,
		worker_id: Number(sender.worker_id ?? 0),
	});
	if (mail.hasRawLetters) message.headers = false;
	keepFiles(message, mail.parts, context);
	updateCounters(state, ticket);
	state.touch('ticket', ticket.id, known === undefined ? UNFILLED : {});
	if (known !== undefined) reopen(ticket, context);
	else ticket.initial_message_id = message.id;
	ticket.latest_message_id = message.id;
	const target = contextUrl(requireType('ticket', state), ticket.id);
	const by = { alias: 'address', id: sender.id } as const;
	logTicket(state, by, 'ticket.message.inbound', ticket, { target: subjectOf(mail) }, { target });
	state.revision++;
	return ticket;
}
