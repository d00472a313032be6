import type { Contender } from './contender';
import type { ContenderName } from './contenders';
import type { Measure } from './measure';
import { startProcess, type OwnProcess, type Runtime } from './processes';
import type { Counts, Server } from './targets';

/** What one run of a contender took. */
export interface Run extends Measure {
	/** As the server counted it, where it can be asked. */
	served?: Counts;
	/** Of an upload. */
	id?: number;
}

/** Runs of one workload, by contender, in the order of the rounds. */
export interface Comparison {
	workload: string;
	runs: Partial<Record<ContenderName, Run[]>>;
}

/** What a contender is to do: a method of `Contender` and what it takes. */
export type Work = [method: Exclude<keyof Contender, 'stop'>, job: unknown];

/** Starts contenders as they are needed and lets them work in turn. */
export class Bed {
	private readonly processes = new Map<ContenderName, Promise<OwnProcess>>();

	constructor(
		readonly server: Server,
		/** Of the contenders. */
		private readonly runtime: Runtime,
	) {}

	/** One run, in the process that the contender keeps: it is warm from the second run on. */
	async run(name: ContenderName, work: Work): Promise<Run> {
		const started = this.processes.get(name) ?? this.start(name);
		this.processes.set(name, started);
		return await this.counted(await started, work);
	}

	/** One run in a new process, behind a small one: for its peak of memory. */
	async runFresh(name: ContenderName, warmUp: Work, work: Work): Promise<Run> {
		const fresh = await this.start(name);
		await this.counted(fresh, warmUp);
		const run = await this.counted(fresh, work);
		await fresh.stop();
		return run;
	}

	/**
	 * Alternates between contenders and between workloads, so that what else the machine does befalls
	 * all of them.
	 */
	async compareAll(
		workloads: Array<{ workload: string; work: Work }>,
		names: ContenderName[],
		rounds: number,
	): Promise<Comparison[]> {
		const compared = workloads.map(({ workload, work }) => ({
			workload,
			work,
			runs: {} as Comparison['runs'],
		}));
		for (let round = 0; round < rounds; round++) {
			for (const { work, runs } of compared) {
				for (const name of round % 2 === 0 ? names : [...names].reverse()) {
					(runs[name] ??= []).push(await this.run(name, work));
				}
			}
		}
		return compared.map(({ workload, runs }) => ({ workload, runs }));
	}

	/** The same for one workload. */
	async compare(workload: string, names: ContenderName[], rounds: number, work: Work) {
		const [compared] = await this.compareAll([{ workload, work }], names, rounds);
		return compared;
	}

	async stop(): Promise<void> {
		for (const started of this.processes.values()) await (await started).stop();
	}

	private async start(name: ContenderName): Promise<OwnProcess> {
		const started = startProcess('contender-process.ts', this.runtime);
		await started.ask('start', name, this.server.target);
		return started;
	}

	private async counted(process: OwnProcess, work: Work): Promise<Run> {
		const before = await this.server.counts?.();
		const run = await process.ask<Run>('run', ...work);
		const after = await this.server.counts?.();
		if (!before || !after) return run;
		const served = {
			requests: after.requests - before.requests,
			connections: after.connections - before.connections,
		};
		return { ...run, served };
	}
}
