/** A time limit of the node in seconds that is never reached, so that only a test can end it. */
export const NEVER = 86_400;

/** The time limits that requests have been given, the youngest last. */
const limits: AbortController[] = [];

/**
 * Takes over the clocks of the node's time limit: AbortSignal.timeout, for limits that are about as
 * long as `NEVER`. @returns how to give them back
 */
export function holdDeadlines(): () => void {
	const real = AbortSignal.timeout.bind(AbortSignal);
	const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		if (ms < (NEVER - 3600) * 1000) return real(ms);
		const limit = new AbortController();
		limits.push(limit);
		return limit.signal;
	});
	return () => {
		limits.length = 0;
		spy.mockRestore();
	};
}

/** Lets the time limit of the request that was sent last be over. */
export function endDeadline(): void {
	limits.at(-1)?.abort();
}
