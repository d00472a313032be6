import { createHash } from 'node:crypto';

import { writeFile } from '../records/files';
import type { Dict } from '../records/values';
import type { Seeding } from './context';

const TOPICS: Array<[string, string]> = [
	[
		'Cannot sign in since this morning',
		'The page says my password is wrong, but I am sure it is not.',
	],
	['Question about the invoice', 'The amount on the last invoice looks too high to us.'],
	['Where is our parcel?', 'It should have been here on Monday. Could you look it up?'],
	['Feature wish: dark mode', 'Our night shift would be thankful for a dark screen.'],
	['Printer does not print', 'It only shows a blinking light and makes a noise.'],
	['Renewal of the contract', 'Please send us the papers for another year.'],
];

function hash(text: string): string {
	return createHash('sha1').update(text).digest('hex');
}

interface NewMessage {
	ticketId: number;
	content: string;
	sentAt: number;
	senderId: number;
	more?: Dict;
}

function addMessage({ state }: Seeding, message: NewMessage): number {
	const { ticketId, content, sentAt, senderId, more } = message;
	const subject = String(state.get('ticket', ticketId)?.subject ?? '');
	const number = state.table('message').nextId();
	return state.create('message', {
		ticket_id: ticketId,
		content,
		created: sentAt,
		sender_id: senderId,
		hash_header_message_id: hash(`<${number}@cerb.example>`),
		token: hash(`token ${number}`).slice(0, 10),
		headers: {
			date: new Date(sentAt * 1000).toUTCString(),
			from: String(state.get('address', senderId)?.email ?? ''),
			'message-id': `<${number}@cerb.example>`,
			subject,
			to: 'support@cerb.example',
		},
		...more,
	});
}

/** Tickets 1 to 60: a customer writes, nearly always a worker answers. */
function seedConversations(seed: Seeding): void {
	const { state, at } = seed;
	for (let number = 1; number <= 60; number++) {
		const [subject, text] =
			number === 1
				? ['What is Cerb?', 'A colleague told me about it. How would I explain it to my boss?']
				: TOPICS[number % TOPICS.length];
		const contact = state.get('contact', number === 1 ? 17 : 1 + (number % 18));
		const senderId = Number(contact?.email_id);
		const created = at(-490184 + (number - 1) * 8000);
		const isAnswered = number !== 2 && number !== 4;
		const groupId = number === 1 ? 1 : 1 + (number % 4);
		const ticketId = state.create('ticket', {
			subject,
			mask: `DEMO-${String(number).padStart(3, '0')}`,
			created,
			updated: isAnswered ? created + 5376 : created,
			last_opened_at: at(1),
			elapsed_response_first: isAnswered ? 5376 : 0,
			num_messages: isAnswered ? 2 : 1,
			num_messages_in: 1,
			num_messages_out: isAnswered ? 1 : 0,
			org_id: contact?.org_id ?? 0,
			spam_score: 0.0001,
			spam_training: 'N',
			group_id: groupId,
			bucket_id: number === 1 ? 4 : [1, 12, 15, 18][groupId - 1],
			owner_id: number % 3 === 1 ? 2 : 0,
			participants: [senderId],
		});
		const initial = addMessage(seed, { ticketId, content: `${text}\n`, sentAt: created, senderId });
		const reply = isAnswered
			? addMessage(seed, {
					ticketId,
					content: 'Thank you for writing to us. We are looking into it.\n\n-- \nKina\n',
					sentAt: created + 5376,
					senderId: 1,
					more: { is_outgoing: 1, worker_id: 2, response_time: 5376 },
				})
			: 0;
		state.update('ticket', ticketId, {
			initial_message_id: initial,
			initial_response_message_id: reply,
			latest_message_id: reply || initial,
		});
	}
}

