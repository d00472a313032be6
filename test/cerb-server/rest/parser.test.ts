import type { Dict, Row } from '../records/values';
import { MailDesk, NOW } from '../support/mail-desk';

const MALFORMED = "Your message content could not be parsed (it's probably malformed).";

function mime(more: Record<string, string> = {}, body = 'Body text\r\n'): string {
	const headers = {
		From: 'Cust <pc@customer.example>',
		To: 'team@cerb.example, other@customer.example',
		Subject: 'Question',
		'Message-Id': '<q1@customer.example>',
		...more,
	};
	const lines = Object.entries(headers).filter(([, value]) => value !== '');
	return `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

describe('parser/parse', () => {
	let desk: MailDesk;
	beforeEach(() => {
		desk = new MailDesk();
	});

	async function parse(raw: string): Promise<Row> {
		const payload = await desk.ask('POST parser/parse', { message: raw });
		if (typeof payload === 'string') throw new TypeError(payload);
		const ticket = desk.row('ticket', Number(payload.id));
		expect(payload).toEqual({
			id: ticket.id,
			mask: ticket.mask,
			last_message_id: ticket.latest_message_id,
		});
		return ticket;
	}

	it('makes a ticket in the default group, with the sender only', async () => {
		const ticket = await parse(mime({ Date: 'Sun, 22 Nov 2026 04:00:00 +0000' }));
		expect(ticket).toMatchObject({
			subject: 'Question',
			group_id: 1,
			bucket_id: 1,
			status_id: 0,
			num_messages_in: 1,
			last_opened_at: NOW,
			spam_training: '',
		});
		expect(desk.participants(ticket)).toEqual(['pc@customer.example']);
		expect(desk.latestMessage(ticket)).toMatchObject({
			content: 'Body text\r\n',
			created: 1795320000,
			is_outgoing: 0,
			headers: {
				from: 'Cust <pc@customer.example>',
				'message-id': '<q1@customer.example>',
				subject: 'Question',
			},
		});
		expect(desk.points(ticket)).toEqual(['ticket.moved', 'ticket.message.inbound']);
		expect(desk.newest('activity_log')).toMatchObject({
			actor__context: 'cerberusweb.contexts.address',
			label: 'pc@customer.example wrote on ticket Question',
		});
	});

	it.each([
		['its mask in the subject', (t: Row) => ({ Subject: `Re: [Sales #${String(t.mask)}] x` })],
		[
			'In-Reply-To',
			(t: Row) => ({
				'In-Reply-To': String((desk.latestMessage(t).headers as Dict)['message-id']),
			}),
		],
		[
			'References',
			(t: Row) => ({
				References: `<u@x> ${String((desk.latestMessage(t).headers as Dict)['message-id'])} <v@x>`,
			}),
		],
	])('joins a ticket by %s and opens it', async (_, headersOf) => {
		const known = await desk.compose({ status: 2 });
		const ticket = await parse(mime(headersOf(known)));
		expect(ticket.id).toBe(known.id);
		expect(ticket).toMatchObject({ status_id: 0, num_messages: 2, num_messages_in: 1 });
		expect(desk.participants(ticket)).toEqual(['ann@customer.example']);
		expect(desk.points(ticket).slice(-2)).toEqual(['ticket.status.open', 'ticket.message.inbound']);
	});

	it('joins the ticket another one was merged into', async () => {
		const [a, b] = [await desk.compose(), await desk.compose()];
		const mask = String(b.mask);
		await desk.ask('POST tickets/merge', { ticket_ids: [String(a.id), String(b.id)] });
		expect((await parse(mime({ Subject: `[#${mask}] x` }))).id).toBe(a.id);
	});

	it('makes new tickets for the same Message-Id and a mask without brackets', async () => {
		const first = await parse(mime());
		const second = await parse(mime());
		const third = await parse(mime({ Subject: `Re: #${String(first.mask)}` }));
		expect(new Set([first.id, second.id, third.id]).size).toBe(3);
	});

	it('takes the parts apart: text, HTML, files by content', async () => {
		const parts = [
			'--A\r\nContent-Type: multipart/alternative; boundary="B"\r\n\r\n',
			'--B\r\nContent-Type: text/plain; charset=iso-8859-1\r\n',
			'Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\nsoft =\r\nbreak\r\n',
			'--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Grüße</p>\r\n--B--\r\n',
			'--A\r\nContent-Type: application/pdf; name="r.pdf"\r\n',
			'Content-Disposition: attachment; filename="r.pdf"\r\n',
			'Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n',
			"--A\r\nContent-Disposition: attachment; filename*=utf-8''%C3%BCn.txt\r\n\r\nnote\r\n",
			'--A\r\n\r\ntwo\r\n--A--\r\n',
		];
		const raw = mime({ 'Content-Type': 'multipart/mixed; boundary="A"' }, parts.join(''));
		const message = desk.latestMessage(await parse(raw));
		expect(message.content).toBe('Grüße\r\nsoft breaktwo');
		const names = [...desk.state.table('attachment').scan()]
			.filter(({ on }) => Array.isArray(on) && on.includes(`message:${message.id}`))
			.map(({ id, name, mime_type }) => [name, mime_type, desk.state.files.get(id)?.length]);
		expect(names).toEqual([
			['r.pdf', 'application/pdf', 9],
			['ün.txt', 'text/plain', 4],
			['original_message.html', 'text/html', 14],
		]);
		const files = [...desk.state.table('attachment').scan()].length;
		await parse(raw);
		expect([...desk.state.table('attachment').scan()]).toHaveLength(files);
	});

	it('decodes words in headers, and loses letters that are not encoded', async () => {
		const encoded = await parse(
			mime({ Subject: '=?UTF-8?B?w6kg8J+YgA==?= x', From: 'kina@cerb.example' }),
		);
		expect(encoded.subject).toBe('é 😀 x');
		expect(desk.latestMessage(encoded)).toMatchObject({ worker_id: 2, is_outgoing: 0 });
		const raw = await parse(mime({ Subject: 'ünï x' }));
		expect(raw.subject).toBe('n x');
		expect(desk.latestMessage(raw).headers).toBe(false);
	});

	it('fills in what is missing', async () => {
		const headers = { Subject: '', 'Message-Id': '', 'Reply-To': 'rt@customer.example' };
		const ticket = await parse(mime({ ...headers, Date: 'Sun, 22 Nov 2036 04:00:00 +0000' }, ''));
		expect(ticket.subject).toBe('(no subject)');
		expect(desk.participants(ticket)).toEqual(['rt@customer.example']);
		expect(desk.latestMessage(ticket)).toMatchObject({ created: NOW, content: '' });
		expect((desk.latestMessage(ticket).headers as Dict)['message-id']).toMatch(/^<.+@.+>$/);
	});

	it.each([
		['not mime at all', MALFORMED],
		['Subject: x\r\n\r\nbody', MALFORMED],
		['', 'The MIME content of your message cannot be blank.'],
	])('refuses %j', async (raw, message) => {
		const count = [...desk.state.table('ticket').scan()].length;
		expect(await desk.ask('POST parser/parse', { message: raw })).toBe(message);
		expect([...desk.state.table('ticket').scan()]).toHaveLength(count);
	});

	it('leaves an empty ticket where there is no default group', async () => {
		desk.state.update('group', 1, { is_default: 0 });
		expect(await desk.ask('POST parser/parse', { message: mime() })).toBe(MALFORMED);
		expect(desk.newest('ticket')).toMatchObject({ subject: null, group_id: 0, num_messages: 0 });
	});

	it('is loud about mail it cannot read as Cerb does', async () => {
		const html = mime({ 'Content-Type': 'text/html' }, '<p>x</p>');
		expect(await desk.ask('POST parser/parse', { message: html })).toBe('unclaimed');
		const signed = mime(
			{ 'Content-Type': 'multipart/signed; boundary=A' },
			'--A\r\n\r\nx\r\n--A--',
		);
		expect(await desk.ask('POST parser/parse', { message: signed })).toBe('unclaimed');
	});
});
