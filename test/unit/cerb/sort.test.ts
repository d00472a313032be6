import { compareBy } from '../../../nodes/Cerb/cerb/sort';
import type { CerbRecord } from '../../../nodes/Cerb/cerb/types';

function sorted(sort: string[], records: CerbRecord[]): unknown[] | undefined {
	const compare = compareBy(sort, records);
	return compare && [...records].sort(compare).map(({ id }) => id);
}

describe('orders that the records tell', () => {
	test.each<[string[], CerbRecord[], unknown[]]>([
		[['id'], [{ id: 2 }, { id: 10 }, { id: 1 }], [1, 2, 10]],
		[['-id'], [{ id: 2 }, { id: 10 }, { id: 1 }], [10, 2, 1]],
		[['+id'], [{ id: '2' }, { id: '10' }, { id: '1' }], ['1', '2', '10']],
		[
			['importance'],
			[
				{ id: 1, importance: 9 },
				{ id: 2, importance: 10 },
			],
			[1, 2],
		],
		[
			['-importance'],
			[
				{ id: 1, importance: -1 },
				{ id: 2, importance: 0 },
			],
			[2, 1],
		],
		[
			['-importance'],
			[
				{ id: 3, importance: 1 },
				{ id: 1, importance: 1 },
			],
			[1, 3],
		],
		[
			['-importance', '-id'],
			[
				{ id: 1, importance: 1 },
				{ id: 3, importance: 1 },
			],
			[3, 1],
		],
		[
			['updated'],
			[
				{ id: 1, updated: '20' },
				{ id: 2, updated: '3' },
			],
			[2, 1],
		],
		[
			['updated'],
			[
				{ id: 1, updated_at: 20 },
				{ id: 2, updated_at: 3 },
			],
			[2, 1],
		],
		[
			['created'],
			[
				{ id: 1, created: '1795317859' },
				{ id: 2, created: 0 },
			],
			[2, 1],
		],
		[
			['-lastOpenedAt'],
			[
				{ id: 1, last_opened_at: 5 },
				{ id: 2, last_opened_at: 6 },
			],
			[2, 1],
		],
		[
			['closed'],
			[
				{ id: 1, closed_at: 6 },
				{ id: 2, closed_at: 5 },
			],
			[2, 1],
		],
		[
			['a', '-b'],
			[
				{ id: 1, a: 1, b: 1 },
				{ id: 2, a: 1, b: 2 },
				{ id: 3, a: 0, b: 0 },
			],
			[3, 2, 1],
		],
		[['title'], [], []],
	])('%j of %j', (sort, records, expected) => {
		expect(sorted(sort, records)).toEqual(expected);
	});
});

describe('orders that only Cerb knows', () => {
	test.each<[string, string[], CerbRecord[]]>([
		[
			'texts',
			['title'],
			[
				{ id: 1, title: 'b' },
				{ id: 2, title: 'a' },
			],
		],
		[
			'texts of digits that are no dates',
			['code'],
			[
				{ id: 1, code: '10' },
				{ id: 2, code: '9' },
			],
		],
		[
			'flags',
			['done'],
			[
				{ id: 1, done: true },
				{ id: 2, done: false },
			],
		],
		['a field that a record lacks', ['importance'], [{ id: 1, importance: 1 }, { id: 2 }]],
		[
			'a field that is null once',
			['due'],
			[
				{ id: 1, due: null },
				{ id: 2, due: 5 },
			],
		],
		[
			'an empty date',
			['due'],
			[
				{ id: 1, due: '' },
				{ id: 2, due: '5' },
			],
		],
		['a key without a field', ['-group.name', 'id'], [{ id: 1, group_id: 2 }]],
		['no numeric id', ['importance'], [{ id: 'x', importance: 1 }]],
		['a second key of texts', ['importance', 'title'], [{ id: 1, importance: 1, title: 'a' }]],
	])('%s', (_what, sort, records) => {
		expect(compareBy(sort, records)).toBeUndefined();
	});
});
