import type { Comparison, Run } from './bed';
import { CONTENDERS, type ContenderName } from './contenders';
import { median, type Memory, type OwnCode } from './workloads';
import type { Loading } from './loading';

const OURS = 'this package';

/** A table in Markdown, columns in line. */
function table(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const line = (row: string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	const [head, ...body] = rows;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** Medians, and how many times as fast as each other the package is. */
export function comparisonTable(comparisons: Comparison[]): string {
	const rows = comparisons.flatMap(({ workload, runs }) =>
		Object.keys(CONTENDERS).flatMap((name) => {
			const own = runs[name as ContenderName];
			if (!own) return [];
			const ms = medianOf(own, 'ms');
			const ours = runs[OURS] && medianOf(runs[OURS], 'ms');
			const { count, requests, connections, served } = own.at(-1)!;
			return [
				[
					workload,
					name,
					`${ms.toFixed(0)} ms`,
					(count / (ms / 1000)).toFixed(count > 1 ? 0 : 1),
					ours && name !== OURS ? (ms / ours).toFixed(2) : '',
					`${medianOf(own, 'cpu').toFixed(0)} ms`,
					String(served?.requests ?? requests),
					String(served?.connections ?? connections),
				],
			];
		}),
	);
	const head = [
		'workload',
		'who',
		'time',
		'per second',
		'package is × as fast',
		'CPU',
		'requests',
		'connections',
	];
	return table([head, ...rows]);
}

/** Peaks of memory, and what came out takes itself. */
export function memoryTable(memory: Memory[]): string {
	const rows = memory.map(({ workload, contender, run }) => [
		workload,
		contender,
		run.peak.toFixed(1),
		run.items.toFixed(1),
	]);
	return table([['workload', 'who', 'peak MB', 'items MB'], ...rows]);
}

/** Time of the longer list by that of the shorter one, for all who made both. */
export function growthTable(comparisons: Comparison[]): string {
	const lists = comparisons.filter(({ workload }) => workload.startsWith('list '));
	const half = lists.slice(0, lists.length / 2);
	const rows = half.flatMap((shorter, index) => {
		const longer = lists[half.length + index];
		return (Object.keys(shorter.runs) as ContenderName[]).map((name) => [
			`${longer.workload} / ${shorter.workload}`,
			name,
			(medianOf(longer.runs[name]!, 'ms') / medianOf(shorter.runs[name]!, 'ms')).toFixed(2),
		]);
	});
	return table([['growth', 'who', 'time × '], ...rows]);
}

export function ownCodeTable(costs: OwnCode[]): string {
	const rows = costs.map(({ what, cost, per }) => [what, `${cost.toFixed(4)} ms per ${per}`]);
	return table([['own code beyond a node that only calls', 'CPU'], ...rows]);
}

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
