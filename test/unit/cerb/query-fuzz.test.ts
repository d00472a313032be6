import { quoteValue, readQuery } from '../../../nodes/Cerb/cerb/query';
import { seeded } from '../support/seeded';

const ROUNDS = 20_000;

/** Depth of brackets outside quotes at the end; -1 as soon as one closes what it did not open. */
function depth(text: string): number {
	const open: string[] = [];
	for (const char of text.replace(/"[^"]*"/g, '""')) {
		if (char === '(' || char === '[') open.push(char);
		if (char === ')' && open.pop() !== '(') return -1;
		if (char === ']' && open.pop() !== '[') return -1;
	}
	return open.length;
}

const quotes = (text: string) => text.split('"').length - 1;

describe('any query, once wrapped in a group', () => {
	const parts = [
		'status:o',
		'id:>5',
		'limit:5',
		'sort:-id',
		'page:2',
		'(',
		')',
		'[',
		']',
		'"',
		'"a b"',
		' ',
		' OR ',
		':',
		'updated:',
		'{{',
		'!',
		',',
		'\\',
		"'",
		'limit',
		'\n',
		'name:"x (y"',
	];

	test('keeps its brackets and quotes to itself, or is refused', () => {
		const random = seeded(11);
		let passed = 0;
		for (let round = 0; round < ROUNDS; round++) {
			const text = Array.from({ length: 1 + random(9) }, () => parts[random(parts.length)]).join(
				'',
			);
			const reading = readQuery(text);
			if ('problem' in reading) continue;
			passed++;
			const { filters } = reading.query;
			expect({ text, filters, depth: depth(`(${filters}) sort:id`) }).toMatchObject({ depth: 0 });
			expect(depth(filters)).toBe(0);
			expect(quotes(filters) % 2).toBe(0);
			expect(filters).not.toMatch(/\{[{%#]/);
		}
		expect(passed).toBeGreaterThan(ROUNDS / 20);
	});

	test('reads the same when it is read again: nothing is left to lift', () => {
		const random = seeded(12);
		for (let round = 0; round < ROUNDS; round++) {
			const text = Array.from({ length: 1 + random(6) }, () => parts[random(parts.length)]).join(
				' ',
			);
			const reading = readQuery(text);
			if ('problem' in reading) continue;
			const { filters, keys } = reading.query;
			expect({ text, again: readQuery(filters) }).toEqual({
				text,
				again: { query: { filters, keys } },
			});
		}
	});
});

describe('random well-formed queries', () => {
	const keys = ['status', 'id', 'group.id', 'cfTotal', 'name'];
	const values = ['o', '>5', '[1,2,3]', '"a ( b"', '*x*', '"limit:3"', '![d]', '1...5'];

	test('lose their directives and nothing else', () => {
		const random = seeded(13);
		const term = (level: number): string => {
			if (level > 0 && random(3) === 0) {
				const inner = Array.from({ length: 1 + random(3) }, () => term(level - 1));
				return `${random(2) ? 'links:' : ''}(${inner.join(random(2) ? ' OR ' : ' ')})`;
			}
			return `${keys[random(keys.length)]}:${values[random(values.length)]}`;
		};
		for (let round = 0; round < 3_000; round++) {
			const terms = Array.from({ length: random(5) }, () => term(3));
			const limit = 1 + random(999);
			const mixed = [...terms];
			mixed.splice(random(mixed.length + 1), 0, `limit:${limit}`);
			mixed.splice(random(mixed.length + 1), 0, 'sort:-updated,id');
			const text = mixed.join(' ');
			const reading = readQuery(text);
			if ('problem' in reading) return expect({ text, reading }).toBe('read');
			expect({ ...reading.query, filters: reading.query.filters.replace(/\s+/g, ' ') }).toEqual({
				filters: terms.join(' ').replace(/\s+/g, ' '),
				keys: expect.any(Array),
				limit,
				sort: ['-updated', 'id'],
			});
		}
	});

	test('a long one is read in no time', () => {
		const text = Array.from(
			{ length: 1_000 },
			(_, index) => `(id:${index} OR name:"x ${index}")`,
		).join(' ');
		const start = Date.now();
		expect('query' in readQuery(text)).toBe(true);
		expect('problem' in readQuery('('.repeat(20_000))).toBe(true);
		expect(Date.now() - start).toBeLessThan(2_000);
	});
});

describe('quoteValue', () => {
	test.each([
		['plain', '"plain"'],
		['', '""'],
		['Say "hi" now', '"Say *hi* now"'],
		['{{ 1+1 }}', '"* 1+1 *"'],
		['{% if %}', '"* if *"'],
		['{# x #}', '"* x *"'],
		['{{{{', '"*"'],
		['}}}', '"*"'],
		['{"{', '"{*{"'],
		['a { b } c', '"a { b } c"'],
		['a\\', '"a\\"'],
		['( [ : , ! OR', '"( [ : , ! OR"'],
	])('%j', (text, quoted) => {
		expect(quoteValue(text)).toBe(quoted);
	});

	test('no text ends the value, starts template code or grows', () => {
		const random = seeded(14);
		const parts = [
			'"',
			'{',
			'}',
			'%',
			'#',
			'{{',
			'}}',
			'{%',
			'%}',
			'a',
			' ',
			'*',
			'\\',
			'\n',
			')',
			'(',
			'😀',
		];
		for (let round = 0; round < ROUNDS; round++) {
			const text = Array.from({ length: random(10) }, () => parts[random(parts.length)]).join('');
			const quoted = quoteValue(text);
			expect({ text, inside: quoted.slice(1, -1) }).not.toMatchObject({
				inside: expect.stringMatching(/"|\{[{%#]|[}%#]\}/),
			});
			expect(quotes(quoted)).toBe(2);
			expect(quoted.length).toBeLessThanOrEqual(text.length + 2);
			expect(readQuery(`name:${quoted}`)).toEqual({
				query: { filters: `name:${quoted}`, keys: ['name'] },
			});
			// What stands in for the text still finds it: every kept piece is in it, in order.
			const pattern = quoted
				.slice(1, -1)
				.split('*')
				.map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
			expect(text).toMatch(new RegExp(`^${pattern.join('[^]*')}$`));
		}
	});
});
