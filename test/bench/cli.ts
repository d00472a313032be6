/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { installHost, type Host } from '../e2e/n8n-host/install';
import { CACHE } from '../folders';
import { Bed, type Comparison } from './bed';
import { inN8n, type InN8n } from './in-n8n';
import { loading } from './loading';
import type { Runtime } from './processes';
import {
	comparisonTable,
	fileMemoryTable,
	growthTable,
	inN8nTable,
	listMemoryTable,
	loadingTable,
	ownCodeTable,
	processorTable,
} from './table';
import { embedded, real, type Server } from './targets';
import {
	defaultList,
	eachItem,
	files,
	listMemory,
	lists,
	ownCode,
	polls,
	type Extent,
	type Memory,
} from './workloads';

const HELP = `Measures the built package in n8n's engine against a client written by hand, n8n's own
helper and n8n's HTTP Request node, in turn on the same server.

Usage: npm run bench -- [options] [parts]

  parts        lists, default, memory, items, poll, files, n8n, own, loading (default: all)
  --rounds N   rounds of each comparison (default 5)
  --records N  tasks in the longest list (default 40000)
  --items N    input items of creates, updates and gets (default 1000)
  --real       measure the real Cerb only
  --json FILE  where to write all figures (default .cache/bench.json)

With CERB_URL and the variables for OAuth2 that CONTRIBUTING.md names it also measures that Cerb: it
lists the tasks that are there, and deletes those that it made.
`;

const number = { type: 'string' } as const;
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		rounds: number,
		records: number,
		items: number,
		json: { type: 'string' },
		real: { type: 'boolean' },
		help: { type: 'boolean' },
	},
});

/** @throws RangeError naming the option */
function count(name: 'rounds' | 'records' | 'items', fallback: number): number {
	const value = Number(values[name] ?? fallback);
	if (Number.isInteger(value) && value > 0) return value;
	throw new RangeError(`--${name} must be a whole number above 0, not ${values[name]}`);
}

const extent: Extent = {
	rounds: count('rounds', 5),
	records: count('records', 40_000),
	items: count('items', 1000),
	megabytes: 20,
};
const isWanted = (part: string) => positionals.length === 0 || positionals.includes(part);
const say = (text: string) => void process.stdout.write(`${text}\n`);

/** What contenders run on, and where n8n is. */
interface Place {
	host: Host;
	runtime: Runtime;
}

/** All parts that need a server as slow as a real one. */
async function measureServer(server: Server, { runtime, host }: Place) {
	const bed = new Bed(server, runtime);
	const comparisons: Comparison[] = [];
	const memory: Memory[] = [];
	const note = (made: Comparison[]) => {
		comparisons.push(...made);
		say(
			`\n${server.name}, load ${loadavg()[0].toFixed(1)}\n\n${comparisonTable(made)}\n\n${processorTable(made)}`,
		);
	};
	if (isWanted('lists')) {
		const made = await lists(bed, extent);
		note(made);
		say(`\n${growthTable(made)}`);
	}
	if (isWanted('default')) note([await defaultList(bed, extent)]);
	if (isWanted('items')) note(await eachItem(bed, extent));
	if (isWanted('poll')) note(await polls(bed, extent, Math.min(5000, extent.records)));
	if (isWanted('files')) {
		const made = await files(bed, extent);
		note(made.comparisons);
		memory.push(...made.memory);
		say(`\n${fileMemoryTable(made.memory)}`);
	}
	if (isWanted('memory')) {
		const made = await listMemory(bed, extent);
		memory.push(...made);
		say(`\n${listMemoryTable(made)}`);
	}
	await bed.stop();
	let running: InN8n[] = [];
	if (isWanted('n8n')) {
		running = await inN8n(server, extent, host);
		say(`\n${inN8nTable(running)}`);
	}
	await server.stop();
	return { server: server.name, comparisons, memory, inN8n: running };
}

async function measureAll(place: Place): Promise<void> {
	const { runtime } = place;
	const { stdout: version } = await promisify(execFile)(runtime.node, ['--version']);
	const machine = `${cpus().length} × ${cpus()[0].model}, Node.js ${version.trim()}`;
	say(`${machine}, load ${loadavg()[0].toFixed(1)}`);
	const figures: Record<string, unknown> = { machine, extent };
	if (isWanted('loading')) {
		const made = await loading(extent.rounds, runtime.node);
		figures.loading = made;
		say(`\n${loadingTable(made)}`);
	}
	if (isWanted('own')) {
		const server = await embedded(500, 'at once');
		const bed = new Bed(server, runtime);
		const made = await ownCode(bed, extent.rounds);
		figures.ownCode = made;
		say(`\n${ownCodeTable(made)}`);
		await bed.stop();
		await server.stop();
	}
	const others = ['lists', 'default', 'items', 'poll', 'files', 'memory', 'n8n'];
	const measured: unknown[] = [];
	if (others.some(isWanted)) {
		if (!values.real) {
			measured.push(await measureServer(await embedded(extent.records, 'small server'), place));
		}
		const server = await real();
		if (server) measured.push(await measureServer(server, place));
	}
	figures.servers = measured;
	const file = values.json ?? join(CACHE, 'bench.json');
	await writeFile(file, JSON.stringify(figures, null, '\t'));
	say(`\nAll figures: ${file}`);
}

async function main(): Promise<void> {
	if (values.help) return say(HELP);
	const host = await installHost();
	// What n8n keeps of the files.
	const storage = await mkdtemp(join(tmpdir(), 'cerb-bench-'));
	try {
		// As a server runs: on the Node.js it comes with, and with its sandbox for expressions.
		const env = { N8N_STORAGE_PATH: storage, N8N_EXPRESSION_ENGINE: 'vm' };
		await measureAll({ host, runtime: { node: host.node, env } });
	} finally {
		await rm(storage, { recursive: true });
	}
}

void main();
