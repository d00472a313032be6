import { BY_ID, byUpdate } from '../../../../nodes/Cerb/cerb/poll/axis';
import {
	MAX_AHEAD,
	readChanges,
	startChanges,
	type ChangeCursor,
} from '../../../../nodes/Cerb/cerb/poll/changes';
import { waitToSettle, type Source } from '../../../../nodes/Cerb/cerb/poll/source';
import { MAX_SEEN, readWindow, startWindow } from '../../../../nodes/Cerb/cerb/poll/window';
import { DirectCerb } from '../../support/direct-cerb';

let cerb: DirectCerb;
let told: string[];
let source: Source;

beforeEach(() => {
	cerb = new DirectCerb();
	told = [];
	source = {
		client: cerb.client,
		type: 'task',
		query: { filters: '', keys: [] },
		expand: [],
		max: 10_000,
		deadline: Infinity,
		tell: (message) => void told.push(message),
	};
});

const queries = () => cerb.requests.map(({ query }) => (query as { q: string }).q);
const ids = (records: Array<{ id?: unknown }>) => records.map(({ id }) => Number(id));
const count = (places: Record<string, number[]>) => Object.values(places).flat().length;

describe('what Cerb is asked', () => {
	test('by ids', () => {
		expect(BY_ID.after([0, 7])).toBe('id:>7');
		expect(BY_ID.after([0, 7], [0, 9])).toBe('id:>7 id:<=9');
	});

	test('by stamps: only what is over by its own clock, ranges only', () => {
		const axis = byUpdate(3);
		expect(axis.after([100, 7])).toBe(
			'(updated:"101 to -3 seconds" OR (updated:"100 to 100" id:>7))',
		);
		expect(axis.after([100, 7], [200, 9])).toBe(
			'(updated:"101 to 200" OR (updated:"100 to 100" id:>7))',
		);
		expect(axis.after([100, 7], [100, 9])).toBe('updated:"100 to 100" id:>7 id:<=9');
		expect(byUpdate(0).after([100, 7])).toContain('"101 to now"');
	});

	test('a quiet poll asks once for new records, twice for changes', async () => {
		const created = await startWindow(source, BY_ID);
		const changed = await startChanges(source, 3);
		cerb.requests.length = 0;
		await readWindow(source, BY_ID, created);
		expect(queries()).toEqual([expect.stringMatching(/^id:>\d+ sort:-id$/)]);
		await readChanges(source, 3, changed);
		expect(cerb.requests).toHaveLength(3);
	});

	test('a query with an OR stays in brackets', async () => {
		const query = { filters: 'status:o OR status:w', keys: ['status'] };
		const cursor = await startWindow(source, BY_ID);
		cerb.state.create('task', {});
		const { records } = await readWindow({ ...source, query }, BY_ID, cursor);
		expect(records).toHaveLength(1);
		expect(queries().at(-1)).toMatch(/^\(status:o OR status:w\) id:>/);
	});

	test('pages are no larger than what may still be given', async () => {
		const cursor = await startWindow(source, BY_ID);
		cerb.state.addTasks(900);
		cerb.requests.length = 0;
		const first = await readWindow({ ...source, max: 620 }, BY_ID, cursor);
		expect(ids(first.records)).toHaveLength(620);
		const sizes = cerb.requests.map(({ query }) => (query as { limit: number }).limit);
		expect(sizes).toEqual([1, 500, 120]);
	});
});

describe('the bounds of what is remembered', () => {
	test(`more than ${MAX_SEEN} places shrink the window, and a message says so`, async () => {
		const cursor = await startWindow(source, BY_ID);
		const made = cerb.state.addTasks(MAX_SEEN + 700);
		const first = await readWindow(source, BY_ID, cursor);
		expect(ids(first.records)).toEqual(made);
		expect(count(first.cursor.seen)).toBe(MAX_SEEN);
		expect(first.cursor.floor).toEqual([0, made[699]]);
		expect(told).toEqual([expect.stringContaining(`More than ${MAX_SEEN} changes of "task"`)]);
		const second = await readWindow(source, BY_ID, first.cursor);
		expect(second.records).toEqual([]);
		cerb.now += 60;
		const third = await readWindow(source, BY_ID, second.cursor);
		expect(third.cursor).toEqual({ floor: [0, made.at(-1)], seen: {}, marks: [] });
		expect(told).toHaveLength(1);
	});

	test(`more than ${MAX_AHEAD} records of the future: those beyond come in their time`, async () => {
		let cursor: ChangeCursor = await startChanges(source, 1);
		const far = cerb.now + 1_000_000;
		const made = cerb.state.addTasks(MAX_AHEAD + 20, { until: far, step: 1 });
		const poll = async () => {
			const result = await readChanges(source, 1, cursor);
			cursor = result.cursor;
			return ids(result.records);
		};
		expect(await poll()).toEqual(made.slice(0, MAX_AHEAD));
		expect(told[0]).toContain('stamped in the future');
		expect(await poll()).toEqual([]);
		expect(count(cursor.ahead)).toBe(MAX_AHEAD);
		cerb.now = far + 100;
		expect(await poll()).toEqual(made.slice(MAX_AHEAD));
		cerb.now += 100;
		expect(await poll()).toEqual([]);
		expect(cursor.ahead).toEqual({});
	});
});

