import { unfold } from '../../../nodes/Cerb/cerb/unfold';

it.each<[what: string, data: unknown, rows: object[]]>([
	['records', [{ id: 1 }, { id: 2 }], [{ id: 1 }, { id: 2 }]],
	['nothing', [], []],
	['null', null, []],
	['one value', 7, [{ value: 7 }]],
	['values', ['a', 'b'], [{ value: 'a' }, { value: 'b' }]],
	['a table', { columns: { a: {} }, rows: [{ _types: {}, a: 1 }, { a: 2 }] }, [{ a: 1 }, { a: 2 }]],
	['a tree', { children: [{ name: 'x', children: [] }] }, [{ name: 'x', children: [] }]],
	[
		'a series',
		{ ts: ['2026-10', '2026-11'], a: [20, 79] },
		[
			{ ts: '2026-10', a: 20 },
			{ ts: '2026-11', a: 79 },
		],
	],
	[
		'columns of a chart',
		[
			['a_x', 9, 8],
			['a', 50, 51],
		],
		[
			{ a_x: 9, a: 50 },
			{ a_x: 8, a: 51 },
		],
	],
	['a map by a key that is in its values', { t: { key: 't', n: 1 } }, [{ key: 't', n: 1 }]],
	['a map by a key that is not', { t: { n: 1 } }, [{ key: 't', n: 1 }]],
	['one map', { hello: 'World', n: 5 }, [{ hello: 'World', n: 5 }]],
	['an empty map', {}, [{}]],
])('unfolds %s', (_what, data, rows) => {
	expect(unfold('worklist.records', data)).toEqual(rows);
});

it('keeps the map that an automation returns in one piece', () => {
	const data = { one: { a: 1 }, two: { a: 2 } };
	expect(unfold('automation.invoke', data)).toEqual([data]);
	expect(unfold('automation.invoke', [data, data])).toEqual([data, data]);
});
