import type { Comparison, Run } from './bed';
import { CONTENDERS, type ContenderName } from './contenders';
import type { InN8n } from './in-n8n';
import type { Loading } from './loading';
import { median, type Memory, type OwnCode } from './workloads';

const OURS = 'this package';
const NAMES = Object.keys(CONTENDERS) as ContenderName[];

/** A table in Markdown, columns in line. */
function table(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const line = (row: string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	const [head, ...body] = rows;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/**
 * Medians, one workload a row. Behind the time of another: how many times as fast the package is; in
 * the last column its own requests and connections.
 */
export function comparisonTable(comparisons: Comparison[]): string {
	const names = NAMES.filter((name) => comparisons.some(({ runs }) => runs[name]));
	const rows = comparisons.map(({ workload, runs }) => {
		const ours = runs[OURS];
		const cells = names.map((name) => {
			const own = runs[name];
			if (!own) return '';
			const ms = medianOf(own, 'ms');
			const { count } = own.at(-1)!;
			if (ours && name !== OURS) {
				const failed = Math.max(...ours.map((run, round) => run.count - own[round].count));
				return `${seconds(ms)} (× ${ratio(pairedRatio(own, ours))})${told(failed)}`;
			}
			return count === 1 ? seconds(ms) : `${seconds(ms)}, ${(count / (ms / 1000)).toFixed(0)}/s`;
		});
		const { requests, connections, served } = (ours ?? Object.values(runs)[0]).at(-1)!;
		return [
			workload,
			...cells,
			`${served?.requests ?? requests}, ${served?.connections ?? connections}`,
		];
	});
	return table([['workload', ...names, 'requests, connections'], ...rows]);
}

/** Medians of what n8n itself says, and how many times as fast the package is. */
export function inN8nTable(made: InN8n[]): string {
	const rows = made.map(({ workload, count, failed, ours, httpRequest }) => {
		const times = median(httpRequest.map((ms, round) => ms / ours[round]));
		return [
			`${workload} ${count}`,
			seconds(median(ours)),
			`${seconds(median(httpRequest))} (× ${ratio(times)})${told(failed)}`,
		];
	});
	return table([['in a running n8n', OURS, 'HTTP Request'], ...rows]);
}

/** Processor time of the client alone, in the same order. */
export function processorTable(comparisons: Comparison[]): string {
	const names = NAMES.filter((name) => comparisons.some(({ runs }) => runs[name]));
	const rows = comparisons.map(({ workload, runs }) => [
		workload,
		...names.map((name) => (runs[name] ? `${medianOf(runs[name], 'cpu').toFixed(0)} ms` : '')),
	]);
	return table([['CPU of the client', ...names], ...rows]);
}

/**
 * Peaks of memory for half and for all of the records. What a process needs anyway is in both, so the
 * last column tells what the records cost: growth of the peak by that of the items themselves.
 */
export function listMemoryTable(memory: Memory[]): string {
	const half = memory.slice(0, memory.length / 2);
	const rows = half.map(({ workload, contender, run: small }, index) => {
		const { workload: larger, run: large } = memory[half.length + index];
		const growth = (large.peak - small.peak) / (large.items - small.items);
		return [
			larger,
			contender,
			`${small.peak.toFixed(0)} MB (${workload})`,
			`${large.peak.toFixed(0)} MB`,
			`${large.items.toFixed(0)} MB`,
			ratio(growth),
		];
	});
	const head = ['workload', 'who', 'peak of half', 'peak', 'items', 'growth of peak / of items'];
	return table([head, ...rows]);
}

/** Peaks of memory for files of two sizes. */
export function fileMemoryTable(memory: Memory[]): string {
	const rows = memory.map(({ workload, contender, run }) => [
		workload,
		contender,
		`${run.peak.toFixed(0)} MB`,
	]);
	return table([['workload', 'who', 'peak'], ...rows]);
}

/** Time of the longer list by that of the shorter one, for all who made both. */
export function growthTable(lists: Comparison[]): string {
	const half = lists.slice(0, lists.length / 2);
	const names = NAMES.filter((name) => half[0].runs[name]);
	const rows = half.map((shorter, index) => {
		const longer = lists[half.length + index];
		return [
			`${longer.workload} / ${shorter.workload}`,
			...names.map((name) => ratio(pairedRatio(longer.runs[name]!, shorter.runs[name]!))),
		];
	});
	return table([['growth of time', ...names], ...rows]);
}

/** What the package's own code costs. */
export function ownCodeTable(costs: OwnCode[]): string {
	const rows = costs.map(({ what, cost, per }) => [what, `${cost.toFixed(4)} ms per ${per}`]);
	return table([['own code beyond a node that only calls', 'CPU'], ...rows]);
}

/** What n8n pays at its start. */
export function loadingTable({ ms, heap, tarball }: Loading): string {
	return table([
		['loading', ''],
		['time', `${ms.toFixed(1)} ms`],
		['memory', `${heap.toFixed(1)} MB`],
		['tarball', `${(tarball / 1000).toFixed(1)} kB`],
	]);
}

function medianOf(runs: Run[], key: 'ms' | 'cpu'): number {
	return median(runs.map((run) => run[key]));
}

/** Runs of the same round stand side by side in time: the median of their ratios. */
function pairedRatio(runs: Run[], others: Run[]): number {
	return median(runs.map(({ ms }, round) => ms / others[round].ms));
}

function told(failed: number): string {
	return failed > 0 ? `, ${failed} failed` : '';
}

function seconds(ms: number): string {
	return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(0)} ms`;
}

function ratio(value: number): string {
	return value.toFixed(2);
}