describe('clocks', () => {
	test('one that is set back does not keep places for ever', async () => {
		cerb.ahead = 86_400;
		let { cursor } = await readWindow(source, BY_ID, await startWindow(source, BY_ID));
		cerb.state.create('task', {});
		({ cursor } = await readWindow(source, BY_ID, cursor));
		cerb.ahead = 0;
		({ cursor } = await readWindow(source, BY_ID, cursor));
		expect(count(cursor.seen)).toBe(1);
		cerb.now += 31;
		({ cursor } = await readWindow(source, BY_ID, cursor));
		expect(cursor).toMatchObject({ seen: {}, marks: [] });
	});

	test.each([600, 86_400])(
		'that of Cerb set back by %i s: changes are found again, and a message says so',
		async (by) => {
			let cursor: ChangeCursor = await startChanges(source, 1);
			const poll = async () => {
				const result = await readChanges(source, 1, cursor);
				cursor = result.cursor;
				return ids(result.records);
			};
			const change = () => void cerb.state.update('task', made[0], {});
			const made = cerb.state.addTasks(3, { until: cerb.now + 100, step: 20 });
			cerb.now += 105;
			expect(await poll()).toEqual(made);
			cerb.now += 60 - by;
			const lost = cerb.state.create('task', {});
			cerb.now += 60;
			await poll();
			expect(told).toEqual([expect.stringContaining('The clock of Cerb was set back')]);
			expect(await poll()).toContain(lost);
			change();
			cerb.now += 60;
			expect(await poll()).toContain(made[0]);
			cerb.now += by;
			expect(await poll()).toEqual([]);
			expect(told).toHaveLength(1);
		},
	);

	test('the time that a call took is no time for a late change', async () => {
		const { client } = cerb;
		const slow = {
			...source,
			client: Object.create(client, {
				callTimed: {
					value: async (request: never) => {
						const answer = await cerb.callTimed(request);
						return { ...answer, since: answer.since - 40 };
					},
				},
			}) as Source['client'],
		};
		let cursor = await startWindow(source, BY_ID);
		cerb.state.create('task', {});
		({ cursor } = await readWindow(slow, BY_ID, cursor));
		cerb.now += 60;
		({ cursor } = await readWindow(slow, BY_ID, cursor));
		expect(count(cursor.seen)).toBe(1);
		cerb.now += 15;
		({ cursor } = await readWindow(slow, BY_ID, cursor));
		expect(count(cursor.seen)).toBe(0);
	});
});

describe('what cannot be watched', () => {
	test('records that do not tell their stamp', async () => {
		const message = { ...source, type: 'message' };
		const start = startWindow(message, { ...byUpdate(3), sort: ['id'], after: () => 'id:>0' });
		await expect(start).rejects.toThrow(/do not tell when they were changed/);
	});

	test('records that do not come in order', async () => {
		const cursor = await startWindow(source, BY_ID);
		for (const title of ['b', 'a', 'zz']) cerb.state.create('task', { title });
		const backwards = { ...BY_ID, sort: ['title'] };
		await expect(readWindow(source, backwards, cursor)).rejects.toThrow(/in the order/);
	});
});

test.each([
	['waits for new records', 10_000, 0.05, []],
	['waits no longer than the poll may take', 50, 60, [expect.stringContaining('Settle Time')]],
	['does not wait where there is no time', -1, 60, [expect.stringContaining('after 0 seconds')]],
])('%s', async (_name, left, settle, said) => {
	const began = Date.now();
	await waitToSettle({ ...source, deadline: began + left }, settle);
	expect(Date.now() - began).toBeGreaterThanOrEqual(Math.max(0, Math.min(left, 50)) - 1);
	expect(told).toEqual(said);
});

test('a reading that takes too long leaves the rest to the next one', async () => {
	const cursor = await startWindow(source, BY_ID);
	const made = cerb.state.addTasks(1200);
	const first = await readWindow({ ...source, deadline: 0 }, BY_ID, cursor);
	expect(ids(first.records)).toEqual(made.slice(0, 500));
	const second = await readWindow(source, BY_ID, first.cursor);
	expect(ids(second.records)).toEqual(made.slice(500));
});

describe('a record that is saved between the finding and the reading of a page', () => {
	const COUNT = 1500;
	/** Saves the record at an index of the next page that has one there; once. */
	const saveAt = (index: number, isFit: (results: unknown[]) => boolean = () => true) => {
		let saved: number | undefined;
		cerb.between = (_request, results) => {
			if (saved !== undefined || results.length <= index || !isFit(results)) return;
			saved = Number(results[index].id);
			cerb.state.update('task', saved, { updated: cerb.now });
			results[index].updated = cerb.now;
		};
		return () => saved;
	};

	let cursor: ChangeCursor;
	let changed: number[];
	beforeEach(async () => {
		cursor = await startChanges(source, 3);
		cerb.now += 100;
		changed = Array.from({ length: COUNT }, () =>
			cerb.state.create('task', { title: 'x', updated: cerb.now - 50 }),
		);
	});

	test.each([
		['the last of a full page', 499],
		['one in the middle', 250],
		['the first', 0],
	])('%s: all others come now, and it comes with the next poll', async (_what, index) => {
		const saved = saveAt(index, (results) => results.length > 1);
		const first = await readChanges(source, 3, cursor);
		expect(ids(first.records)).toEqual(changed.filter((id) => id !== saved()));
		cerb.now += 10;
		const next = await readChanges(source, 3, first.cursor);
		expect(ids(next.records)).toEqual([saved()]);
	});

	test('the newest of all: no second is read that is not over', async () => {
		const saved = saveAt(0, (results) => results.length === 1);
		const first = await readChanges(source, 3, cursor);
		expect(ids(first.records)).toEqual(changed.filter((id) => id !== saved()));
		// Once more in the same second.
		cerb.state.update('task', saved()!, { title: 'again', updated: cerb.now });
		cerb.now += 10;
		const next = await readChanges(source, 3, first.cursor);
		expect(next.records).toMatchObject([{ id: String(saved()), title: 'again' }]);
	});
});
