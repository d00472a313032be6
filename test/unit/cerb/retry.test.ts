import { sleep } from 'n8n-workflow';

import type { Failure } from '../../../nodes/Cerb/cerb/failure';
import {
	pause,
	readRetryAfter,
	waitBeforeRetry,
	withDeadline,
} from '../../../nodes/Cerb/cerb/retry';

afterEach(() => jest.restoreAllMocks());

const POLICY = { maxTries: 10, maxSeconds: 300 };
const BUSY: Failure = { message: 'busy', hint: 'wait', isTransient: true };

describe('waitBeforeRetry', () => {
	test.each([
		[1, 0, 250],
		[1, 0.5, 375],
		[1, 1, 500],
		[2, 0, 500],
		[2, 1, 1000],
		[3, 1, 2000],
		[5, 1, 8000],
		[6, 1, 15_000],
		[9, 1, 15_000],
		[9, 0, 7500],
	])('after %i tries with the chance %d: %i ms', (tries, chance, wait) => {
		jest.spyOn(Math, 'random').mockReturnValue(chance);
		expect(waitBeforeRetry(BUSY, true, tries, 0, POLICY)).toBe(wait);
	});

	test.each([
		['a read that failed for a while', BUSY, true, true],
		['a read that may have reached Cerb', { ...BUSY, reached: 'maybe' }, true, true],
		['a change that cannot have reached Cerb', { ...BUSY, reached: 'no' }, false, true],
		['a change that may have reached Cerb', { ...BUSY, reached: 'maybe' }, false, false],
		['a change of which nothing is known', BUSY, false, false],
		['a read that will fail again', { ...BUSY, isTransient: false }, true, false],
		['a read of which nothing is known', { message: 'm', hint: 'h' }, true, false],
		[
			'a change that will fail again',
			{ message: 'm', hint: 'h', reached: 'no', retryAfter: 1 },
			false,
			false,
		],
	] as Array<[string, Failure, boolean, boolean]>)(
		'%s: again %#',
		(_what, failure, isRead, again) => {
			expect(waitBeforeRetry(failure, isRead, 1, 0, POLICY) !== undefined).toBe(again);
		},
	);

	test.each([
		[3, 4, true],
		[4, 4, false],
		[5, 4, false],
		[1, 1, false],
	])('%i tries of %i: again %s', (tries, maxTries, again) => {
		const wait = waitBeforeRetry(BUSY, true, tries, 0, { ...POLICY, maxTries });
		expect(wait !== undefined).toBe(again);
	});

	test.each([
		[0, 0, 0],
		[2000, 0, 2000],
		[60_000, 0, 60_000],
		[300_000, 0, 300_000],
		[300_001, 0, undefined],
		[2000, 298_000, 2000],
		[2000, 298_001, undefined],
	])('the server asks for %i ms, %i have passed: %s', (retryAfter, elapsed, wait) => {
		expect(waitBeforeRetry({ ...BUSY, retryAfter }, true, 9, elapsed, POLICY)).toBe(wait);
	});

	test('waits of its own end with the time, too', () => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
		expect(waitBeforeRetry(BUSY, true, 1, 299_500, POLICY)).toBe(500);
		expect(waitBeforeRetry(BUSY, true, 1, 299_501, POLICY)).toBeUndefined();
	});
});

describe('readRetryAfter', () => {
	const NOW = Date.parse('2026-11-22T03:51:24Z');

	test.each([
		[undefined, undefined],
		['', undefined],
		['soon', undefined],
		['0', 0],
		['5', 5000],
		[' 120 ', 120_000],
		['Sun, 22 Nov 2026 03:51:54 GMT', 30_000],
		['Sunday, 22-Nov-26 03:51:54 GMT', 30_000],
		['Sun, 22 Nov 2026 03:51:24 GMT', 0],
		['Sun, 22 Nov 2020 03:51:24 GMT', 0],
	])('%j: %s', (header, wait) => {
		expect(readRetryAfter(header, NOW)).toBe(wait);
	});

	// JavaScript reads them as days of 2001, so that the next try would come at once.
	test.each(['-5', '1.5'])('%s asks for nothing', (header) => {
		expect(readRetryAfter(header, NOW)).toBeUndefined();
	});
});

