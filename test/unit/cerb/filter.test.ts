import { filterText, type FilterKind, type FilterOperator } from '../../../nodes/Cerb/cerb/filter';
import { readQuery } from '../../../nodes/Cerb/cerb/query';

const OPERATORS: FilterOperator[] = [
	'contains',
	'equals',
	'notEquals',
	'oneOf',
	'atLeast',
	'atMost',
	'isSet',
	'isNotSet',
];

function filter(
	kind: FilterKind,
	operator: FilterOperator,
	value: unknown = undefined,
	key = 'key',
): string {
	const reading = filterText({ key, kind, operator, value }, 'Europe/Berlin');
	return 'text' in reading ? reading.text : 'refused';
}

describe('conditions that filter right on Cerb 10.4.10', () => {
	test.each<[FilterKind, FilterOperator, unknown, string]>([
		['text', 'equals', 'a b', 'key:["a b"]'],
		['text', 'equals', 'a*b', 'key:["a*b"]'],
		['text', 'equals', 'a, b', 'key:["a, b"]'],
		['text', 'notEquals', 'a b', 'key:!["a b"]'],
		['text', 'contains', 'a (b', 'key:"*a (b*"'],
		['text', 'contains', 'say "hi"', 'key:"*say *hi**"'],
		['text', 'contains', '{{x}}', 'key:"**x**"'],
		['text', 'contains', '100 %', 'key:"*100 %*"'],
		['text', 'oneOf', 'a, b', 'key:["a","b"]'],
		['text', 'oneOf', '["a, b","c"]', 'key:["a, b","c"]'],
		['text', 'oneOf', ['a, b', 'c'], 'key:["a, b","c"]'],
		['text', 'equals', 0, 'key:["0"]'],
		['text', 'equals', false, 'key:["false"]'],
		['text', 'isSet', undefined, 'key:!null'],
		['text', 'isNotSet', undefined, 'key:null'],
		['number', 'equals', '0', 'key:[0]'],
		['number', 'equals', -3, 'key:[-3]'],
		['number', 'oneOf', '1, 2', 'key:[1,2]'],
		['number', 'notEquals', '1, 2', 'key:![1,2]'],
		['number', 'equals', '-3.14', 'key:-3.14'],
		['number', 'oneOf', '1, 2.5', '(key:1 OR key:2.5)'],
		['number', 'notEquals', '1, 2.5', 'key:!1 key:!2.5'],
		['number', 'atLeast', ' 5 ', 'key:>=5'],
		['number', 'atLeast', '2.5', 'key:>=2.5'],
		['number', 'atMost', 5, 'key:<=5'],
		['number', 'isSet', undefined, 'key:!null'],
		['boolean', 'equals', true, 'key:yes'],
		['boolean', 'equals', 'no', 'key:no'],
		['boolean', 'notEquals', 1, 'key:no'],
		['boolean', 'notEquals', false, 'key:yes'],
		['date', 'atLeast', '2026-01-31T10:00:00', 'key:"1769850000 to 4294967295"'],
		['date', 'atMost', 1769850000, 'key:"1 to 1769850000"'],
		['date', 'equals', '2026-01-31T09:00:00Z', 'key:"1769850000 to 1769850000"'],
		// A day alone is all of it, also the one of 23 hours.
		['date', 'atLeast', '2026-01-31', 'key:"1769814000 to 4294967295"'],
		['date', 'atMost', '2026-01-31', 'key:"1 to 1769900399"'],
		['date', 'equals', '2026-01-31', 'key:"1769814000 to 1769900399"'],
		['customDate', 'equals', ' 2026-03-29 ', 'key:"1774738800 to 1774821599"'],
		['date', 'isSet', undefined, 'key:"1 to 4294967295"'],
		['date', 'isNotSet', undefined, 'key:never'],
		['id', 'equals', '7', 'key:[7]'],
		['id', 'isSet', undefined, 'key:![0]'],
		['id', 'isNotSet', undefined, 'key:[0]'],
		['id', 'notEquals', '7, 9', 'key:![7,9]'],
		['customId', 'equals', '7', 'key:[7]'],
		['customId', 'isSet', undefined, 'key:>0'],
		['customId', 'isNotSet', undefined, 'key:null'],
		['customDate', 'isSet', undefined, 'key:"1 to 4294967295"'],
		['customDate', 'isNotSet', undefined, 'key:null'],
		['fulltext', 'contains', 'a b', 'key:"a b"'],
	])('%s %s %j', (kind, operator, value, text) => {
		expect(filter(kind, operator, value)).toBe(text);
	});
});

