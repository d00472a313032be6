/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits in Node's own process, never runs inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import type { Bed, Comparison, Run, Work } from './bed';
import type { EachJob, ListJob } from './contender';
import type { ContenderName } from './contenders';
import { OWN_TITLE } from './contenders/plain-work';
import { deleteTasks, findTasks, idOf, ownTasks, sizes } from './targets';

/** How much is measured. */
export interface Extent {
	rounds: number;
	/** Tasks in the longer of the two lists, where there are as many. */
	records: number;
	/** Input items of creates, updates and gets. */
	items: number;
	/** Of the attachment. */
	megabytes: number;
}

const OURS = 'this package';
const LIMIT = 'keep-alive client';
const HELPER = "n8n's helper";
const TUNED = 'HTTP Request, 500 a page';
const DEFAULT = 'HTTP Request, default';
const OUTPUTS = ['simplified', 'raw'] as const;

/** Peaks of memory of one contender: the median of some new processes. */
export interface Memory {
	workload: string;
	contender: ContenderName;
	run: Pick<Run, 'peak' | 'items'>;
}

/** Return All of half of the tasks and of all of them. */
export async function lists(bed: Bed, { rounds, records }: Extent): Promise<Comparison[]> {
	const workloads = (await sizes(bed.server.target, records)).flatMap(({ upTo, count }) =>
		OUTPUTS.map((output) => {
			const work: Work = ['list', { upTo, output } satisfies ListJob];
			return { workload: `list ${count}, ${output}`, work };
		}),
	);
	return await bed.compareAll(workloads, [OURS, LIMIT, HELPER, TUNED], rounds);
}

/** The same with what the HTTP Request node does by itself: once, because it takes so long. */
export async function defaultList(bed: Bed, { records }: Extent): Promise<Comparison> {
	const [{ upTo, count }] = await sizes(bed.server.target, records);
	const job: ListJob = { upTo, output: 'raw' };
	return await bed.compare(`list ${count}, 10 a page`, [DEFAULT], 1, ['list', job]);
}

/** The peaks of lists, each in a process of its own. */
export async function listMemory(bed: Bed, { records }: Extent): Promise<Memory[]> {
	const found: Memory[] = [];
	for (const { upTo, count } of await sizes(bed.server.target, records)) {
		for (const output of OUTPUTS) {
			for (const contender of [OURS, LIMIT, HELPER, TUNED] as const) {
				const warmUp: Work = ['list', { upTo: await idOf(bed.server.target, 1000), output }];
				const run = await peakOf(bed, contender, warmUp, ['list', { upTo, output }]);
				found.push({ workload: `list ${count}, ${output}`, contender, run });
			}
		}
	}
	return found;
}

/** When garbage is collected is a matter of chance, so three processes are asked. */
async function peakOf(bed: Bed, contender: ContenderName, warmUp: Work, work: Work) {
	const runs: Run[] = [];
	for (let round = 0; round < 3; round++) runs.push(await bed.runFresh(contender, warmUp, work));
	return {
		peak: median(runs.map(({ peak }) => peak)),
		items: median(runs.map(({ items }) => items)),
	};
}

/** One call for each of many input items; the tasks that are made for it are deleted at last. */
export async function eachItem(bed: Bed, { rounds, items }: Extent): Promise<Comparison[]> {
	const job = { count: items, ids: [], output: 'raw' as const };
	const names: ContenderName[] = [OURS, LIMIT, HELPER, TUNED];
	const compare = async (workload: string, each: EachJob) =>
		await bed.compare(workload, names, rounds, ['each', each]);
	// As the package does it by itself: changes in order, looks two at a time.
	const creates = await compare(`create ${items}`, { ...job, operation: 'create', overlap: 1 });
	const ids = await ownTasks(bed.server.target, items);
	const updates = await compare(`update ${items}`, {
		...job,
		operation: 'update',
		ids,
		overlap: 1,
	});
	const gets = await compare(`get ${items}`, { ...job, operation: 'get', ids, overlap: 2 });
	await deleteTasks(bed.server.target, OWN_TITLE);
	return [creates, updates, gets];
}

