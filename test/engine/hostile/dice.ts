/** A random generator that repeats itself for the same seed and words. */
export class Dice {
	private state: number;

	/** @param words what the throws are for, so that each case has throws of its own */
	constructor(seed: number, ...words: Array<string | number>) {
		this.state = seed >>> 0;
		for (const char of words.join(' ')) {
			this.state = Math.imul(this.state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
		}
	}

	/** 0 to n-1, by the generator known as mulberry32. */
	below(n: number): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
	}

	pick<T>(list: readonly T[]): T {
		return list[this.below(list.length)];
	}

	/** `pick` on its own. */
	readonly picker = <T>(list: readonly T[]): T => this.pick(list);

	chance(percent: number): boolean {
		return this.below(100) < percent;
	}
}