/** Tickets made later: composed ones, a deleted, a merged, one of a private group, one far off. */
function seedLaterTickets(seed: Seeding): void {
	const { state, at } = seed;
	const ticket = (id: number, subject: string, mask: string, more: Dict): number => {
		const stamp = at(id > 1000 ? 3315 : 2308);
		const row = { id, subject, mask, created: stamp, updated: stamp, ...more };
		const composed = { spam_score: 0.0001, spam_training: 'N' };
		return state.create('ticket', id === 33167 ? row : { ...composed, ...row });
	};
	const compose = (id: number, content: string, more: Dict = {}): number =>
		addMessage(seed, {
			ticketId: id,
			content,
			sentAt: at(2308),
			senderId: 9,
			more: { is_outgoing: 1, worker_id: 1, ...more },
		});
	ticket(61, 'Compose ünï 😀', 'TWE-33723-382', { org_id: 6, participants: [27] });
	const first = compose(61, 'Hello world 😀\n\nline', { html_attachment_id: 2 });
	const later = compose(61, 'and once more', { html_attachment_id: 3 });
	state.update('ticket', 61, {
		initial_message_id: first,
		initial_response_message_id: first,
		latest_message_id: later,
		num_messages: 2,
		num_messages_out: 2,
		last_opened_at: at(2309),
	});
	ticket(62, 'Not sent', 'RAP-27793-357', { org_id: 6, status_id: 3, elapsed_status_open: 1 });
	for (const [id, subject] of [
		[63, 'No recipient'],
		[64, 'Bad recipient'],
		[65, 'Kina compose'],
	] as const) {
		ticket(id, subject, `NEW-00000-0${id}`, { bucket_id: 1 });
		const message = compose(id, 'A message of our own.');
		state.update('ticket', id, {
			initial_message_id: message,
			latest_message_id: message,
			num_messages: 1,
			num_messages_out: 1,
		});
	}
	ticket(69, 'M2', 'IQK-85199-537-MERGED', { org_id: 6, status_id: 3 });
	ticket(73, 'Parsed mail', 'PRS-00000-073', { participants: [27] });
	const parsed = addMessage(seed, {
		ticketId: 73,
		content: 'See the table.',
		sentAt: at(2523),
		senderId: 27,
	});
	ticket(33167, 'secret ticket', 'GLE-55965-865', { group_id: 5, bucket_id: 0 });
	ticket(33168, 'Compose ünï 😀', 'MPR-33783-746', {
		group_id: 2,
		bucket_id: 12,
		status_id: 2,
		closed_at: at(3315),
		reopen_date: at(176115),
		participants: [27],
	});
	const far = addMessage(seed, {
		ticketId: 33168,
		content: 'Hello world 😀\n\nline',
		sentAt: at(3315),
		senderId: 9,
		more: {
			id: 266,
			hash_header_message_id: hash('<266@cerb.example>'),
			is_outgoing: 1,
			worker_id: 1,
			html_attachment_id: 19,
			headers: {
				cc: 'cc@nowhere.example',
				'content-type': 'multipart/alternative; boundary="b"',
				date: new Date(at(3315) * 1000).toUTCString(),
				from: 'Ada at Example <team@cerb.example>',
				'message-id': '<266@cerb.example>',
				'mime-version': '1.0',
				subject: 'Compose ünï 😀',
				to: 'a.costa@fiaflux.example',
				'x-mailer': 'Cerb 10.4.10 (Build 2024030901)',
			},
		},
	});
	state.update('ticket', 33168, {
		initial_message_id: far,
		latest_message_id: far,
		num_messages: 1,
		num_messages_out: 1,
	});
	seedFiles(seed, { first, later, parsed, far });
}

function seedFiles(
	{ state, at }: Seeding,
	messages: { first: number; later: number; parsed: number; far: number },
): void {
	const file = (
		id: number,
		name: string,
		mimeType: string,
		content: string | Buffer,
		on: string[],
	): void => {
		state.create('attachment', { id, name, mime_type: mimeType, updated: at(2300 + id), on });
		const row = state.get('attachment', id);
		if (row !== undefined) writeFile(state, row, Buffer.from(content));
	};
	const html = 'original_message.html';
	const page = '<p>Hello world 😀</p>\n<p>line</p>';
	const report = Buffer.from('SGVsbG8gYnl0ZXMgAP8=', 'base64');
	file(1, 'a.txt', 'text/plain', 'abc', []);
	file(2, html, 'text/html', page, [`message:${messages.first}`]);
	file(3, html, 'text/html', '<p>and once more, with a line</p>', [`message:${messages.later}`]);
	file(4, 'report é.pdf', 'application/pdf', report, [`message:${messages.later}`]);
	file(16, 'a.csv', 'text/csv', 'a;b\n1;2', [`message:${messages.parsed}`]);
	file(19, html, 'text/html', page, [`message:${messages.far}`]);
}

/** Tickets with their messages, files and comments. */
export function seedMail(seed: Seeding): void {
	const { state, at } = seed;
	seedConversations(seed);
	seedLaterTickets(seed);
	state.link('ticket', 1, 'task', 13);
	for (const [id, text, type, targetId] of [
		[1, 'Done by Friday', 'task', 1],
		[2, 'Waiting for parts', 'task', 16],
		[3, 'A first note é 😀', 'ticket', 61],
		[4, 'edited', 'ticket', 61],
	] as const) {
		state.create('comment', {
			id,
			comment: text,
			is_markdown: id === 4 ? 1 : 0,
			created: at(2305 + id),
			author_id: 1,
			target__context: `cerberusweb.contexts.${type}`,
			target_id: targetId,
		});
	}
}