/** How often the signal is listened to at the end. */
function watched() {
	const controller = new AbortController();
	const { signal } = controller;
	let listeners = 0;
	const add = signal.addEventListener.bind(signal);
	const remove = signal.removeEventListener.bind(signal);
	jest.spyOn(signal, 'addEventListener').mockImplementation((...given: Parameters<typeof add>) => {
		listeners++;
		add(...given);
	});
	jest
		.spyOn(signal, 'removeEventListener')
		.mockImplementation((...given: Parameters<typeof remove>) => {
			listeners--;
			remove(...given);
		});
	return { controller, signal, listeners: () => listeners };
}

async function timed<T>(promise: Promise<T>): Promise<{ result: T; took: number }> {
	const began = Date.now();
	const result = await promise;
	return { result, took: Date.now() - began };
}

describe('pause', () => {
	test.each([0, -5])('%i ms do not wait', async (milliseconds) => {
		const { result, took } = await timed(pause(milliseconds));
		expect(result).toBe(false);
		expect(took).toBeLessThan(50);
	});

	test('waits the whole time, also beyond a single sleep', async () => {
		const { signal, listeners } = watched();
		const { result, took } = await timed(pause(1100, signal));
		expect(result).toBe(false);
		expect(took).toBeGreaterThanOrEqual(1100);
		expect(took).toBeLessThan(2000);
		expect(listeners()).toBe(0);
	});

	test('ends at once when cancelled', async () => {
		const { controller, signal } = watched();
		const waiting = timed(pause(60_000, signal));
		await sleep(20);
		controller.abort();
		const { result, took } = await waiting;
		expect(result).toBe(true);
		expect(took).toBeLessThan(500);
	});

	test('does not begin when cancelled before', async () => {
		const { result, took } = await timed(pause(60_000, AbortSignal.abort()));
		expect(result).toBe(true);
		expect(took).toBeLessThan(500);
	});
});

describe('withDeadline', () => {
	const never = new Promise<string>(() => {});
	const late = () => 'late';

	test('gives what comes in time, and listens no longer', async () => {
		const { signal, listeners } = watched();
		expect(await withDeadline(Promise.resolve('own'), 1000, signal, late)).toBe('own');
		const soon = sleep(20).then(() => 'own');
		expect(await withDeadline(soon, 1000, signal, late)).toBe('own');
		expect(listeners()).toBe(0);
	});

	test('says so when nothing comes', async () => {
		const { signal, listeners } = watched();
		const { result, took } = await timed(withDeadline(never, 30.2, signal, late));
		expect(result).toBe('late');
		expect(took).toBeGreaterThanOrEqual(29);
		expect(took).toBeLessThan(1000);
		expect(listeners()).toBe(0);
	});

	test('without a signal', async () => {
		expect(await withDeadline(Promise.resolve('own'), 1000, undefined, late)).toBe('own');
		expect(await withDeadline(never, 10, undefined, late)).toBe('late');
	});

	test('ends at once when cancelled', async () => {
		const controller = new AbortController();
		const waiting = timed(withDeadline(never, 60_000, controller.signal, late));
		await sleep(20);
		controller.abort();
		const { result, took } = await waiting;
		expect(result).toBe('late');
		expect(took).toBeLessThan(500);
	});

	test('when cancelled before', async () => {
		expect(await withDeadline(never, 60_000, AbortSignal.abort(), late)).toBe('late');
	});

	test('a failure stays one, and nobody listens any longer', async () => {
		const { signal, listeners } = watched();
		const failing = Promise.reject(new TypeError('own'));
		await expect(withDeadline(failing, 1000, signal, late)).rejects.toThrow('own');
		expect(listeners()).toBe(0);
	});

	// A wait that lasts a little longer than it should leaves less than nothing.
	test.each([0, -3, -0.5])('%d ms are over at once, and no failure of their own', async (left) => {
		expect(await withDeadline(never, left, undefined, late)).toBe('late');
	});

	// Max Seconds has no upper bound; timers of Node end after 1 ms beyond 2^31.
	test('35 days are no millisecond', async () => {
		const soon = sleep(50).then(() => 'own');
		expect(await withDeadline(soon, 3_000_000_000, undefined, late)).toBe('own');
	});
});
