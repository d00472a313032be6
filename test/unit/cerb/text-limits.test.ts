import type { RecordField } from '../../../nodes/Cerb/cerb/fields';
import { textProblem } from '../../../nodes/Cerb/cerb/text-limits';

function field(key: string, customType?: string): RecordField {
	return {
		key,
		label: key,
		kind: 'text',
		type: 'string',
		isRequired: false,
		isImmutable: false,
		notes: '',
		alternatives: [],
		options: [],
		...(customType === undefined ? {} : { customId: 7, customType }),
	};
}

/** @param name e.g. `task.title`, or `task.x:S` for a custom field of type S */
function fits(name: string, text: string, allowLossy = false): boolean {
	const [alias, key] = name.split('.');
	const [native, customType] = key.split(':');
	return textProblem(alias, field(native, customType), text, allowLossy) === undefined;
}

describe('the longest text that fits', () => {
	// Measured on Cerb 10.4.10.
	test.each([
		['task.title', 'x', 255],
		['task.title', 'é', 255],
		['task.title', '漢', 127],
		['ticket.subject', '🙂', 127],
		['ticket.mask', 'x', 32],
		['org.name', 'x', 128],
		['org.city', 'x', 64],
		['org.postal', 'x', 20],
		['contact.first_name', 'x', 128],
		['contact.phone', 'x', 64],
		['currency.code', 'x', 3],
		['currency.symbol', 'x', 4],
		['message.token', 'x', 16],
		['message.headers', 'x', 65535],
		['task.x:S', 'x', 255],
		['task.x:S', 'é', 127],
		['task.x:U', 'x', 255],
		['widget.name', 'x', 8_000_000],
	])('%s of %s: %i', (name, char, length) => {
		expect(fits(name, char.repeat(length))).toBe(true);
		expect(fits(name, char.repeat(length + 1))).toBe(false);
	});

	// Limits that lose the whole write count characters of the column, not their width.
	test.each([
		['org.name', 120],
		['org.city', 64],
		['org.postal', 20],
		['ticket.mask', 32],
	])('%s keeps %i Chinese characters', (name, length) => {
		expect(fits(name, '漢'.repeat(length))).toBe(true);
	});

	test.each(['✅', '⌚', '☔', '⚡', '⭐', 'ꥠ'])(
		'PHP counts %s as two columns and cuts 200 of them',
		(char) => {
			expect(fits('task.title', char.repeat(200))).toBe(false);
		},
	);

	test('a rare narrow character counts once', () => {
		expect(fits('ticket.subject', '𝐀'.repeat(200))).toBe(true);
	});
});

describe('emoji', () => {
	test.each([
		'ticket.subject',
		'comment.comment',
		'draft.name',
		'worker.title',
		'worker.location',
		'task.x:S',
		'task.x:T',
	])('%s keeps them', (name) => {
		expect(fits(name, 'a 🙂 b')).toBe(true);
	});

	test.each(['task.title', 'org.name', 'message.content', 'contact.title', 'widget.name'])(
		'%s loses them: refused, unless that is allowed',
		(name) => {
			expect(fits(name, 'a 🙂 b')).toBe(false);
			expect(fits(name, '🇩🇪')).toBe(false);
			expect(fits(name, 'a 🙂 b', true)).toBe(true);
		},
	);

	test.each(['✓', '☀', '❤️', '1️⃣', 'e\u0301', '漢', '\u200d'])(
		'%s of three bytes is kept',
		(text) => {
			expect(fits('task.title', text)).toBe(true);
		},
	);
});

describe('what nobody allows', () => {
	test.each(['task.title', 'comment.comment', 'task.x:S', 'task.x:T', 'widget.name'])(
		'%s: NUL characters',
		(name) => {
			expect(fits(name, 'a\u0000b', true)).toBe(false);
		},
	);

	test.each(['cut \ud83d', '\udc00', '\udc00\ud83d'])('half an emoji: %j', (text) => {
		expect(fits('ticket.subject', text, true)).toBe(false);
		expect(fits('task.x:T', text, true)).toBe(false);
	});

	test('a custom text "0", which Cerb would leave empty', () => {
		for (const type of ['S', 'T', 'U']) expect(fits(`task.x:${type}`, '0', true)).toBe(false);
		expect(fits('task.title', '0')).toBe(true);
		expect(fits('task.x:S', '00')).toBe(true);
	});

	test('texts that would lose the whole write', () => {
		expect(fits('org.name', 'x'.repeat(129), true)).toBe(false);
		expect(fits('comment.comment', 'x'.repeat(20_000_000), true)).toBe(false);
		expect(fits('task.x:S', 'x'.repeat(256), true)).toBe(false);
	});

	test('texts that Cerb only cuts may be allowed', () => {
		expect(fits('task.title', 'x'.repeat(300), true)).toBe(true);
	});
});

describe('problems', () => {
	test.each([
		['task', 'title', '🙂', /🙂.*remove/, /Allow Lossy Text/],
		['task', 'title', 'x'.repeat(256), /255 characters/, /Allow Lossy Text/],
		['org', 'name', 'x'.repeat(129), /128 characters.*not store/, /^Shorten it$/],
		['message', 'headers', 'x'.repeat(65536), /65535 bytes/, /^Shorten it$/],
	])('of %s.%s tell why and what to do', (alias, key, text, message, hint) => {
		expect(textProblem(alias, field(key), text, false)).toEqual({
			message: expect.stringMatching(message),
			hint: expect.stringMatching(hint),
		});
	});
});
