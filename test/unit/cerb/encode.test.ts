import { encodeForm, formProblem, variableNames } from '../../../nodes/Cerb/cerb/encode';
import type { FormFields, FormValue } from '../../../nodes/Cerb/cerb/types';

/** The pairs of an encoded form as a server reads them, in order. */
const decoded = (fields: FormFields) => [...new URLSearchParams(encodeForm(fields))];

describe('encodeForm', () => {
	const cases: Array<[what: string, fields: FormFields, pairs: Array<[string, string]>]> = [
		['nothing', {}, []],
		['a text', { title: 'Call back' }, [['title', 'Call back']]],
		[
			'order of fields',
			{ b: '1', a: '2' },
			[
				['b', '1'],
				['a', '2'],
			],
		],
		['an empty text', { title: '' }, [['title', '']]],
		['null as an empty text', { due: null }, [['due', '']]],
		['undefined left out', { due: undefined, a: 'x' }, [['a', 'x']]],
		['undefined in a map left out', { f: { due: undefined, a: 'x' } }, [['f[a]', 'x']]],
		['true as 1', { flag: true }, [['flag', '1']]],
		['false as 0', { flag: false }, [['flag', '0']]],
		[
			'numbers',
			{ n: 0, m: -1.5, big: 4294967296 },
			[
				['n', '0'],
				['m', '-1.5'],
				['big', '4294967296'],
			],
		],
		[
			'a date as unix seconds',
			{ due: new Date('2026-01-31T00:00:00.999Z') },
			[['due', '1769817600']],
		],
		['a date before 1970', { due: new Date(-1) }, [['due', '-1']]],
		[
			'a map',
			{ fields: { title: 'x', owner_id: 5 } },
			[
				['fields[title]', 'x'],
				['fields[owner_id]', '5'],
			],
		],
		[
			'maps in maps',
			{ fields: { params: { message: { text: 'x' } } } },
			[['fields[params][message][text]', 'x']],
		],
		[
			'a list',
			{ ids: [1, 2, 2] },
			[
				['ids[]', '1'],
				['ids[]', '2'],
				['ids[]', '2'],
			],
		],
		[
			'a list in a map',
			{ fields: { links: ['a:1', '-b:2'] } },
			[
				['fields[links][]', 'a:1'],
				['fields[links][]', '-b:2'],
			],
		],
		[
			'a list with null and flags',
			{ l: [null, true, ''] },
			[
				['l[]', ''],
				['l[]', '1'],
				['l[]', ''],
			],
		],
		[
			'a list of maps',
			{ l: [{ a: 1, b: 2 }, { a: 3 }] },
			[
				['l[0][a]', '1'],
				['l[0][b]', '2'],
				['l[1][a]', '3'],
			],
		],
		[
			'a list of lists',
			{ l: [[1, 2], [3]] },
			[
				['l[0][]', '1'],
				['l[0][]', '2'],
				['l[1][]', '3'],
			],
		],
		[
			'a mixed list',
			{ l: ['x', { a: 1 }] },
			[
				['l[0]', 'x'],
				['l[1][a]', '1'],
			],
		],
		['dates in a map in a list', { l: [{ at: new Date(1000) }] }, [['l[0][at]', '1']]],
		[
			'pairs whose name repeats',
			[
				['ids[]', '1'],
				['ids[]', '2'],
			],
			[
				['ids[]', '1'],
				['ids[]', '2'],
			],
		],
		['a pair with a nested value', [['f', { a: [1] }]], [['f[a][]', '1']]],
		['a name with brackets', { 'fields[title]': 'x' }, [['fields[title]', 'x']]],
		['names with special characters', { 'a&b=c': { 'd e+%': '1' } }, [['a&b=c[d e+%]', '1']]],
	];
	test.each(cases)('%s', (_what, fields, pairs) => {
		expect(decoded(fields)).toEqual(pairs);
	});

	const texts = [
		`' ! ( ) * ~ | ^ & = + % #`,
		'a;b,c/d?e@f:g$h',
		'Grüße, 日本, 😀👩‍👩‍👧',
		'line\r\nline\ttab\u0000',
		'"quoted" \\ back',
		'%41%zz+%2B',
		' lead and trail ',
		'\u202e\ufeff\u00a0',
	];
	test.each(texts)('keeps %j', (text) => {
		expect(decoded({ [text]: text })).toEqual([[text, text]]);
		expect(decoded({ f: { k: [text] } })).toEqual([['f[k][]', text]]);
	});

	test.each(texts)('writes %j in letters, digits, -._~ and percent codes only', (text) => {
		expect(encodeForm({ k: text })).toMatch(/^k=(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/);
		expect(encodeForm({ [text]: '' })).toMatch(/^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*=$/);
	});

	test('a blank is %20, for PHP reads + and %20 alike but signatures do not', () => {
		expect(encodeForm({ q: 'a b' })).toBe('q=a%20b');
	});

	test('brackets are encoded too', () => {
		expect(encodeForm({ f: { a: [1] } })).toBe('f%5Ba%5D%5B%5D=1');
	});

	test.each([
		[{ t: 'half an emoji \ud83d' }, 't'],
		[{ f: { a: '\ude00 the other half' } }, 'f[a]'],
	])(
		'half a surrogate pair (a text cut inside an emoji) is sent as U+FFFD, not a raw URIError: %j',
		(fields, name) => {
			expect(decoded(fields)[0][0]).toBe(name);
			expect(decoded(fields)[0][1]).toContain('\ufffd');
		},
	);
});

describe('variableNames', () => {
	test.each([
		[{}, 0],
		[{ a: undefined }, 0],
		[{ a: '' }, 1],
		[{ a: 'x&y=z&&' }, 1],
		[{ ids: [1, 2, 3], f: { a: 1, b: { c: 2 } } }, 5],
		[{ links: Array.from({ length: 1500 }, (_, index) => `task:${index}`) }, 1500],
	])('counts what PHP would count (%#)', (fields, count) => {
		expect(variableNames(encodeForm(fields as FormFields)).length).toBe(count);
	});
});

describe('formProblem', () => {
	const problem = (fields: FormFields) => formProblem(fields, encodeForm(fields))?.message;
	const deep = (levels: number): FormValue => (levels === 0 ? 'x' : { a: deep(levels - 1) });

	test.each<FormFields>([
		{ q: 'x', 'fields[title]': 'y', 'fields[links][]': 'z' },
		{ fields: { title: 'x', links: ['a', 'b'], 'owner.id': 1, 'a b': null } },
		{ a: deep(63) },
		Array.from({ length: 1_000 }, (): [string, string] => ['a[]', '']),
	])('there is none with names that PHP reads as they are', (fields) => {
		expect(problem(fields)).toBeUndefined();
	});

	test.each<FormFields>([
		{ '': 'x' },
		{ '[a]': 'x' },
		{ 'a.b': 'x' },
		{ 'a b': 'x' },
		{ 'a\u0000b': 'x' },
		{ 'a[b\u0000]': 'x' },
		{ a: { 'b][c': 'x' } },
		{ a: { '': 'x' } },
		{ a: deep(64) },
	])('%j would be read under another name', (fields) => {
		expect(problem(fields)).toMatch(/^Cerb would not read the field/);
	});

	test('there are too many', () => {
		expect(problem({ a: Array.from({ length: 1_001 }, () => 'x') })).toMatch(/^1001 fields/);
	});

	test('a file is one value, whatever its size', () => {
		const listed = jest.fn(Reflect.ownKeys);
		const file = new Proxy(Buffer.from('bytes'), { ownKeys: listed }) as Buffer;
		expect(formProblem({ fields: { content: file } }, 'fields%5Bcontent%5D=x')).toBeUndefined();
		expect(listed).not.toHaveBeenCalled();
	});
});