/** A file there and back: times, then peaks of memory for it and for one twice as large. */
export async function files(
	bed: Bed,
	{ rounds, megabytes }: Extent,
): Promise<{ comparisons: Comparison[]; memory: Memory[] }> {
	const memory: Memory[] = [];
	const senders: ContenderName[] = [OURS, LIMIT, HELPER];
	const uploads = await bed.compare(`upload ${megabytes} MB`, senders, rounds, [
		'upload',
		megabytes,
	]);
	const takers: ContenderName[] = [OURS, LIMIT, HELPER, TUNED];
	const id = uploads.runs[OURS]?.at(-1)?.id;
	const downloads = await bed.compare(`download ${megabytes} MB`, takers, rounds, ['download', id]);
	const small = await bed.run(LIMIT, ['upload', 1]);
	for (const size of [megabytes, 2 * megabytes]) {
		const file = await bed.run(LIMIT, ['upload', size]);
		for (const contender of [OURS, HELPER] as const) {
			const up = await peakOf(bed, contender, ['upload', 1], ['upload', size]);
			memory.push({ workload: `upload ${size} MB`, contender, run: up });
		}
		for (const contender of [OURS, HELPER, TUNED] as const) {
			const down = await peakOf(bed, contender, ['download', small.id], ['download', file.id]);
			memory.push({ workload: `download ${size} MB`, contender, run: down });
		}
	}
	return { comparisons: [uploads, downloads], memory };
}

/** How long the trigger lets a second be over before it reads it, and a little more. */
const SETTLED = 5000;

/** Thousands of changes in one second, then what a poll takes to find them. */
export async function polls(bed: Bed, { rounds }: Extent, count: number): Promise<Comparison[]> {
	const { burst } = bed.server;
	if (!burst) return [];
	const names: ContenderName[] = [OURS, LIMIT, HELPER, TUNED];
	const runs: Comparison['runs'] = {};
	for (let round = 0; round < rounds; round++) {
		await bed.run(OURS, ['watch', count]);
		const at = await burst(count);
		await wait(SETTLED);
		for (const name of round % 2 === 0 ? names : [...names].reverse()) {
			(runs[name] ??= []).push(await bed.run(name, ['poll', { at, count }]));
		}
	}
	return [{ workload: `poll ${count} changes`, runs }];
}

/** What the code of the package itself costs: processor time beyond a node that only calls. */
export interface OwnCode {
	what: string;
	/** Milliseconds of processor time. */
	cost: number;
	per: 'request' | 'item';
}

/** Measures against a server that answers at once and has one full page of tasks. */
export async function ownCode(bed: Bed, rounds: number): Promise<OwnCode[]> {
	const { ids } = await findTasks(bed.server.target, 'sort:id', 500);
	const costs: OwnCode[] = [];
	const compare = async (what: string, per: OwnCode['per'], job: EachJob, outputs: number) => {
		const work: Work = ['each', job];
		for (const name of [OURS, HELPER] as const) await bed.run(name, work);
		const { runs } = await bed.compare(what, [OURS, HELPER], rounds, work);
		// The least of some rounds has the least of what else the machine did.
		const least = (name: ContenderName) => Math.min(...runs[name]!.map(({ cpu }) => cpu));
		costs.push({ what, per, cost: (least(OURS) - least(HELPER)) / outputs });
	};
	const job = { ids, overlap: 1 };
	for (const output of OUTPUTS) {
		const search: EachJob = { ...job, operation: 'search', count: 40, output };
		await compare(`search, ${output}`, 'item', search, 40 * ids.length);
	}
	for (const operation of ['get', 'update'] as const) {
		const calls: EachJob = { ...job, operation, count: ids.length, output: 'raw' };
		await compare(operation, 'request', calls, ids.length);
	}
	return costs;
}

/** The middle of some numbers. */
export function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
