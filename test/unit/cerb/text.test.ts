import { DateTime } from 'luxon';

import { asText, isScalar, shortened, shown } from '../../../nodes/Cerb/cerb/text';

describe('asText', () => {
	test.each<[unknown, string]>([
		[undefined, ''],
		[null, ''],
		['', ''],
		[' a ', ' a '],
		[0, '0'],
		[-0, '0'],
		[NaN, 'NaN'],
		[false, 'false'],
		[[1, 'a'], '[1,"a"]'],
		[{ a: 1 }, '{"a":1}'],
		[{ toString: 'no function' }, '{"toString":"no function"}'],
		[{ big: BigInt(5) }, '{"big":"5"}'],
		[new Date('2026-01-31T09:00:00Z'), '2026-01-31T09:00:00.000Z'],
		[new Date(NaN), ''],
		[DateTime.fromISO('2026-01-31T09:00:00Z', { zone: 'utc' }), '2026-01-31T09:00:00.000Z'],
		[DateTime.invalid('x'), ''],
	])('of %p is %j', (value, text) => {
		expect(asText(value)).toBe(text);
	});
});

describe('shown', () => {
	test.each<[unknown, string]>([
		['a "b"', '"a "b""'],
		[5, '5'],
		[undefined, 'nothing'],
		[null, 'null'],
		[[{}], '[{}]'],
		['a\r\nb\u0000\u202e\ud800', '"a··b···"'],
		['x'.repeat(81), `"${'x'.repeat(80)}…"`],
		[['x'.repeat(81)], `["${'x'.repeat(78)}…`],
	])('of %p is %j', (value, text) => {
		expect(shown(value)).toBe(text);
	});

	test('is short for any length', () => {
		expect(shortened('x'.repeat(1e6))).toHaveLength(81);
	});
});

test.each<[unknown, boolean]>([
	['', true],
	[0, true],
	[false, true],
	[null, false],
	[undefined, false],
	[[], false],
	[{}, false],
])('isScalar of %p is %p', (value, expected) => {
	expect(isScalar(value)).toBe(expected);
});
