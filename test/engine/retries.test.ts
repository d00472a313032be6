/* eslint-disable @n8n/community-nodes/no-restricted-globals -- needs timers in Node's own test process */
import { effects, type FaultEffect } from '../cerb-server';
import { byId, fields, getMe, jsons, record, search } from './operations';
import { useBed } from './support';
import { itOnN8n2 } from './versions';

const bed = useBed({ tasks: 40 });
const me = '/rest/workers/me.json';

const retries = (maxTries: number, maxSeconds = 30) => ({
	requestOptions: { retries: { settings: { maxTries, maxSeconds } } },
});
const sentTo = (path: string) => bed.cerb.requests.filter((sent) => sent.path === path);

/** What passes by itself, and whether a request that met it can have reached Cerb. */
const TRANSIENT: Array<[name: string, effect: () => FaultEffect, reached: boolean]> = [
	['429', () => effects.rateLimited(0), false],
	['502', effects.badGateway, true],
	['503', () => effects.unavailable(0), true],
	['504', effects.gatewayTimeout, true],
	['a reset', effects.reset, true],
	['a reset in the body', () => effects.resetInBody(), true],
];

describe.each(TRANSIENT)('%s', (_name, effect, reached) => {
	it('is got over by a read', async () => {
		bed.cerb.faults.add({ path: me }, effect());
		const result = await bed.run({ parameters: { ...getMe, ...retries(3) } });
		expect(result.error).toBeUndefined();
		expect(jsons(result)).toMatchObject([{ id: 1 }]);
		expect(sentTo(me)).toHaveLength(2);
	});

	it('ends a read that meets it each time, after as many tries as set', async () => {
		bed.cerb.faults.add({ path: me, times: Infinity }, effect());
		const { error } = await bed.run({ parameters: { ...getMe, ...retries(2) } });
		expect(error?.name).toBe('NodeApiError');
		expect(sentTo(me)).toHaveLength(2);
	});

	it(reached ? 'never repeats a change' : 'repeats a change that cannot have arrived', async () => {
		const path = '/rest/records/task/create.json';
		bed.cerb.faults.add({ path }, effect());
		const title = `once ${Math.random()}`;
		const { error } = await bed.run({
			parameters: { ...record('create', 'task', fields({ title })), ...retries(3) },
		});
		expect(sentTo(path)).toHaveLength(reached ? 1 : 2);
		if (reached) {
			expect(error).toMatchObject({
				description: expect.stringMatching(/not known, so it was not sent again/),
			});
		} else {
			expect(error).toBeUndefined();
		}
	});
});

describe('the time between tries', () => {
	it('is what Retry-After asks for', async () => {
		bed.cerb.faults.add({ path: me }, effects.rateLimited(1));
		await bed.run({ parameters: { ...getMe, ...retries(2) } });
		const [first, second] = sentTo(me);
		expect(second.at - first.at).toBeGreaterThanOrEqual(990);
	});

	it('is what Retry-After asks for as a date', async () => {
		// Dates of HTTP have whole seconds.
		const date = Math.ceil(Date.now() / 1000) * 1000 + 1000;
		bed.cerb.faults.add({ path: me }, effects.rateLimited(new Date(date).toUTCString()));
		const { error } = await bed.run({ parameters: { ...getMe, ...retries(2) } });
		expect(error).toBeUndefined();
		expect(sentTo(me)).toHaveLength(2);
		expect(sentTo(me)[1].at).toBeGreaterThanOrEqual(date - 10);
	});

	it('is bounded in all by Max Seconds, however many tries are left', async () => {
		bed.cerb.faults.add({ path: me, times: Infinity }, effects.unavailable());
		const { error } = await bed.run({ parameters: { ...getMe, ...retries(1000, 2) } });
		expect(error?.message).toBe('Cerb is unavailable');
		const [first, ...more] = sentTo(me);
		expect(more.length).toBeGreaterThan(0);
		expect(more[more.length - 1].at - first.at).toBeLessThanOrEqual(2000);
	});

	it('does not count while a request waits for its turn', async () => {
		const { error, main } = await bed.run({
			parameters: {
				...record('get', 'task', byId('={{ $json.id }}')),
				requestOptions: {
					retries: { settings: { maxTries: 1, maxSeconds: 1 } },
					batching: { settings: { atOnce: 3, pause: 1200 } },
				},
			},
			items: [1, 2, 3].map((id) => ({ json: { id } })),
		});
		expect(error).toBeUndefined();
		expect(main[0]).toHaveLength(3);
	});

	const tooLong = async () => {
		bed.cerb.faults.add({ path: me, times: Infinity }, effects.rateLimited(3600));
		return await bed.run({ parameters: { ...getMe, ...retries(5, 10) } });
	};

	it('is not waited where it is longer than Max Seconds', async () => {
		expect((await tooLong()).error?.message).toMatch(/too many requests/);
		expect(sentTo(me)).toHaveLength(1);
	});

	itOnN8n2('errors hold no reason for n8n itself', 'is told to n8n', async () => {
		expect((await tooLong()).error).toMatchObject({
			failure: { cause: 'rate-limited', retryAfterMs: 3_600_000 },
		});
	});

	it('ends at once when the execution is cancelled', async () => {
		bed.cerb.faults.add({ path: me, times: Infinity }, effects.rateLimited(20));
		const stop = new AbortController();
		const began = Date.now();
		setImmediate(() => setTimeout(() => stop.abort(), 300));
		const { outcome } = await bed.run({
			parameters: { ...getMe, ...retries(5, 300) },
			signal: stop.signal,
		});
		expect(outcome.status).toBe('canceled');
		expect(Date.now() - began).toBeLessThan(10_000);
		expect(sentTo(me)).toHaveLength(1);
	});

	it('is over when Cerb keeps silent for longer than Max Seconds', async () => {
		bed.cerb.faults.add({ path: me, times: Infinity }, effects.delay(2_500));
		const { error } = await bed.run({ parameters: { ...getMe, ...retries(5, 1) } });
		expect(error?.message).toBe('Cerb did not answer in time');
		expect(sentTo(me).length).toBeLessThanOrEqual(1);
	});
});

