/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts Redis from Node's own process, never inside n8n */
import { join } from 'node:path';

import { requireProgram } from '../debian-package';
import { startProcess, type OwnProcess } from '../n8n-host/own-process';
import { freePort } from '../n8n-host/ports';

/** A running Redis that keeps nothing on disk. */
export interface Redis {
	port: number;
	process: OwnProcess;
}

/** The path of Redis. @throws Error naming what to install when there is none */
export async function requireRedis(): Promise<string> {
	return await requireProgram('redis-server', ['redis-server']);
}

/**
 * Starts a Redis on 127.0.0.1 and waits until it takes connections.
 * @param folder for its log
 * @throws Error naming what to install when there is no Redis
 */
export async function startRedis(folder: string): Promise<Redis> {
	const file = await requireRedis();
	const port = await freePort();
	const process = startProcess({
		name: 'Redis',
		file,
		args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		cwd: folder,
		env: globalThis.process.env,
		log: join(folder, 'redis.log'),
	});
	await process.until(() => process.tail().includes('Ready to accept connections'));
	return { port, process };
}