describe('refused', () => {
	const valued = OPERATORS.filter((operator) => !/Set$/.test(operator));
	test.each(valued)('%s without a value', (operator) => {
		for (const kind of ['text', 'number', 'date', 'boolean', 'id'] as const) {
			for (const value of [undefined, null, '']) {
				expect(filter(kind, operator, value)).toBe('refused');
			}
		}
	});

	test.each<[FilterKind, FilterOperator, unknown]>([
		['number', 'equals', 'abc'],
		['number', 'equals', '1,5x'],
		['number', 'equals', ' '],
		['number', 'equals', NaN],
		['number', 'equals', '1) OR (id:>0'],
		['id', 'oneOf', '1, x'],
		['id', 'equals', {}],
		['number', 'contains', '5'],
		['text', 'atLeast', 'a'],
		['date', 'contains', '2026-01-31'],
		['date', 'oneOf', '2026-01-31'],
		['date', 'equals', 'now'],
		['date', 'equals', '" to now'],
		['id', 'atLeast', '5'],
		['id', 'atMost', '5'],
		['customId', 'atLeast', '5'],
		['customId', 'atMost', '5'],
		['number', 'equals', '1, 2'],
		['number', 'equals', '1.5, 2'],
		['number', 'atMost', '5, 9'],
		['text', 'contains', ' '],
		['text', 'contains', '*'],
		['text', 'contains', ' % _ * '],
		['text', 'contains', '"'],
		['text', 'contains', '{{}}'],
		['text', 'contains', '\\'],
		['fulltext', 'notEquals', 'a'],
		['fulltext', 'isSet', undefined],
	])('%s %s %j', (kind, operator, value) => {
		expect(filter(kind, operator, value)).toBe('refused');
	});

	test.each(['', 'a b', 'a:b', 'a"b', 'a(b', 'id:1 OR x', '-id', 'größe'])('the key %j', (key) => {
		expect(filter('text', 'equals', 'x', key)).toBe('refused');
	});
});

describe('values can neither end a condition nor run', () => {
	const QUOTABLE = ['x) OR (id:>0', '[1] id:>0', 'a\nOR b', ' OR ', '!'];
	/** Cerb has no way to write these in quotes: only wildcards can stand for them. */
	const UNQUOTABLE = [
		'" OR id:>0 OR key:"',
		'{{1+1}}',
		'{{{x}}}',
		'{% if 1 %}{# c #}',
		'{"{x}"}',
		'say "hi"',
		'a {# b',
	];

	/** The reader of queries finds exactly one condition and no template in it. */
	function expectOneCondition(text: string) {
		expect(readQuery(text)).toMatchObject({ query: { keys: ['key'] } });
		expect(readQuery(`(${text}) id:5`)).toMatchObject({ query: { keys: ['key', 'id'] } });
	}

	test.each(QUOTABLE)('%j', (value) => {
		for (const operator of ['equals', 'notEquals', 'contains', 'oneOf'] as const) {
			const text = filter('text', operator, operator === 'oneOf' ? ['a', value] : value);
			expectOneCondition(text);
			expect(text).toContain(value);
		}
	});

	test.each(UNQUOTABLE)('%j is contained at most', (value) => {
		expectOneCondition(filter('text', 'contains', value));
		expectOneCondition(filter('fulltext', 'contains', value));
		for (const operator of ['equals', 'notEquals'] as const) {
			expect(filter('text', operator, value)).toBe('refused');
		}
		expect(filter('text', 'oneOf', ['a', value])).toBe('refused');
	});

	test('the refusal tells of the operator that can', () => {
		for (const value of ['say "hi"', '{{x}}']) {
			const condition = { key: 'key', kind: 'text', operator: 'equals', value } as const;
			expect(filterText(condition, 'UTC')).toMatchObject({
				problem: {
					message: expect.stringContaining(value),
					hint: expect.stringContaining('contains'),
				},
			});
		}
	});

	// What is left of them are wildcards alone, which find every record.
	test.each(['{##}', '{#', '#}'])('nothing but %j is refused', (value) => {
		expect(filter('text', 'contains', value)).toBe('refused');
	});

	test.each([[[]], [','], ['[]']])('one of %j has no value', (value) => {
		expect(filter('text', 'oneOf', value)).toBe('refused');
	});
});

