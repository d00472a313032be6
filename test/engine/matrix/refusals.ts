/* eslint-disable @n8n/community-nodes/no-restricted-imports -- watches the sockets of Node's own test process */
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

interface ConnectError extends Error {
	code?: string;
	port?: number;
}

/**
 * Tells of each connection from this process to a port that was refused: the server, which does not
 * listen then, cannot know. @returns how to stop
 */
export function watchRefusals(port: number, onRefused: () => void): () => void {
	const created = channel('net.client.socket');
	const watch = (message: unknown) => {
		const { socket } = message as { socket: Socket };
		socket.once('error', (error: ConnectError) => {
			if (error.code === 'ECONNREFUSED' && error.port === port) onRefused();
		});
	};
	created.subscribe(watch);
	return () => void created.unsubscribe(watch);
}
