import { missingFields, recordItems, type OutputMode } from '../../../nodes/Cerb/output';

const RECORDS = [
	{ _type: 'task', _label: 'a', id: '1', title: 'a', due: 0, extra: { b: 1 } },
	{ _type: 'task', _label: 'b', id: '2', title: '', note: null },
];

describe('recordItems', () => {
	test.each<[OutputMode, object[]]>([
		[{ mode: 'raw' }, RECORDS],
		[
			{ mode: 'fields', fields: ['title', 'due'] },
			[
				{ id: '1', title: 'a', due: 0 },
				{ id: '2', title: '', due: null },
			],
		],
		[{ mode: 'fields', fields: ['id'] }, [{ id: '1' }, { id: '2' }]],
		[
			{ mode: 'fields', fields: ['note', 'nonsense'] },
			[
				{ id: '1', note: null, nonsense: null },
				{ id: '2', note: null, nonsense: null },
			],
		],
		[
			{ mode: 'simplified', baseUrl: 'https://c', expand: ['extra'] },
			[
				{ id: 1, title: 'a', due: null, extra: { b: 1 } },
				{ id: 2, title: '' },
			],
		],
	])('%j', (output, json) => {
		const items = recordItems(RECORDS, output, 3);
		expect(items.map((item) => item.json)).toEqual(json);
		expect(items.map((item) => item.pairedItem)).toEqual([{ item: 3 }, { item: 3 }]);
	});

	test('no records, no items', () => {
		expect(recordItems([], { mode: 'raw' }, 0)).toEqual([]);
	});

	test('the id leads the chosen fields, in the order of the user', () => {
		const [item] = recordItems(RECORDS, { mode: 'fields', fields: ['title', '_label'] }, 0);
		expect(Object.keys(item.json)).toEqual(['id', 'title', '_label']);
	});
});

describe('missingFields', () => {
	test.each([
		[['title'], []],
		[['note', 'due'], []],
		[
			['titel', 'title', 'x'],
			['titel', 'x'],
		],
		[[], []],
	])('%j lacks %j', (fields, missing) => {
		expect(missingFields(RECORDS, fields)).toEqual(missing);
	});

	test('an empty result tells nothing', () => {
		expect(missingFields([], ['nonsense'])).toEqual([]);
	});
});