describe('what Cerb 10.4.10 takes for something else', () => {
	// A list holds raw minor units there: [3.14] finds nothing, ![3.14] everything.
	test.each<[FilterOperator, string]>([
		['equals', 'key:3.14'],
		['oneOf', 'key:3.14'],
		['notEquals', 'key:!3.14'],
	])('%s with decimals', (operator, text) => {
		expect(filter('number', operator, '3.14')).toBe(text);
	});

	test('true and false read alike in filters and in fields', () => {
		expect(filter('boolean', 'equals', 'on')).toBe('key:yes');
		expect(filter('boolean', 'equals', 'TRUE ')).toBe('key:yes');
	});

	test('what is neither true nor false is refused', () => {
		expect(filter('boolean', 'equals', 'banana')).toBe('refused');
	});

	test.each<FilterOperator>(['contains', 'atLeast', 'atMost'])(
		'%s does not fit yes and no',
		(operator) => {
			expect(filter('boolean', operator, 'yes')).toBe('refused');
		},
	);

	test('a list has no wildcards, so quotes in an entry would find nothing', () => {
		expect(filter('text', 'oneOf', ['say "hi"', 'b'])).toBe('refused');
	});

	test('a backslash at the end eats the wildcard of contains', () => {
		expect(filter('text', 'contains', 'C:\\')).not.toBe('key:"*C:\\*"');
	});

	test('a list of texts is not one text with commas', () => {
		for (const operator of ['equals', 'notEquals', 'contains'] as const) {
			expect(filter('text', operator, ['a', 'b'])).toBe('refused');
			expect(filter('text', operator, { a: 1 })).toBe('refused');
		}
	});

	test.each<[FilterKind, FilterOperator, unknown]>([
		['text', 'oneOf', ['a', { b: 1 }]],
		['text', 'oneOf', ['a', null]],
		['text', 'equals', { toString: 1 }],
		['text', 'equals', 'a\u0000'],
		['text', 'contains', 'half \ud83d'],
		['text', 'contains', `${'\\'.repeat(1e6)}a`],
		['number', 'equals', { toString: 1 }],
		['number', 'equals', NaN],
		['date', 'equals', { toString: 1 }],
		['boolean', 'equals', { toString: 1 }],
	])('%s %s with %p', (kind, operator, value) => {
		expect(filter(kind, operator, value)).toBe('refused');
	});

	test('several numbers do not fit at least', () => {
		expect(filter('number', 'atLeast', '5, 9')).toBe('refused');
	});

	test('a search key of Cerb may begin with a digit', () => {
		expect(filter('text', 'equals', 'x', '2NdLevel')).toBe('2NdLevel:["x"]');
	});

	test('a year alone is not 34 minutes past 1970', () => {
		expect(filter('date', 'atLeast', '2026')).not.toBe('key:"2026 to 4294967295"');
	});
});
