import { sleep } from 'n8n-workflow';

import { Gate } from '../../../nodes/Cerb/cerb/gate';

/** Requests that end when told, and what has happened to them. */
function requests(gate: Gate) {
	const begun: string[] = [];
	const ends = new Map<string, { done: () => void; fail: () => void }>();
	let underWay = 0;
	let most = 0;
	const send = async (name: string) =>
		await gate.pass(async () => {
			begun.push(name);
			underWay++;
			most = Math.max(most, underWay);
			const result = await new Promise<string>((resolve, reject) => {
				ends.set(name, {
					done: () => resolve(`answer to ${name}`),
					fail: () => reject(new TypeError(`no answer to ${name}`)),
				});
			}).finally(() => underWay--);
			return result;
		});
	return {
		begun,
		send,
		most: () => most,
		end: async (name: string, how: 'done' | 'fail' = 'done') => {
			ends.get(name)?.[how]();
			await sleep(1);
		},
	};
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

test('the first request goes alone, then as many as there is room for, in order', async () => {
	const { begun, send, end, most } = requests(new Gate({ atOnce: 2, pause: 0 }));
	const all = Promise.all(NAMES.map(send));
	await sleep(1);
	expect(begun).toEqual(['a']);
	await end('a');
	expect(begun).toEqual(['a', 'b', 'c']);
	await end('c');
	expect(begun).toEqual(['a', 'b', 'c', 'd']);
	await end('b');
	expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
	for (const name of ['d', 'e', 'f']) await end(name);
	expect(await all).toEqual(NAMES.map((name) => `answer to ${name}`));
	expect(begun).toEqual(NAMES);
	expect(most()).toBe(2);
});

test('one at once is strictly in order', async () => {
	const { begun, send, end, most } = requests(new Gate({ atOnce: 1, pause: 0 }));
	const all = Promise.all(NAMES.map(send));
	await sleep(1);
	for (const [index, name] of NAMES.entries()) {
		expect(begun).toEqual(NAMES.slice(0, index + 1));
		await end(name);
	}
	await all;
	expect(most()).toBe(1);
});

test('who comes later does not pass those who wait', async () => {
	const { begun, send, end } = requests(new Gate({ atOnce: 1, pause: 0 }));
	const all = [send('a'), send('b')];
	await sleep(1);
	const ending = end('a');
	all.push(send('c'));
	await ending;
	expect(begun).toEqual(['a', 'b']);
	await end('b');
	expect(begun).toEqual(['a', 'b', 'c']);
	await end('c');
	await Promise.all(all);
});

test('room that is free is used at once', async () => {
	const { begun, send, end } = requests(new Gate({ atOnce: 8, pause: 0 }));
	const first = send('a');
	await sleep(1);
	await end('a');
	await first;
	const rest = Promise.all(NAMES.slice(1).map(send));
	await sleep(1);
	expect(begun).toEqual(NAMES);
	for (const name of NAMES.slice(1)) await end(name);
	expect(await rest).toHaveLength(5);
});

test('a failure belongs to who asked, makes room, and opens the gate as well', async () => {
	const { begun, send, end } = requests(new Gate({ atOnce: 2, pause: 0 }));
	const settled = Promise.allSettled(NAMES.slice(0, 4).map(send));
	await sleep(1);
	await end('a', 'fail');
	expect(begun).toEqual(['a', 'b', 'c']);
	await end('b', 'fail');
	expect(begun).toEqual(['a', 'b', 'c', 'd']);
	await end('c');
	await end('d');
	expect((await settled).map(({ status }) => status)).toEqual([
		'rejected',
		'rejected',
		'fulfilled',
		'fulfilled',
	]);
});

describe('with a pause', () => {
	async function starts(gate: Gate, count: number): Promise<number[]> {
		const times: number[] = [];
		const request = async () => times.push(Date.now());
		await Promise.all(Array.from({ length: count }, async () => await gate.pass(request)));
		return times;
	}

	test.each([1, 3])('starts are spaced, %i at once', async (atOnce) => {
		const [first, ...others] = await starts(new Gate({ atOnce, pause: 60 }), 4);
		for (const [index, start] of others.entries()) {
			// A timer that fires late must not count against the next one, which is in time.
			expect(start - first).toBeGreaterThanOrEqual((index + 1) * 60 - 10);
			expect(start - first).toBeLessThan((index + 1) * 500);
		}
	});

	test('the first one does not wait, nor one that comes long after', async () => {
		const gate = new Gate({ atOnce: 2, pause: 60 });
		const began = Date.now();
		await starts(gate, 1);
		expect(Date.now() - began).toBeLessThan(50);
		await sleep(80);
		const later = Date.now();
		await starts(gate, 1);
		expect(Date.now() - later).toBeLessThan(50);
	});

	test('cancelling ends the waits', async () => {
		const controller = new AbortController();
		const began = Date.now();
		const all = starts(new Gate({ atOnce: 2, pause: 60_000 }, controller.signal), 4);
		await sleep(20);
		controller.abort();
		expect(await all).toHaveLength(4);
		expect(Date.now() - began).toBeLessThan(1000);
	});
});
