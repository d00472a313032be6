import { mailText } from '../../../nodes/Cerb/cerb/mime';

const latin = (text: string) => Buffer.from(text, 'latin1');
const base64 = (text: string) => latin(text).toString('base64');

it('leaves ASCII and declared UTF-8 as they are', () => {
	const ascii = 'From: a@b.example\r\n\r\nHello';
	expect(mailText(Buffer.from(ascii))).toBe(ascii);
	const utf8 = 'From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße 😀';
	expect(mailText(Buffer.from(utf8))).toBe(utf8);
});

it('says the charset where the email does not', () => {
	expect(mailText(Buffer.from('From: a@b.example\r\n\r\nGrüße'))).toBe(
		'Content-Type: text/plain; charset=utf-8\r\nFrom: a@b.example\r\n\r\nGrüße',
	);
});

it('encodes a body in another charset for transport, in place of what it said of that', () => {
	const head = 'From: a@b.example\r\nContent-Type: text/plain; charset=iso-8859-1';
	const mail = `${head}\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\xfc\xdfe\r\n`;
	expect(mailText(latin(mail))).toBe(
		`${head}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('Gr\xfc\xdfe\r\n')}`,
	);
});

it('encodes only the parts that need it, to the byte', () => {
	const mail = [
		'Content-Type: multipart/mixed; boundary="b 1"',
		'',
		'preamble',
		'--b 1',
		'Content-Type: text/plain',
		'',
		'plain',
		'--b 1',
		'Content-Type: application/octet-stream',
		'Content-Transfer-Encoding: binary',
		'',
		'\x00\xff\r\n\x80',
		'--b 1--',
		'',
	].join('\r\n');
	const text = mailText(latin(mail));
	expect(text).toContain('\r\n\r\nplain\r\n--b 1\r\n');
	expect(text).toContain(
		`Content-Transfer-Encoding: base64\r\n\r\n${base64('\x00\xff\r\n\x80')}\r\n--b 1--`,
	);
	expect(text).not.toContain('binary');
});

it('goes into forwarded messages', () => {
	const mail = 'Content-Type: message/rfc822\n\nContent-Type: text/plain; charset=latin1\n\n\xfc';
	expect(mailText(latin(mail))).toContain(`Content-Transfer-Encoding: base64\n\n${base64('\xfc')}`);
});
