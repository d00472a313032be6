import { DateTime } from 'luxon';

import type { FieldKind, RecordField } from '../../../nodes/Cerb/cerb/fields';
import { clearValue, encodeValue, toList, toSeconds } from '../../../nodes/Cerb/cerb/values';

const BERLIN = { alias: 'task', timezone: 'Europe/Berlin', allowLossyText: false };

function field(kind: FieldKind, more: Partial<RecordField> = {}): RecordField {
	return {
		key: 'key',
		label: 'My Key',
		kind,
		type: kind,
		isRequired: false,
		isImmutable: false,
		notes: '',
		alternatives: [],
		options: [],
		...more,
	};
}

const custom = (kind: FieldKind, customType: string, more: Partial<RecordField> = {}) =>
	field(kind, { customId: 7, customType, ...more });

const encode = (one: RecordField, value: unknown) => encodeValue(one, value, BERLIN);
const REFUSED = { problem: { message: expect.any(String), hint: expect.stringMatching(/./) } };

/** 2026-01-31T09:00:00Z */
const MORNING = 1769850000;

describe('dates', () => {
	test.each<[unknown, number]>([
		['2026-01-31T09:00:00Z', MORNING],
		['2026-01-31T09:00:00.999Z', MORNING],
		['2026-01-31T10:00:00+01:00', MORNING],
		['2026-01-31T10:00:00', MORNING],
		['2026-01-31 10:00', MORNING],
		[' 2026-01-31 10:00:00 ', MORNING],
		['20260131T090000Z', MORNING],
		['2026-01-31', MORNING - 10 * 3600],
		['Sat, 31 Jan 2026 09:00:00 GMT', MORNING],
		[MORNING, MORNING],
		[String(MORNING), MORNING],
		[MORNING * 1000 + 123, MORNING],
		[`${MORNING}999`, MORNING],
		[0, 0],
		[new Date('2026-01-31T09:00:00Z'), MORNING],
		[DateTime.fromISO('2026-01-31T04:00:00', { zone: 'America/New_York' }), MORNING],
		['2106-02-07T06:28:15Z', 4294967295],
	])('%s is %s', (value, seconds) => {
		expect(encode(field('date'), value)).toEqual({ value: seconds });
	});

	test.each([
		['before the clock goes forward', '2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
		['in the hour that does not exist', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
		['after the clock goes forward', '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
		['after the clock went back', '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
		['in the hour that comes twice, with an offset', '2026-10-25T02:30+02:00', '2026-10-25T00:30Z'],
	])('%s', (_when, local, utc) => {
		expect(encode(field('date'), local)).toEqual({ value: Date.parse(utc) / 1000 });
	});

	test.each([
		'',
		' ',
		'now',
		'tomorrow',
		'31.01.2026',
		'31/01/2026',
		'2026-13-01',
		'2026-01-31T25:00',
		'1969-12-31',
		'2106-02-07T06:28:17Z',
		'1e9',
		'@1769850000',
		'1,769,850,000',
		17698500001,
		999999999999,
		1.5e9 + 0.5,
		true,
		false,
		NaN,
		Infinity,
		{},
		[],
		new Date(NaN),
		DateTime.invalid('no date'),
	])('%p is refused', (value) => {
		expect(encode(field('date'), value)).toEqual(REFUSED);
	});

	test.each<[string, unknown, string | undefined]>([
		['a year alone is not 34 minutes past 1970', '2026', '2025-12-31T23:00:00Z'],
		['a day in basic ISO form is not a moment in 1970', '20260131', '2026-01-30T23:00:00Z'],
		['a negative number is not in 2001', -5, undefined],
		['a number with a fraction is not in 2001', '5.5', undefined],
		['a word with a number is no date', 'next 5', undefined],
		['a word with a year is no date', 'Order 2024', undefined],
		['a day that does not exist is not one of the next month', '2026-02-30', undefined],
		['a day with slashes is meant in the zone given', '2026/01/31', '2026-01-30T23:00:00Z'],
		['a day with a name is meant in the zone given', 'Jan 31, 2026', '2026-01-30T23:00:00Z'],
		['a month before the day is a guess', '01/02/2026', undefined],
	])('%s', (_name, value, expected) => {
		// Refusing is right as well: only another moment than the one meant is wrong.
		const seconds = toSeconds(value, BERLIN.timezone);
		const right = expected === undefined ? undefined : Date.parse(expected) / 1000;
		expect([undefined, right]).toContainEqual(seconds);
	});
});

describe('true and false', () => {
	test.each([true, 1, '1', 'true', 'TRUE', 'yes', 'on'])('%p is 1', (value) => {
		expect(encode(field('boolean'), value)).toEqual({ value: 1 });
	});
	test.each([false, 0, '0', 'false', 'False', 'no', 'off', ''])('%p is 0', (value) => {
		expect(encode(field('boolean'), value)).toEqual({ value: 0 });
	});
	test.each(['banana', '2', -1, NaN, {}, 'null', 'wahr'])('%p is refused', (value) => {
		expect(encode(field('boolean'), value)).toEqual(REFUSED);
	});
});

describe('numbers', () => {
	test.each<[FieldKind, unknown, string]>([
		['number', 0, '0'],
		['number', '0', '0'],
		['number', -12, '-12'],
		['number', ' 5 ', '5'],
		['number', 9007199254740991, '9007199254740991'],
		['decimal', 12.34, '12.34'],
		['decimal', '-2.50', '-2.50'],
		['slider', 50, '50'],
		['id', '17', '17'],
		['id', 'cerb:worker:1', 'cerb:worker:1'],
	])('%s %p', (kind, value, sent) => {
		expect(encode(field(kind), value)).toEqual({ value: sent });
	});

	test.each<[FieldKind, unknown]>([
		['number', 'abc'],
		['number', '1,5'],
		['number', '1.234,50'],
		['decimal', '1,234.50'],
		['decimal', '12,34'],
		['decimal', '1e3'],
		['decimal', NaN],
		['decimal', Infinity],
		['decimal', 1e21],
		['number', true],
		['number', {}],
		['number', [1, 2]],
		['number', '٣'],
		['number', '+5'],
		['id', 'Ada'],
		['id', 'cerb:worker:x'],
	])('%s %p is refused', (kind, value) => {
		expect(encode(field(kind), value)).toEqual(REFUSED);
	});

	test('money cannot be negative', () => {
		expect(encode(field('decimal', { type: 'currency' }), '-1')).toEqual(REFUSED);
	});

	// What Cerb 10.4.10 made of each, with success: measured.
	test.each<[string, RecordField, unknown]>([
		['1.7 in a custom number becomes 1', custom('number', 'N', { type: 'uint' }), 1.7],
		['3.7 in a native number becomes 4', field('number', { type: 'uint' }), 3.7],
		['50.5 in a slider becomes 50', custom('slider', 'cerb.custom_field.slider'), 50.5],
		['"1.5" as an id becomes record 1', field('id'), '1.5'],
		['a URI in a worker field empties it', custom('id', 'W', { type: 'worker' }), 'cerb:worker:1'],
		['a URI in a link field empties it', custom('id', 'L', { type: 'record' }), 'cerb:org:1'],
	])('%s', (_name, one, value) => {
		const reading = encode(one, value);
		expect('value' in reading && reading.value === String(value) ? reading : undefined).toBe(
			undefined,
		);
	});
});

describe('lists', () => {
	test.each<[unknown, unknown[]]>([
		['a, b', ['a', 'b']],
		['["x, y","z"]', ['x, y', 'z']],
		[' ["a"] ', ['a']],
		[
			['x, y', 'z'],
			['x, y', 'z'],
		],
		['[a, b', ['[a', 'b']],
		['', []],
		[',,', []],
		[5, ['5']],
	])('%j reads as %j', (value, list) => {
		expect(toList(value)).toEqual(list);
	});

	test('an empty list is sent as a blank, because nothing else reaches Cerb', () => {
		expect(encode(custom('list', 'M'), [])).toEqual({ value: '' });
		expect(encode(field('options', { options: ['A'] }), [])).toEqual({ value: '' });
	});

	test('entries keep commas, blanks, quotes and emoji', () => {
		const entries = ['a, b', ' lead', '"q"', '🙂', 'e\u0301'];
		expect(encode(custom('list', 'M'), entries)).toEqual({ value: entries });
	});

	test('an entry of 255 characters fits, one more is refused', () => {
		expect(encode(custom('list', 'M'), ['é'.repeat(255)])).toHaveProperty('value');
		expect(encode(custom('list', 'M'), ['a', 'é'.repeat(256)])).toEqual(REFUSED);
	});

	test.each<[string, unknown]>([
		['null becomes the text "null"', ['a', null]],
		['an object becomes "[object Object]"', [{ name: 'a' }]],
		['an object in place of a list becomes "[object Object]"', { name: 'a' }],
		['Cerb drops the entry "0"', ['a', '0']],
		['Cerb drops 0 alone and so empties the list', '0'],
	])('%s', (_name, value) => {
		const reading = encode(custom('list', 'M'), value);
		const sent = 'value' in reading ? JSON.stringify(reading.value) : 'refused';
		expect(sent).not.toMatch(/null|object|"0"/);
	});
});

describe('options', () => {
	const options = ['Low', 'High', 'É "q"', 'A, B'];
	const one = custom('option', 'D', { options });
	const many = custom('options', 'X', { options });

	test.each(options)('%s', (option) => {
		expect(encode(one, option)).toEqual({ value: option });
		expect(encode(many, [option])).toEqual({ value: [option] });
	});
	test('a JSON text holds options with commas', () => {
		expect(encode(many, '["A, B","Low"]')).toEqual({ value: ['A, B', 'Low'] });
	});
	test.each(['low', 'Low ', 'Nope', 0, false, {}])(
		'%p is refused, and the options told',
		(value) => {
			expect(encode(one, value)).toMatchObject({
				problem: { hint: expect.stringContaining('"A, B"') },
			});
			expect(encode(many, [value])).toEqual(REFUSED);
		},
	);
});

describe('ids', () => {
	test('lists and texts', () => {
		expect(encode(custom('ids', 'I'), '3, 7')).toEqual({ value: ['3', '7'] });
		expect(encode(custom('ids', 'I'), [3, '7'])).toEqual({ value: ['3', '7'] });
	});
	test.each([['x'], [[3, null]], [[1.5]], [{}], [[]], [-1]])('%j is refused', (value) => {
		expect(encode(custom('ids', 'I'), value)).toEqual(REFUSED);
	});
});

describe('texts', () => {
	test.each([
		['plain', 'plain'],
		[' blanks kept ', ' blanks kept '],
		['a\r\nb\tc', 'a\r\nb\tc'],
		['e\u0301 漢字 ✓', 'e\u0301 漢字 ✓'],
		['{{twig}} <$', '{{twig}} <$'],
		[5, '5'],
		[0, '0'],
		[false, 'false'],
		['', ''],
	])('%j', (value, sent) => {
		expect(encode(field('text'), value)).toEqual({ value: sent });
	});

	test('an object becomes JSON', () => {
		expect(encode(field('text'), { a: [1] })).toEqual({ value: '{"a":[1]}' });
	});

	test('a required one must not be blank', () => {
		const title = field('text', { isRequired: true });
		for (const value of ['', '  ', '\n']) expect(encode(title, value)).toEqual(REFUSED);
	});

	test.each([
		['a Date', new Date('2026-01-31T09:00:00Z')],
		['a DateTime, as {{ $now }} gives it', DateTime.fromISO('2026-01-31T09:00:00Z')],
	])('%s has no quotation marks', (_name, value) => {
		expect(encode(field('text'), value)).toEqual({ value: expect.stringMatching(/^2026-01-31T/) });
	});
});

describe('maps', () => {
	const params = field('object', { key: 'params' });

	test('Cerb wants a map for a field of type object, as it is or as JSON', () => {
		const value = { options: ['One', 'Two'] };
		expect(encode(params, value)).toEqual({ value });
		expect(encode(params, JSON.stringify(value))).toEqual({ value });
	});

	test.each(['', 'One', '{', '5', 'null', 5, true])('%j is refused', (value) => {
		expect(encode(params, value)).toEqual(REFUSED);
	});
});

describe('clearing', () => {
	test.each<[FieldKind, unknown]>([
		['text', ''],
		['url', ''],
		['option', ''],
		['options', ''],
		['list', ''],
		['date', 0],
		['number', 0],
		['decimal', 0],
		['boolean', 0],
		['id', 0],
	])('%s by %j', (kind, value) => {
		expect(clearValue(field(kind))).toEqual({ value });
		expect(encode(field(kind), null)).toEqual({ value });
		expect(encode(field(kind), undefined)).toEqual({ value });
	});

	test.each<FieldKind>(['geo', 'slider', 'ids', 'links', 'object'])(
		'%s cannot be cleared',
		(kind) => {
			expect(clearValue(field(kind))).toEqual(REFUSED);
		},
	);

	test('a required text cannot be cleared', () => {
		expect(clearValue(field('text', { isRequired: true }))).toEqual(REFUSED);
	});

	test('problems name custom fields by label and key', () => {
		expect(clearValue(custom('geo', 'g'))).toMatchObject({
			problem: { message: expect.stringContaining('"My Key" (key)') },
		});
	});
});
