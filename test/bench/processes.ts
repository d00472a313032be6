/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts processes of Node's own, never runs inside n8n */
import { join } from 'node:path';

import { launch } from '../e2e/n8n-host/own-process';

interface Question {
	number: number;
	method: string;
	args: unknown[];
}

interface Answer {
	number: number;
	value?: unknown;
	problem?: string;
}

/** A process that answers questions. */
export interface OwnProcess {
	ask<T>(method: string, ...args: unknown[]): Promise<T>;
	stop(): Promise<void>;
}

/** What a process runs on. */
export interface Runtime {
	/** The executable of Node.js. */
	node: string;
	env: Record<string, string>;
}

/** Starts a file of this folder as a process that can call its garbage collector. */
export function startProcess(
	file: string,
	{ node, env }: Runtime = { node: process.execPath, env: {} },
): OwnProcess {
	const child = launch(node, ['--expose-gc', '--import', 'tsx', join(__dirname, file)], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const open = new Map<number, { resolve(value: unknown): void; reject(problem: Error): void }>();
	let asked = 0;
	let isOver = false;
	child.on('message', ({ number, value, problem }: Answer) => {
		const { resolve, reject } = open.get(number)!;
		open.delete(number);
		if (problem === undefined) resolve(value);
		else reject(new Error(problem));
	});
	const ended = new Promise<void>((resolve) => {
		child.on('exit', (code) => {
			isOver = true;
			for (const { reject } of open.values()) reject(new Error(`${file} ended with ${code}`));
			resolve();
		});
	});
	const ask = async <T>(method: string, ...args: unknown[]): Promise<T> => {
		const number = ++asked;
		return await new Promise<T>((resolve, reject) => {
			if (isOver) return reject(new Error(`${file} is over`));
			open.set(number, { resolve: (value) => resolve(value as T), reject });
			child.send({ number, method, args } satisfies Question);
		});
	};
	return {
		ask,
		stop: async () => {
			if (!isOver) await ask('stop');
			child.disconnect();
			await ended;
		},
	};
}

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** Answers the questions of the process that started this one, until it lets go. */
export function serveParent(methods: Methods): void {
	process.on('message', ({ number, method, args }: Question) => {
		void answer(methods[method], args).then((made) => process.send?.({ number, ...made }));
	});
	process.once('disconnect', () => process.exit());
}

async function answer(method: Methods[string], args: unknown[]): Promise<Omit<Answer, 'number'>> {
	const [made] = await Promise.allSettled([method(...(args as never[]))]);
	if (made.status === 'fulfilled') return { value: made.value };
	const reason = made.reason as Error;
	return { problem: reason.stack ?? String(reason) };
}
