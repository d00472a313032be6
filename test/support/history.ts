import type { CerbState } from '../cerb-server/state';
import { seeded } from '../unit/support/seeded';

/** What a simulated team does to the tasks of a Cerb, and what of it a trigger must have told. */
export class History {
	/** Ids of the tasks that were created, in the order in which they became visible. */
	readonly created: number[] = [];

	/** Tasks that were changed. */
	readonly changed = new Set<number>();

	/** Tasks that were changed or created. */
	readonly touched = new Set<number>();

	readonly random: (below: number) => number;

	/** Changes whose transactions are still open, and when they end. */
	private open: Array<{ at: number; id: number; commit: () => void }> = [];

	constructor(
		private readonly state: CerbState,
		seed: number,
		/** Longest that a change stays invisible, in seconds. */
		private readonly latest = 25,
	) {
		this.random = seeded(seed);
	}

	/** Some changes within one second of Cerb's clock. @returns how many */
	happen(): number {
		const count = this.random(8);
		for (let step = 0; step < count; step++) this.one();
		return count;
	}

	/** Lets every open transaction come to its end. */
	endAll(): void {
		for (const { commit } of this.open.splice(0)) commit();
	}

	/** Lets those transactions come to their end of which the time has come. */
	end(): void {
		const due = this.open.filter(({ at }) => at <= this.state.now());
		this.open = this.open.filter(({ at }) => at > this.state.now());
		for (const { commit } of due) commit();
	}

	private one(): void {
		const dice = this.random(100);
		if (dice < 25) this.create({});
		else if (dice < 33) this.createLate();
		else if (dice < 40) this.changeLate();
		// Imports and the API set stamps of their own.
		else if (dice < 42) this.create({ updated: 1_500_000_000 + this.random(1e6), created: 5 });
		else if (dice < 44) this.create({ updated: 3_976_214_400 + this.random(1000) });
		else if (dice < 46) this.change(this.pick(), { updated: 3_976_214_400 + this.random(1000) });
		else if (dice < 48)
			this.change(this.pick(), { updated: this.state.now() + 1 + this.random(200) });
		else if (dice < 50) this.many();
		else this.change(this.pick());
	}

	private create(fields: object): void {
		const id = this.state.create('task', { title: this.text(), ...fields });
		this.created.push(id);
		this.touched.add(id);
	}

	/** Somebody else's later ids and stamps are there before it. */
	private createLate(): void {
		const { id, commit } = this.state.createLate('task', { title: this.text() });
		this.touched.add(id);
		this.open.push({
			id,
			at: this.state.now() + 1 + this.random(this.latest),
			commit: () => {
				commit();
				this.created.push(id);
			},
		});
	}

	private changeLate(): void {
		const id = this.pick();
		// Twice with one stamp, the second time unseen for long: no stamp would tell of that.
		if (id === undefined || this.state.get('task', id)?.updated === this.state.now()) return;
		this.touched.add(id);
		this.changed.add(id);
		const commit = this.state.updateLate('task', id, { title: this.text() });
		this.open.push({ id, at: this.state.now() + 1 + this.random(this.latest), commit });
	}

	private change(id: number | undefined, fields: object = {}): void {
		if (id === undefined) return;
		this.touched.add(id);
		this.changed.add(id);
		this.state.update('task', id, { title: this.text(), ...fields });
	}

	/** An import: many in one second. */
	private many(): void {
		for (let number = this.random(40); number > 0; number--) this.create({});
	}

	/** A task that no open transaction holds: a second change would wait for the first. */
	private pick(): number | undefined {
		const held = new Set(this.open.map(({ id }) => id));
		const free = [...this.state.table('task').scan()].filter(({ id }) => !held.has(id));
		return free[this.random(free.length || 1)]?.id;
	}

	private text(): string {
		return `text ${this.random(1e9)}`;
	}
}
