/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import type { HttpAnswer } from './answer';

/** What a server costs its clients: how long it works on a request, and on how many at once. */
export interface CostModel {
	/** Milliseconds for any request. */
	perRequest: number;
	/** Milliseconds more for each record that a search gives. */
	perRecord: number;
	/** Requests that are worked on at a time; others wait for their turn. */
	workers: number;
}

/** A small server with the real thing on the same two cores (measured on Cerb 10.4.10). */
export const SMALL_SERVER: CostModel = { perRequest: 11, perRecord: 0.085, workers: 2 };

/** The PHP workers of a server: each request takes one for as long as the model says. */
export class Workers {
	private free: number;

	private readonly queue: Array<() => void> = [];

	constructor(private readonly cost: CostModel) {
		this.free = cost.workers;
	}

	/** Answers a request when it is its turn; the time that this takes by itself counts. */
	async answer(answer: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.queue.push(resolve));
		const began = performance.now();
		try {
			const made = await answer();
			const full = this.cost.perRequest + this.cost.perRecord * recordsIn(made);
			const left = full - (performance.now() - began);
			if (left > 0) await wait(left);
			return made;
		} finally {
			const next = this.queue.shift();
			if (next) next();
			else this.free++;
		}
	}
}

/** The `count` of a search, which stands before its results. */
function recordsIn({ body }: HttpAnswer): number {
	return Number(/^\{[^[{]*"count":(\d+)/.exec(String(body.slice(0, 200)))?.[1] ?? 0);
}
