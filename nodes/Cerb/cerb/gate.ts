import { pause } from './retry';

/** How many requests of a run may be under way, and how they are spaced. */
export interface Batching {
	/** 1 to 8; 1 means strictly one after the other. */
	atOnce: number;
	/** Milliseconds between the starts of two requests. */
	pause: number;
}

export const DEFAULT_BATCHING: Batching = { atOnce: 2, pause: 0 };

/**
 * Lets a bounded number of requests through at a time, in the order they came. The first one of a
 * run goes alone: if the access token is over, it is renewed once and not by every request.
 */
export class Gate {
	private underWay = 0;
	private lastStart = 0;
	private isFirstDone = false;
	private readonly queue: Array<() => void> = [];

	constructor(
		private readonly batching: Batching,
		private readonly signal?: AbortSignal,
	) {}

	/** Runs a request when it is its turn. */
	async pass<T>(request: () => Promise<T>): Promise<T> {
		await this.enter();
		try {
			return await request();
		} finally {
			this.leave();
		}
	}

	private async enter(): Promise<void> {
		const room = this.isFirstDone ? this.batching.atOnce : 1;
		if (this.underWay >= room || this.queue.length > 0) {
			await new Promise<void>((resolve) => this.queue.push(resolve));
		} else {
			this.underWay++;
		}
		const wait = this.lastStart + this.batching.pause - Date.now();
		this.lastStart = Math.max(Date.now(), this.lastStart + this.batching.pause);
		if (wait > 0) await pause(wait, this.signal);
	}

	private leave(): void {
		this.isFirstDone = true;
		this.underWay--;
		while (this.underWay < this.batching.atOnce && this.queue.length > 0) {
			this.underWay++;
			this.queue.shift()?.();
		}
	}
}
