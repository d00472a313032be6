import type { Engine } from '../host/engine';
import { findAims, signatureOf, type Aim } from './aim';
import type { Tried } from './operations';
import { ITEMS, run, type Ran } from './run';

/** How an operation goes without faults; each run is made once. */
export class Baseline {
	private readonly runs = new Map<string, Promise<Ran>>();

	constructor(
		private readonly engine: Engine,
		readonly tried: Tried,
	) {}

	/** What comes of some of the input items, one after the other. */
	async of(indexes: number[]): Promise<Ran> {
		const key = indexes.join();
		const known = this.runs.get(key);
		if (known) return await known;
		const settings = { indexes, maxTries: 1, maxSeconds: 60, atOnce: 1, goesOn: false };
		const made = run(this.engine, this.tried, settings);
		this.runs.set(key, made);
		return await made;
	}

	/** The log of each item when it runs alone. */
	async alone() {
		return await Promise.all(ITEMS.map(async (item) => (await this.of([item])).log));
	}

	/** The requests that faults can be aimed at. */
	async aims(): Promise<Aim[]> {
		return findAims(await this.alone(), (await this.of(ITEMS)).log);
	}

	/** The changes that each item makes, as signatures of their requests. */
	async writes(): Promise<string[][]> {
		const writes = (await this.alone()).map((log) =>
			log.filter(({ method }) => method !== 'GET').map(signatureOf),
		);
		const all = writes.flat();
		if (new Set(all).size === all.length) return writes;
		throw new Error(`${this.tried.name}: the changes of its items cannot be told apart`);
	}

	/** Whether items go one after the other: so they must where their requests look alike. */
	async atOnce(): Promise<1 | undefined> {
		const all = (await this.alone()).flatMap((log) => [...new Set(log.map(signatureOf))]);
		return new Set(all).size === all.length ? undefined : 1;
	}
}
