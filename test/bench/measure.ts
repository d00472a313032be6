/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- measures Node's own process, never runs inside n8n */
import { subscribe } from 'node:diagnostics_channel';

/** What one run of a workload took. */
export interface Measure {
	/** Milliseconds by the clock. */
	ms: number;
	/** Milliseconds of processor time of the whole process. */
	cpu: number;
	/** Records, or answers, that came out. */
	count: number;
	/** Requests and connections that this process made. */
	requests: number;
	connections: number;
	/** Megabytes that the run added to the resident set at its highest. */
	peak: number;
	/** Megabytes of heap that what came out takes, where a garbage collector can be called. */
	items: number;
}

let requests = 0;
let connections = 0;
subscribe('http.client.request.start', () => void requests++);
subscribe('net.client.socket', () => void connections++);

const MEGABYTE = 2 ** 20;

/** Runs a workload. What comes out is held until it is measured. */
export async function measure(run: () => Promise<unknown[]>): Promise<Measure> {
	collect();
	const before = { requests, connections, heap: held(), resident: residentInUse() };
	const cpu = process.cpuUsage();
	const began = performance.now();
	const output = await run();
	const ms = performance.now() - began;
	const used = process.cpuUsage(cpu);
	// Of the whole life of the process, in kilobytes.
	const peak = process.resourceUsage().maxRSS * 1024 - before.resident;
	collect();
	return {
		ms,
		cpu: (used.user + used.system) / 1000,
		count: output.length,
		requests: requests - before.requests,
		connections: connections - before.connections,
		peak: Math.max(0, peak) / MEGABYTE,
		items: Math.max(0, held() - before.heap) / MEGABYTE,
	};
}

/** Bytes in use, on the heap and in buffers beside it. */
function held(): number {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** The resident set without what the heap has free: that is taken before it grows. */
function residentInUse(): number {
	const { rss, heapTotal, heapUsed } = process.memoryUsage();
	return rss - (heapTotal - heapUsed);
}

/** What the first collection sets free may set more free. */
function collect(): void {
	for (let round = 0; round < 3; round++) globalThis.gc?.();
}
