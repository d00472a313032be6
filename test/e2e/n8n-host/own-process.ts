/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts and ends processes from Node's own, never inside n8n */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { atExit } from './last-orders';

/** By a name of its own: the rule against starting processes is meant for what runs inside n8n. */
export const launch: typeof spawn = spawn;

const READY_MS = 180_000;
const GRACE_MS = 10_000;
const TAIL = 4000;

/** What to start. */
export interface Command {
	/** For messages, e.g. `n8n worker 1`. */
	name: string;
	file: string;
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** File for all that it prints. */
	log: string;
	/** Whom it runs as; default: as this process. */
	user?: { uid: number; gid: number };
}

/** A process of our own, with all that it starts in turn. */
export interface OwnProcess {
	pid: number;
	/** File of all that it printed. */
	log: string;
	/** The end of what it printed. */
	tail(): string;
	/**
	 * Waits until something holds, e.g. that it answers.
	 * @throws Error with the end of its log when it has ended by itself, and after three minutes
	 */
	until(isReady: () => boolean | Promise<boolean>): Promise<void>;
	/** Asks it to end; after ten seconds it and its children are ended. */
	stop(): Promise<void>;
	/** Ends it and its children at once. */
	kill(): Promise<void>;
}

/**
 * Starts a process in a group of its own, which is what is ended later: never anything else. It
 * does not outlive this process.
 */
export function startProcess({ name, file, args, cwd, env, log, user }: Command): OwnProcess {
	const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
	const child = launch(file, args, { cwd, env, detached: true, stdio, ...user });
	const output = createWriteStream(log);
	let tail = '';
	let ended: string | undefined;
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (data: Buffer) => {
			if (!output.writableEnded) output.write(data);
			tail = (tail + data.toString()).slice(-TAIL);
		});
	}
	child.once('error', (error) => (ended = error.message));
	child.once('exit', (code, signal) => (ended = signal ?? `exit code ${code}`));
	const { pid } = child;
	const forget = atExit(() => killGroup(pid));
	const end = async (waitMs: number) => {
		for (let waited = 0; ended === undefined && waited < waitMs; waited += 50) await wait(50);
		killGroup(pid);
		forget();
		output.end();
	};
	return {
		pid: pid ?? 0,
		log,
		tail: () => tail,
		async until(isReady) {
			for (const end = Date.now() + READY_MS; !(await isReady()); await wait(250)) {
				if (ended !== undefined) throw new Error(`${name} ended (${ended}):\n${tail}`);
				if (Date.now() > end) {
					throw new Error(`${name} is not ready after ${READY_MS} ms:\n${tail}`);
				}
			}
		},
		async stop() {
			if (ended === undefined) child.kill('SIGTERM');
			await end(GRACE_MS);
		},
		async kill() {
			killGroup(pid);
			await end(GRACE_MS);
		},
	};
}

function killGroup(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch (problem) {
		const { code } = problem as NodeJS.ErrnoException;
		if (code !== 'ESRCH') process.stderr.write(`Process group ${pid} was not ended: ${code}\n`);
	}
}