describe('wrong settings', () => {
	it.each([
		[{ retries: { settings: { maxTries: 0 } } }, /Max Tries must be a number from 1/],
		[{ retries: { settings: { maxSeconds: 'x' } } }, /Max Seconds must be a number/],
		[{ batching: { settings: { atOnce: 9 } } }, /Requests at Once must be a number from 1 to 8/],
		[{ batching: { settings: { pause: -1 } } }, /Pause must be a number from 0/],
	])('%j are refused', async (requestOptions, message) => {
		const { error } = await bed.run({ parameters: { ...getMe, requestOptions } });
		expect(error?.message).toMatch(message);
		expect(bed.cerb.requests).toEqual([]);
	});
});

describe('batching', () => {
	/** The most requests that were under way at one time. */
	let most = 0;
	let underWay = 0;
	const watch = () => {
		most = 0;
		underWay = 0;
		bed.cerb.faults.add(
			{ times: Infinity },
			effects.before(async () => {
				most = Math.max(most, ++underWay);
				await new Promise((resolve) => void setTimeout(resolve, 30));
				underWay--;
			}),
		);
	};
	const items = Array.from({ length: 12 }, (_, n) => ({ json: { id: n + 1 } }));
	const get = { ...record('get', 'task', byId('={{ $json.id }}')) };
	const update = {
		...record('update', 'task', byId('={{ $json.id }}')),
		...fields({ importance: 1 }),
	};
	const batching = (atOnce: number, pause = 0) => ({
		requestOptions: { batching: { settings: { atOnce, pause } } },
	});

	it.each([
		['reads go two at a time by default', get, 2],
		['as many as set', { ...get, ...batching(5) }, 5],
		['one at a time where set', { ...get, ...batching(1) }, 1],
		['changes go in order by default', update, 1],
		['changes side by side where set', { ...update, ...batching(3) }, 3],
	])('%s, results in the order of the items', async (_name, parameters, atOnce) => {
		watch();
		const { main, error } = await bed.run({ parameters, items });
		expect(error).toBeUndefined();
		expect(main[0].map(({ json }) => json.id)).toEqual(items.map(({ json }) => json.id));
		expect(main[0].map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(most).toBe(atOnce);
	});

	it('spaces requests out', async () => {
		// From the beginning of the run, because the first request may be late to arrive.
		const began = Date.now();
		await bed.run({ parameters: { ...get, ...batching(8, 200) }, items: items.slice(0, 4) });
		const at = bed.cerb.requests.map((sent) => sent.at).sort((a, b) => a - b);
		expect(at[3] - began).toBeGreaterThanOrEqual(590);
	});

	it('stops at the first failure, and does not begin what comes after', async () => {
		const bad = [{ json: { id: 1 } }, { json: { id: 987654321 } }, ...items];
		const { error } = await bed.run({ parameters: get, items: bad });
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(bed.cerb.requests.length).toBeLessThanOrEqual(4);
	});

	it('renews an access token that is over once for all', async () => {
		const credential = bed.connect({ expiresIn: -1 });
		const parameters = { ...search('task', '={{ "id:" + $json.id }}'), ...batching(8) };
		const { error } = await bed.run({ parameters, items, credentials: [credential] });
		expect(error).toBeUndefined();
		expect(sentTo('/oauth/access_token')).toHaveLength(1);
	});
});
