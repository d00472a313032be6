/* eslint-disable @n8n/community-nodes/no-restricted-globals -- asks Node's own process for the processor time it took, never runs inside n8n */
import type { CerbClient } from '../../nodes/Cerb/cerb/client';
import { readQuery } from '../../nodes/Cerb/cerb/query';
import { searchInto } from '../../nodes/Cerb/cerb/search';
import type { CerbRecord, CerbRequest } from '../../nodes/Cerb/cerb/types';
import { recordItems, type OutputMode } from '../../nodes/Cerb/output';

/*
 * What a list costs has to grow as the list does. Times depend on the machine, so what can be counted
 * is counted, and processor times are only compared with each other.
 */

const STAMP = 1_800_000_000;

/** A Cerb with tasks 1 to `count` that makes each page at the same cost, wherever it lies. */
class EvenCerb {
	requests = 0;

	/** How often a field of a record was looked at. */
	visits = 0;

	constructor(
		private readonly count: number,
		private readonly isCounting: boolean,
	) {}

	async call({ query }: CerbRequest) {
		this.requests++;
		const { q, limit, page } = query as { q: string; limit: number; page: number };
		const from = Number(/id:>(\d+)/.exec(q)?.[1] ?? 0) + 1;
		const to = Number(/id:<(\d+)/.exec(q)?.[1] ?? this.count + 1) - 1;
		const total = Math.max(0, to - from + 1);
		const size = Math.max(0, Math.min(limit, total - (page - 1) * limit));
		const isDown = q.endsWith('sort:-id');
		const first = isDown ? to - (page - 1) * limit : from + (page - 1) * limit;
		const results = Array.from({ length: size }, (_, index) =>
			this.task(isDown ? first - index : first + index),
		);
		return await Promise.resolve({ results, total, count: size, limit, page });
	}

	private task(id: number): CerbRecord {
		const task = {
			_type: 'task',
			id: String(id),
			title: `Task ${id}`,
			status: 'open',
			importance: id % 100,
			owner_id: '0',
			created: STAMP - id,
			updated: STAMP - (id % 1000),
			record_url: `http://localhost/profiles/task/${id}`,
		};
		if (!this.isCounting) return task;
		return new Proxy(task, {
			get: (target, key) => {
				this.visits++;
				return Reflect.get(target, key) as unknown;
			},
			getOwnPropertyDescriptor: (target, key) => {
				this.visits++;
				return Reflect.getOwnPropertyDescriptor(target, key);
			},
		});
	}
}

const OUTPUTS: Array<[string, OutputMode]> = [
	['simplified', { mode: 'simplified', baseUrl: 'http://localhost', expand: [] }],
	['raw', { mode: 'raw' }],
	['fields', { mode: 'fields', fields: ['title', 'nonsense'] }],
];
const SORTS = ['', 'sort:-updated', 'sort:title'];
const CASES = OUTPUTS.flatMap(([name, output]) =>
	SORTS.map((sort) => ({ name, output, sort, text: `${name}, "${sort}"` })),
);

async function list(cerb: EvenCerb, sort: string, output: OutputMode) {
	const reading = readQuery(sort);
	if ('problem' in reading) throw new Error(reading.problem.message);
	const search = { type: 'task', query: reading.query, limit: undefined, expand: [] };
	const keep = async (records: CerbRecord[]) =>
		await Promise.resolve(recordItems(records, output, 0));
	const { records } = await searchInto(cerb as unknown as CerbClient, search, keep);
	return records;
}

describe('a list twice as long', () => {
	it.each(CASES)('takes twice the requests and looks: $text', async ({ sort, output }) => {
		const [once, twice] = [new EvenCerb(5_700, true), new EvenCerb(11_400, true)];
		expect(await list(once, sort, output)).toHaveLength(5_700);
		expect(await list(twice, sort, output)).toHaveLength(11_400);
		expect(twice.requests).toBeLessThanOrEqual(2 * once.requests);
		// Were each record held against each other, it would be 4; sorting compares a little more often.
		expect(twice.visits / Math.max(1, once.visits)).toBeLessThan(3);
	});
});

/** Milliseconds of processor time; the least of some tries has the least of what else went on. */
async function leastTime(count: number, sort: string, output: OutputMode): Promise<number> {
	const times: number[] = [];
	for (let tries = 0; tries < 3; tries++) {
		const cerb = new EvenCerb(count, false);
		const before = process.cpuUsage();
		await list(cerb, sort, output);
		const { user, system } = process.cpuUsage(before);
		times.push((user + system) / 1000);
	}
	return Math.min(...times);
}

describe('a list eight times as long', () => {
	// Were it quadratic, it would be 64; garbage collection takes a share that grows with the heap.
	const few = CASES.filter(({ name }) => name === 'raw');
	it.each(few)('takes no more than some eight times the work: $text', async ({ sort, output }) => {
		await leastTime(10_000, sort, output);
		const [once, more] = [
			await leastTime(10_000, sort, output),
			await leastTime(80_000, sort, output),
		];
		expect(more / once).toBeLessThan(20);
	});
});
