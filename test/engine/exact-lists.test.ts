import { effects } from '../cerb-server';
import { jsons, search } from './operations';
import { useBed } from './support';

const bed = useBed();
const path = '/rest/records/task/search.json';

/** Numbers from 0 to 1 that are the same for the same seed. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1103515245 + 12345) % 2 ** 31;
		return state / 2 ** 31;
	};
}

const stored = () =>
	[...bed.cerb.state.table('task').scan()].map(({ id }) => id).sort((a, b) => a - b);

/** Before each page some records vanish and some appear. Tells which ever did. */
function keepChanging(next: () => number, perPage: number): Set<number> {
	const changed = new Set<number>();
	bed.cerb.faults.add(
		{ path, times: Infinity },
		effects.before(() => {
			const ids = stored();
			for (let n = 0; n < perPage; n++) {
				const doomed = ids[Math.floor(next() * ids.length)];
				bed.cerb.state.remove('task', doomed);
				changed.add(doomed).add(bed.cerb.state.create('task', { title: `new ${n}` }));
			}
		}),
	);
	return changed;
}

const list = async (query: string, more: object = {}) => {
	const result = await bed.run({ parameters: search('task', query, { returnAll: true, ...more }) });
	expect(result.error).toBeUndefined();
	return jsons(result).map(({ id }) => Number(id));
};

describe('Return All while records come and go', () => {
	beforeAll(() => void bed.cerb.state.addTasks(2600));

	it.each([
		[1, ''],
		[2, ''],
		[3, 'id:>7 OR id:<5'],
		[4, 'sort:-id'],
		[5, 'sort:-importance,created'],
		[6, 'sort:title'],
	])(
		'gives each record that stays exactly once (seed %i, query "%s")',
		async (seed, query) => {
			const before = stored();
			const changed = keepChanging(random(seed), 20);
			const found = await list(query);
			expect(new Set(found).size).toBe(found.length);
			const isWanted = (id: number) => !query.startsWith('id') || id > 7 || id < 5;
			const steady = before.filter((id) => !changed.has(id) && isWanted(id));
			expect(steady.filter((id) => !found.includes(id))).toEqual([]);
			// What else came was there for some time.
			expect(found.filter((id) => !changed.has(id) && !steady.includes(id))).toEqual([]);
		},
		60_000,
	);

	it.each([499, 500, 501, 1500])('keeps a limit of %i', async (limit) => {
		keepChanging(random(limit), 5);
		const found = await list('', { returnAll: false, limit });
		expect(found).toHaveLength(limit);
		expect(new Set(found).size).toBe(limit);
	});
});

describe('a list of hundreds of pages', () => {
	it('is whole, in as many requests as it has pages', async () => {
		bed.cerb.state.addTasks(100_000);
		const found = await list('', { output: 'fields', fields: 'id' });
		const all = stored();
		expect(found).toHaveLength(all.length);
		expect(found.every((id, index) => id === all[index])).toBe(true);
		expect(bed.cerb.requests).toHaveLength(Math.ceil(all.length / 500));
	}, 60_000);
});
