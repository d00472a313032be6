/* eslint-disable @n8n/community-nodes/no-restricted-imports -- starts n8n from Node's own process */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Host } from './install';
import { atExit } from './last-orders';
import { writeNpmShim, type PackageName } from './npm-shim';
import { startProcess, type OwnProcess } from './own-process';
import { freePort } from './ports';
import { RestApi } from './rest-api';
import { environmentOf } from './settings';

/** How to start an n8n. */
export interface LaunchOptions {
	host: Host;
	/** A community package to install, packed. */
	tarball?: string;
	/** Default: any free port. */
	port?: number;
	/** More environment, for the workers too: a database, queue mode, … */
	env?: Record<string, string>;
	/** Worker processes beside the main one; they want queue mode in `env`. */
	workers?: number;
}

/** A running n8n with its owner set up and our package installed. */
export interface RunningN8n {
	url: string;
	api: RestApi;
	/** Of queue mode, in the order of their numbers. */
	workers: OwnProcess[];
	/** The installed package. */
	installed?: PackageName;
	/** Milliseconds that starting and installing took. */
	timings: { start: number; install: number };
	/** File of what the main process printed since it was started last. */
	log(): string;
	/**
	 * Ends the main process at once, as a crash does, and starts it again on all it had stored.
	 * @param env more environment from now on until the next restart
	 */
	restart(env?: Record<string, string>): Promise<void>;
	/** Ends its processes and removes its folder. */
	stop(): Promise<void>;
}

/**
 * Starts n8n in a fresh folder and waits until it can be used.
 *
 * @throws Error with the end of n8n's log when it does not come up; nothing is left running then
 */
export async function startN8n(options: LaunchOptions): Promise<RunningN8n> {
	const { host, tarball, env, workers: workerCount = 0 } = options;
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-host-'));
	const forget = atExit(() => rmSync(userFolder, { recursive: true, force: true }));
	const shim = join(userFolder, 'bin');
	const running: OwnProcess[] = [];
	const workers: OwnProcess[] = [];
	const stop = async () => {
		await Promise.all(running.map(async (one) => await one.stop()));
		await rm(userFolder, { recursive: true, force: true });
		forget();
	};
	const launch = async (
		name: string,
		command: string[],
		more: Record<string, string> = {},
		port?: number,
	) => {
		const brokerPort = await freePort();
		// Of its own, as on another machine: each process installs packages for itself.
		const ownFolder = join(userFolder, name);
		await mkdir(ownFolder, { recursive: true });
		const own = startProcess({
			name: `n8n ${name}`,
			file: host.node,
			args: [host.n8n, ...command],
			cwd: userFolder,
			env: environmentOf(host, {
				userFolder: ownFolder,
				path: [shim],
				port,
				brokerPort,
				env: { ...env, ...more },
			}),
			log: join(userFolder, `${name}.log`),
		});
		running.push(own);
		return { own, url: `http://127.0.0.1:${port ?? more.QUEUE_HEALTH_CHECK_PORT}` };
	};
	try {
		const installed = tarball === undefined ? undefined : await writeNpmShim(shim, tarball);
		const begun = Date.now();
		const port = options.port ?? (await freePort());
		const startMain = async (more?: Record<string, string>) => {
			const { own, url } = await launch('main', ['start'], more, port);
			await own.until(async () => (await isOk(`${url}/healthz/readiness`)) && (await hasRest(url)));
			return { own, url };
		};
		const { own, url } = await startMain();
		let main = own;
		for (let number = 1; number <= workerCount; number++) {
			const worker = await launch(`worker-${number}`, ['worker', '--concurrency=5'], {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(await freePort()),
			});
			workers.push(worker.own);
			await worker.own.until(async () => await isOk(`${worker.url}/healthz/readiness`));
		}
		const started = Date.now();
		const api = await RestApi.signIn(url);
		if (installed) {
			await api.call('POST', '/community-packages', installed);
			for (const worker of workers) await worker.until(async () => await hasInstalled(worker));
		}
		const timings = { start: started - begun, install: Date.now() - started };
		const restart = async (more?: Record<string, string>) => {
			await main.kill();
			({ own: main } = await startMain(more));
		};
		return { url, api, workers, installed, timings, log: () => main.log, restart, stop };
	} catch (problem) {
		await stop();
		return await Promise.reject(problem);
	}
}

async function isOk(url: string): Promise<boolean> {
	return await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
		({ ok }) => ok,
		() => false,
	);
}

/** The main process tells the workers and does not wait for them. */
async function hasInstalled({ log }: OwnProcess): Promise<boolean> {
	return (await readFile(log, 'utf8')).includes('Community package installed');
}

/** The REST routes come a little after the health check; until then n8n answers with its page. */
async function hasRest(url: string): Promise<boolean> {
	return await fetch(`${url}/rest/settings`).then(
		({ ok, headers }) => ok && /json/.test(headers.get('content-type') ?? ''),
		() => false,
	);
}
