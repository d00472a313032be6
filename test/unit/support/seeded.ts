/** A small random generator that repeats itself: `random(n)` gives 0 to n-1. */
export function seeded(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 48271) % 2147483647;
		return state % below;
	};
}
