import { readByKeyset, type ReadPage } from '../../../nodes/Cerb/cerb/keyset';
import type { CerbRecord } from '../../../nodes/Cerb/cerb/types';

const disorder = () => new Error('Not in order');
const keep = async (records: CerbRecord[]) => await Promise.resolve(records);

/** Numbers from 0 to 1 that are the same for the same seed. */
function dice(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

/** A list that answers when it is told to, in any order, with what it holds at that time. */
class Shelf {
	readonly asked: Array<{ directives: string; size: number }> = [];
	mostAtOnce = 0;
	private readonly open: Array<() => void> = [];

	constructor(readonly ids: Set<number>) {}

	readonly read: ReadPage = async (directives, size) => {
		this.asked.push({ directives, size });
		await new Promise<void>((resolve) => this.open.push(resolve));
		const [, above] = /id:>(\d+)/.exec(directives) ?? [];
		const [, below] = /id:<(\d+)/.exec(directives) ?? [];
		const found = [...this.ids].filter(
			(id) => id > Number(above ?? -1) && id < Number(below ?? Infinity),
		);
		found.sort((a, b) => (directives.endsWith('sort:-id') ? b - a : a - b));
		const results = found.slice(0, size).map((id) => ({ id }));
		return { results, total: found.length, count: results.length, limit: size, page: 1 };
	};

	/** Answers what is open, one by one and by lot. */
	async serve<T>(reading: Promise<T>, next: () => number, before = () => {}): Promise<T> {
		let isOver = false;
		const over = () => void (isOver = true);
		reading.then(over, over);
		while (!isOver) {
			await new Promise<void>((resolve) => queueMicrotask(resolve));
			this.mostAtOnce = Math.max(this.mostAtOnce, this.open.length);
			if (this.open.length === 0 || next() < 0.5) continue;
			before();
			this.open.splice(Math.floor(next() * this.open.length), 1)[0]();
		}
		return await reading;
	}
}

/** Ids with gaps, crowded or far apart. */
function spread(count: number, next: () => number): Set<number> {
	const ids = new Set<number>();
	let id = 0;
	while (ids.size < count) ids.add((id += next() < 0.01 ? 100_000 : 1 + Math.floor(next() * 3)));
	return ids;
}

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);
const idsOf = (records: Array<{ id?: unknown }>) => records.map(({ id }) => Number(id));

describe('all records', () => {
	it.each(SEEDS)(
		'are read once each, in order, in hardly more pages than they fill (seed %i)',
		async (seed) => {
			const next = dice(seed);
			const shelf = new Shelf(spread(Math.floor(next() * 6000), next));
			const found = await shelf.serve(readByKeyset(shelf.read, Infinity, disorder, keep), next);
			expect(idsOf(found)).toEqual([...shelf.ids]);
			expect(shelf.asked.length).toBeLessThanOrEqual(
				Math.max(1, Math.ceil(shelf.ids.size / 500)) + 1,
			);
			expect(shelf.mostAtOnce).toBeLessThanOrEqual(2);
		},
	);

	it.each(SEEDS)('that stay come once each while others come and go (seed %i)', async (seed) => {
		const next = dice(seed * 7);
		const shelf = new Shelf(spread(Math.floor(500 + next() * 4000), next));
		const before = [...shelf.ids];
		const gone = new Set<number>();
		const found = await shelf.serve(
			readByKeyset(shelf.read, Infinity, disorder, keep),
			next,
			() => {
				const all = [...shelf.ids];
				const doomed = all.slice(Math.floor(next() * all.length)).slice(0, 1 + next() * 400);
				for (const id of doomed) if (shelf.ids.delete(id)) gone.add(id);
				let last = Math.max(0, ...shelf.ids);
				for (let n = next() * 200; n > 0; n--) shelf.ids.add((last += 1));
			},
		);
		const ids = idsOf(found);
		expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
		expect(before.filter((id) => !gone.has(id) && !ids.includes(id))).toEqual([]);
	});

	it('are asked for two pages at a time', async () => {
		const shelf = new Shelf(spread(3000, dice(1)));
		await shelf.serve(readByKeyset(shelf.read, Infinity, disorder, keep), dice(2));
		expect(shelf.mostAtOnce).toBe(2);
		expect(shelf.asked).toHaveLength(6);
	});

	it('are also found where a limit is not reached', async () => {
		const shelf = new Shelf(spread(2100, dice(3)));
		const found = await shelf.serve(readByKeyset(shelf.read, 2100, disorder, keep), dice(4));
		expect(idsOf(found)).toEqual([...shelf.ids]);
		expect(shelf.mostAtOnce).toBe(2);
	});
});

describe('a limit', () => {
	it.each([1, 499, 500, 501, 1500, 2099])('of %i gives the first records', async (limit) => {
		const shelf = new Shelf(spread(2100, dice(5)));
		const found = await shelf.serve(readByKeyset(shelf.read, limit, disorder, keep), dice(6));
		expect(idsOf(found)).toEqual([...shelf.ids].slice(0, limit));
		expect(shelf.asked).toHaveLength(Math.ceil(limit / 500));
		expect(shelf.mostAtOnce).toBe(1);
	});
});

describe('a server that cannot be relied upon', () => {
	const page = (ids: number[], total: number) => ({
		results: ids.map((id) => ({ id })),
		total,
		count: ids.length,
		limit: 500,
		page: 1,
	});

	it.each([
		['upwards', 'sort:id', [7, 9, 8]],
		['downwards', 'sort:-id', [3000, 2999, 3001]],
		['beyond what is read already', 'sort:-id', [3000, 400]],
	])('is refused where ids come in another order %s', async (_, sort, wrong) => {
		const first = Array.from({ length: 500 }, (__, index) => index + 1);
		const read: ReadPage = async (directives) =>
			await Promise.resolve(
				directives.endsWith(sort) && (sort === 'sort:id' || directives !== sort)
					? page(wrong, 5000)
					: page(directives === 'sort:id' ? first : [], 5000),
			);
		await expect(readByKeyset(read, Infinity, disorder, keep)).rejects.toThrow('Not in order');
	});

	it('is asked on behind a full page, although its total says that there is no more', async () => {
		const read: ReadPage = async (directives) => {
			const from = Number(/id:>(\d+)/.exec(directives)?.[1] ?? 0);
			const ids = Array.from({ length: 500 }, (_, index) => from + index + 1);
			// Records of the page ceased to match before Cerb counted.
			return await Promise.resolve(from < 1500 ? page(ids, 500) : page([], 0));
		};
		const found = await readByKeyset(read, Infinity, disorder, keep);
		expect(found).toHaveLength(1500);
	});

	it('is not asked on when one of two pages failed', async () => {
		let asked = 0;
		const read: ReadPage = async (directives) => {
			asked++;
			if (directives.endsWith('sort:-id')) return await Promise.reject(new Error('Down'));
			for (let tick = 0; tick < 50; tick++) await Promise.resolve();
			const from = Number(/id:>(\d+)/.exec(directives)?.[1] ?? 0);
			return page(
				Array.from({ length: 500 }, (_, index) => from + index + 1),
				10_000,
			);
		};
		await expect(readByKeyset(read, Infinity, disorder, keep)).rejects.toThrow('Down');
		expect(asked).toBe(3);
	});
});
