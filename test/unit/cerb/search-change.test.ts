import { readQuery } from '../../../nodes/Cerb/cerb/query';
import { searchRecords } from '../../../nodes/Cerb/cerb/search';
import type { CerbRecord } from '../../../nodes/Cerb/cerb/types';
import { FakeCerb, makeRecords } from '../support/fake-cerb';
import { seeded } from '../support/seeded';

/** Lets records come, go and change before each search after the first; gives who stayed all along. */
function restless(cerb: FakeCerb, seed: number): { stayed: () => Set<number> } {
	const random = seeded(seed);
	const gone = new Set<number>();
	const first = cerb.records.map(({ id }) => Number(id));
	let next = Math.max(0, ...first) + 1;
	cerb.meanwhile = (number) => {
		if (number < 2 || number > 12) return;
		for (let step = random(80); step > 0; step--) {
			if (random(3) === 0 || cerb.records.length === 0) {
				cerb.records.push({
					id: next,
					title: `t${random(17)}`,
					importance: random(7),
					updated: random(99),
					kind: 1,
				});
				next++;
			} else {
				const [record] = cerb.records.splice(random(cerb.records.length), 1);
				gone.add(Number(record.id));
			}
		}
		const moved: CerbRecord | undefined = cerb.records[random(cerb.records.length)];
		if (moved) moved.title = `t${random(17)}`;
	};
	return { stayed: () => new Set(first.filter((id) => !gone.has(id))) };
}

const sorts = ['', 'sort:-importance', 'sort:title', 'sort:-updated,title', 'sort:-id'];
const cases = sorts.flatMap((sort) => [1, 2, 3, 4, 5, 6].map((seed) => [sort, seed] as const));

describe('while records come and go between the calls', () => {
	test.each(cases)(
		'Return All %j (seed %i) gives all that stayed, each once',
		async (sort, seed) => {
			const cerb = new FakeCerb(makeRecords(2_600));
			const { stayed } = restless(cerb, seed * 101);
			const reading = readQuery(sort);
			if ('problem' in reading) return expect(reading).toBe('read');
			const { records } = await searchRecords(cerb.client, {
				type: 'task',
				query: reading.query,
				limit: undefined,
				expand: [],
			});
			const ids = records.map(({ id }) => Number(id));
			expect(new Set(ids).size).toBe(ids.length);
			expect([...stayed()].filter((id) => !ids.includes(id))).toEqual([]);
			expect(cerb.searches.length).toBeLessThanOrEqual(
				sort === 'sort:title' || sort.includes(',title') ? 14 : 7,
			);
		},
	);

	test.each(cases)(
		'a limit with %j (seed %i) gives no record twice and no more than asked',
		async (sort, seed) => {
			const cerb = new FakeCerb(makeRecords(2_600));
			restless(cerb, seed * 103);
			const reading = readQuery(sort);
			if ('problem' in reading) return expect(reading).toBe('read');
			const { records } = await searchRecords(cerb.client, {
				type: 'task',
				query: reading.query,
				limit: 1_234,
				expand: [],
			});
			const ids = records.map(({ id }) => Number(id));
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids).toHaveLength(1_234);
		},
	);

	test('records that lost their place stand at the end, and a hint counts them', async () => {
		const cerb = new FakeCerb(makeRecords(600));
		const firstTitle = (record: CerbRecord) => ({ ...record, title: 'a' });
		cerb.meanwhile = (number) => {
			// Before the second page of the order, its first record is deleted: one slips through.
			if (number !== 4) return;
			const [first] = [...cerb.records].sort((a, b) => (a.title! < b.title! ? -1 : 1));
			cerb.records = cerb.records.filter((record) => record !== first).map((record) => record);
		};
		cerb.records = cerb.records.map((record) => (record.id === 5 ? firstTitle(record) : record));
		const reading = readQuery('sort:title');
		if ('problem' in reading) return expect(reading).toBe('read');
		const { records, hint } = await searchRecords(cerb.client, {
			type: 'task',
			query: reading.query,
			limit: undefined,
			expand: [],
		});
		expect(records).toHaveLength(600);
		expect(hint).toMatch(/^1 of 600 records/);
	});

	test('everything deleted meanwhile ends the listing', async () => {
		const cerb = new FakeCerb(makeRecords(1_200));
		cerb.meanwhile = (number) => {
			if (number === 2) cerb.records = [];
		};
		const { records } = await searchRecords(cerb.client, {
			type: 'task',
			query: { filters: '', keys: [] },
			limit: undefined,
			expand: [],
		});
		expect(records).toHaveLength(500);
		expect(cerb.searches).toHaveLength(3);
	});

	test('offset pages end when everything is deleted meanwhile', async () => {
		const cerb = new FakeCerb(makeRecords(1_200));
		cerb.meanwhile = (number) => {
			if (number === 2) cerb.records = [];
		};
		const { records } = await searchRecords(cerb.client, {
			type: 'task',
			query: { filters: '', keys: [], sort: ['title'] },
			limit: 1_000,
			expand: [],
		});
		expect(records).toHaveLength(500);
		expect(cerb.searches).toHaveLength(2);
	});
});
