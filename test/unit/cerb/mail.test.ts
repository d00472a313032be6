import { draftParams, mailForm, withoutCommands, type Mail } from '../../../nodes/Cerb/cerb/mail';

const MAIL: Mail = { content: 'Hello', isMarkdown: true, fileIds: [], customFields: {} };

describe('withoutCommands', () => {
	it.each([
		'cut',
		'watch',
		'unwatch',
		'signature',
		'sig',
		'start note',
		'end',
		'comment x',
		'attach y',
		'original_message',
		'CUT',
	])('makes text of #%s', (command) => {
		expect(withoutCommands(`Hi\n#${command}\nBye`)).toBe(`Hi\n #${command}\nBye`);
		expect(withoutCommands(`#${command}`)).toBe(` #${command}`);
	});

	it.each(['# Heading', '#heading', '#cutting edge', '#cut_x', 'a #cut', '## cut', ' #cut'])(
		'leaves %j alone',
		(line) => {
			expect(withoutCommands(`x\n${line}\ny`)).toBe(`x\n${line}\ny`);
		},
	);
});

describe('a mail as Cerb takes it', () => {
	it('leaves the status as it is only by a status that Cerb does not know', () => {
		expect(mailForm(MAIL).status).toBe(3);
		expect(mailForm({ ...MAIL, statusId: 0 }).status).toBe(0);
	});

	it('writes times so that they cannot be misread', () => {
		expect(mailForm({ ...MAIL, reopenAt: 1893553445 }).reopen_at).toBe('@1893553445');
		expect(draftParams({ ...MAIL, reopenAt: 1893553445 }).ticket_reopen).toBe('@1893553445');
	});

	it('names files, formats and custom fields in the words of each endpoint', () => {
		const mail: Mail = { ...MAIL, fileIds: [3, 4], customFields: { 7: 'seven' } };
		expect(mailForm(mail)).toMatchObject({
			content_format: 'markdown',
			file_id: [3, 4],
			custom_7: 'seven',
		});
		expect(draftParams(mail)).toMatchObject({
			format: 'parsedown',
			file_ids: [3, 4],
			custom_fields: { 7: 'seven' },
		});
		const plain = { ...MAIL, isMarkdown: false };
		expect(mailForm(plain).content_format).toBeUndefined();
		expect(mailForm(plain)).not.toHaveProperty('file_id');
		expect(draftParams(plain).format).toBeUndefined();
	});
});
