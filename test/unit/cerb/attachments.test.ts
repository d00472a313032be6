import { attachmentFields, storableName } from '../../../nodes/Cerb/cerb/attachments';
import { encodeForm } from '../../../nodes/Cerb/cerb/encode';

it.each([
	['report.pdf', 'report.pdf'],
	['Übersicht + "x" 100%.pdf', 'Übersicht + "x" 100%.pdf'],
	['party 🎉.png', 'party _.png'],
	['a\r\nb\u0000c.txt', 'a__b_c.txt'],
	[`${'n'.repeat(300)}.tar`, `${'n'.repeat(246)}.tar`],
	['n'.repeat(300), 'n'.repeat(250)],
	[`${'漢'.repeat(200)}.txt`, `${'漢'.repeat(123)}.txt`],
])('keeps as much of the name %j as Cerb can', (name, kept) => {
	expect(storableName(name)).toBe(kept);
});

it('sends bytes as a data URI that survives a form', () => {
	const content = Buffer.from([0xfb, 0xff, 0xfe, 0]);
	const fields = attachmentFields({ name: 'a.bin', mimeType: 'x/y', content }, ['task:1']);
	const pairs = [...new URLSearchParams(encodeForm({ fields }))];
	expect(pairs).toEqual([
		['fields[name]', 'a.bin'],
		['fields[mime_type]', 'x/y'],
		['fields[content]', 'data:application/octet-stream;base64,+//+AA=='],
		['fields[attach][]', 'task:1'],
	]);
});
