/* eslint-disable @n8n/community-nodes/no-restricted-imports -- asks the operating system for ports, never inside n8n */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that the operating system gives to outgoing connections (Linux: from 32768). */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/**
 * A port of 127.0.0.1 that nobody listens on right now. It is taken later, by another process, so it
 * must be none that a connection could get meanwhile.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(LOWEST, HIGHEST);
		if (await isFree(port)) return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}
