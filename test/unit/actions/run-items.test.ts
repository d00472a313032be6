import { sleep } from 'n8n-workflow';

import { runItems } from '../../../nodes/Cerb/actions/run-items';

/** Runs items that take some milliseconds each, or fail after them; tells what went on. */
async function run(atOnce: number, items: Array<{ takes: number; fails?: unknown }>) {
	const [begun, ended]: number[][] = [[], []];
	let underWay = 0;
	let most = 0;
	const task = async (itemIndex: number) => {
		begun.push(itemIndex);
		most = Math.max(most, ++underWay);
		await sleep(items[itemIndex].takes);
		underWay--;
		ended.push(itemIndex);
		const item = items[itemIndex];
		return 'fails' in item ? await Promise.reject(item.fails) : `item ${itemIndex}`;
	};
	const [outcome] = await Promise.allSettled([runItems(items.length, atOnce, task)]);
	return { outcome, begun, ended, most, underWay };
}

const takes = (...times: number[]) => times.map((time) => ({ takes: time }));
const rejected = (reason: unknown) => ({ status: 'rejected', reason });

test('results are in the order of the items, whichever ends first', async () => {
	const { outcome, ended, most } = await run(3, takes(60, 5, 30));
	expect(outcome).toEqual({ status: 'fulfilled', value: ['item 0', 'item 1', 'item 2'] });
	expect(ended).toEqual([1, 2, 0]);
	expect(most).toBe(3);
});

test.each([
	[1, 1],
	[2, 2],
	[5, 5],
	[9, 5],
])('%i at once: %i of five under way at most, begun in order', async (atOnce, expected) => {
	const { outcome, begun, most } = await run(atOnce, takes(10, 10, 10, 10, 10));
	expect(outcome.status).toBe('fulfilled');
	expect(begun).toEqual([0, 1, 2, 3, 4]);
	expect(most).toBe(expected);
});

test('a free place is taken by the next item at once', async () => {
	const { begun, ended } = await run(2, takes(120, 5, 5, 5));
	expect(begun).toEqual([0, 1, 2, 3]);
	expect(ended).toEqual([1, 2, 3, 0]);
});

test('no items, no work', async () => {
	expect((await run(2, [])).outcome).toEqual({ status: 'fulfilled', value: [] });
});

test('after a failure none is begun, and those under way are waited for', async () => {
	const { outcome, begun, ended, underWay } = await run(2, [
		{ takes: 5, fails: 'zero' },
		...takes(60, 5, 5),
	]);
	expect(outcome).toEqual(rejected('zero'));
	expect(begun).toEqual([0, 1]);
	expect(ended).toEqual([0, 1]);
	expect(underWay).toBe(0);
});

test('of several failures the one of the first item is told', async () => {
	const { outcome, ended } = await run(3, [
		{ takes: 60, fails: 'zero' },
		{ takes: 5, fails: 'one' },
		{ takes: 30, fails: 'two' },
	]);
	expect(ended).toEqual([1, 2, 0]);
	expect(outcome).toEqual(rejected('zero'));
});

test('one at once ends with the failed item', async () => {
	const { outcome, begun } = await run(1, [...takes(1), { takes: 1, fails: 'one' }, ...takes(1)]);
	expect(outcome).toEqual(rejected('one'));
	expect(begun).toEqual([0, 1]);
});

test('a failure without a reason is one, too', async () => {
	const { outcome } = await run(1, [{ takes: 1, fails: undefined }]);
	expect(outcome).toEqual(rejected(undefined));
});
