import { sleep } from 'n8n-workflow';

import type { Failure } from './failure';

/** How long a call may go on trying. */
export interface RetryPolicy {
	/** Tries in all, the first one included. */
	maxTries: number;
	/** Seconds for all tries and waits of one call together. */
	maxSeconds: number;
}

export const DEFAULT_RETRIES: RetryPolicy = { maxTries: 4, maxSeconds: 300 };

/** Milliseconds; doubled with each try. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/**
 * How long to wait before the next try, or undefined where there must be none: the failure will not
 * pass by itself, the bounds are reached, or a change may have reached Cerb already.
 * @param tries made so far
 * @param elapsed milliseconds since the first try began
 */
export function waitBeforeRetry(
	failure: Failure,
	isRead: boolean,
	tries: number,
	elapsed: number,
	{ maxTries, maxSeconds }: RetryPolicy,
): number | undefined {
	const isSafe = isRead || failure.reached === 'no';
	if (!failure.isTransient || !isSafe || tries >= maxTries) return undefined;
	const backOff = Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT);
	// Jitter keeps workflows that failed together from coming back together.
	const wait = failure.retryAfter ?? backOff * (0.5 + Math.random() / 2);
	return elapsed + wait > maxSeconds * 1000 ? undefined : wait;
}

/**
 * Milliseconds that a `Retry-After` header asks for: seconds, or a date.
 * @param now unix milliseconds
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined;
	if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
	// A date has letters; what else might be read as one is a number gone wrong.
	const date = /[a-z]/i.test(header) ? Date.parse(header) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** n8n's sleep cannot be ended early, so no single one is long. */
const LONGEST_SLEEP = 1000;

/** Waits; ends at once when the execution is cancelled. @returns whether it was */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
	const end = Date.now() + milliseconds;
	const cancelled = whenAborted(signal);
	for (let left = milliseconds; left > 0 && !signal?.aborted; left = end - Date.now()) {
		await Promise.race([sleep(Math.min(left, LONGEST_SLEEP)), cancelled.promise]);
	}
	cancelled.forget();
	return signal?.aborted ?? false;
}

/**
 * A result, or what `late` says when it does not come in time or the execution is cancelled.
 * @param milliseconds how long to wait for it
 */
export async function withDeadline<T>(
	result: Promise<T>,
	milliseconds: number,
	signal: AbortSignal | undefined,
	late: () => T,
): Promise<T> {
	// A clock that needs no stopping: it keeps no process alive.
	const time = whenAborted(AbortSignal.timeout(timerDelay(milliseconds)));
	const cancelled = whenAborted(signal);
	try {
		return await Promise.race([result, time.promise.then(late), cancelled.promise.then(late)]);
	} finally {
		time.forget();
		cancelled.forget();
	}
}

/** Timers take whole milliseconds up to this many, and take more for none at all. */
const LONGEST_TIMER = 2 ** 31 - 1;

function timerDelay(milliseconds: number): number {
	return Math.min(Math.max(1, Math.ceil(milliseconds)), LONGEST_TIMER);
}

/** A promise of the abort, and a way to stop listening for it. */
function whenAborted(signal: AbortSignal | undefined) {
	let listener = () => {};
	const promise = new Promise<void>((resolve) => {
		listener = resolve;
		if (signal?.aborted) resolve();
		else signal?.addEventListener('abort', listener, { once: true });
	});
	return { promise, forget: () => signal?.removeEventListener('abort', listener) };
}
