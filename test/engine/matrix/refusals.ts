/* eslint-disable @n8n/community-nodes/no-restricted-imports -- watches the sockets of Node's own test process */
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

interface ConnectError extends Error {
	code?: string;
	port?: number;
}

const created = channel('net.client.socket');

/** Who wants to know, by port. */
const watched = new Map<number, () => void>();

function watch(message: unknown): void {
	const { socket } = message as { socket: Socket };
	socket.once('error', ({ code, port }: ConnectError) => {
		if (code === 'ECONNREFUSED' && port !== undefined) watched.get(port)?.();
	});
}

/**
 * Tells of each connection from this process to a port that was refused: the server, which does not
 * listen then, cannot know. @returns how to stop
 */
export function watchRefusals(port: number, onRefused: () => void): () => void {
	// One listener for all, so that no socket gets many.
	if (watched.size === 0) created.subscribe(watch);
	watched.set(port, onRefused);
	return () => {
		watched.delete(port);
		if (watched.size === 0) created.unsubscribe(watch);
	};
}
