import type { Source } from '../../../../nodes/Cerb/cerb/poll/source';
import {
	watchCreated,
	watchCreatedOrUpdated,
	watchUpdated,
	type Cursors,
	type Watcher,
} from '../../../../nodes/Cerb/cerb/poll/watcher';
import type { CerbRecord } from '../../../../nodes/Cerb/cerb/types';
import { History } from '../../../support/history';
import { DirectCerb } from '../../support/direct-cerb';

/*
 * Thousands of simulated changes for each watcher: several within a second, late ones, imports with
 * stamps of their own, polls that fail at any request, bounds of every size, clocks apart.
 */

class Life {
	readonly cerb = new DirectCerb();

	readonly told: CerbRecord[] = [];

	readonly history: History;

	private cursors: Cursors = {};

	private readonly watcher: Watcher;

	constructor(make: (source: Source, settle: number) => Watcher, seed: number, max: number) {
		const { state } = this.cerb;
		for (const { id } of [...state.table('task').scan()]) state.remove('task', id);
		state.addTasks(20, { until: state.now() - 3600 });
		this.cerb.ahead = (seed - 3) * 7200;
		this.history = new History(state, seed * 104_729);
		const source: Source = {
			client: this.cerb.client,
			type: 'task',
			query: { filters: '', keys: [] },
			expand: [],
			max,
			deadline: Infinity,
			tell: (message) => expect(message).toBe('nothing'),
		};
		this.watcher = make(source, make === watchCreated ? 0 : 1 + (seed % 4));
	}

	async run(seconds: number): Promise<void> {
		const { cerb, history } = this;
		const { random } = history;
		this.cursors = await this.watcher.start();
		for (let second = 0; second < seconds; second++) {
			history.happen();
			this.pass(random(4) === 0 ? 1 + random(20) : random(2));
			if (random(4) === 0) await this.poll(random(5) === 0 ? random(9) : Infinity);
		}
		this.pass(60);
		history.endAll();
		// What was stamped a little ahead has its time now.
		cerb.now += 300;
		for (let quiet = 0; quiet < 2; cerb.now += 40) {
			quiet = (await this.poll()) === 0 ? quiet + 1 : 0;
		}
	}

	private pass(seconds: number): void {
		for (let rest = seconds; rest > 0; rest--) {
			this.cerb.now += 1;
			this.history.end();
		}
	}

	/** @param failing the request at which the server falls out */
	private async poll(failing = Infinity): Promise<number> {
		let count = 0;
		this.cerb.before = () => {
			if (count++ >= failing) throw new Error('The server is gone');
		};
		const before = JSON.stringify(this.cursors);
		const result = await this.watcher.next(this.cursors).then(
			({ found, cursors }) => ({ found, cursors }),
			() => undefined,
		);
		this.cerb.before = () => {};
		expect(JSON.stringify(this.cursors)).toBe(before);
		if (!result) return 0;
		// As n8n stores it.
		this.cursors = JSON.parse(JSON.stringify(result.cursors)) as Cursors;
		this.told.push(...result.found.map(({ record }) => record));
		return result.found.length;
	}
}

const seeds = Array.from({ length: 8 }, (_, index) => index + 1);
const bounds = [1, 2, 7, 60, 499, 1000];
const cases = seeds.map((seed) => [seed, bounds[seed % bounds.length]] as const);

const byNumber = (a: number, b: number) => a - b;

describe.each(cases)('with seed %i and at most %i records a poll', (seed, max) => {
	test('every new record is told once', async () => {
		const life = new Life(watchCreated, seed, max);
		await life.run(200);
		const ids = life.told.map(({ id }) => Number(id));
		expect(ids.sort(byNumber)).toEqual([...life.history.created].sort(byNumber));
	});

	test.each([
		['updated', watchUpdated],
		['created or updated', watchCreatedOrUpdated],
	])('every change is told once, in its latest state (%s)', async (_name, make) => {
		const life = new Life(make, seed, max);
		await life.run(200);
		const { history, cerb, told } = life;
		const places = told.map(({ id, updated }) => `${String(id)}@${String(updated)}`);
		expect(new Set(places).size).toBe(places.length);
		const last = new Map(told.map((record) => [Number(record.id), record]));
		const onlyUpdates = make === watchUpdated;
		const lost = [...(onlyUpdates ? history.changed : history.touched)].filter((id) => {
			const row = cerb.state.get('task', id);
			// Created and changed in one second: for Cerb it was created.
			if (onlyUpdates && row?.created === row?.updated) return false;
			return last.get(id)?.title !== row?.title || last.get(id)?.updated !== row?.updated;
		});
		expect(lost).toEqual([]);
		expect([...last.keys()].filter((id) => !history.touched.has(id))).toEqual([]);
	});
});
