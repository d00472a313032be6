/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import type { Server, ServerResponse } from 'node:http';

/** Connections that are cut at once. */
export interface HangUps {
	left: number;
	/** How many were cut. */
	hits: number;
}

/**
 * Times when a server cannot be connected to. It keeps its state, and answers what it has read;
 * who is answered then has to connect anew for the next request.
 */
export class Outages {
	private isDown = false;

	private hangUps: HangUps = { left: 0, hits: 0 };

	private readonly unanswered = new Set<ServerResponse>();

	constructor(private readonly server: Server) {
		server.on('connection', (socket) => {
			if (this.hangUps.left === 0) return;
			this.hangUps.left--;
			this.hangUps.hits++;
			socket.resetAndDestroy();
		});
		server.on('request', (_message, response) => {
			this.unanswered.add(response);
			response.once('close', () => this.unanswered.delete(response));
		});
	}

	/** From now on nothing listens: connections are refused. */
	goDown(): void {
		this.isDown = true;
		this.server.close();
		this.closeConnections();
	}

	/** Listens again. @throws the error of the operating system (`EADDRINUSE`) */
	async comeBack(port: number): Promise<void> {
		if (!this.isDown) return;
		this.isDown = false;
		await listen(this.server, port);
	}

	/** Cuts the next so many connections as soon as they are made, before anything is read. */
	hangUp(times: number): Readonly<HangUps> {
		this.hangUps = { left: times, hits: 0 };
		this.closeConnections();
		return this.hangUps;
	}

	private closeConnections(): void {
		this.server.closeIdleConnections();
		for (const response of this.unanswered) {
			if (!response.headersSent) response.setHeader('connection', 'close');
		}
	}
}

/** @throws the error of the operating system when the port cannot be had (`EADDRINUSE`) */
export async function listen(server: Server, port: number): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve();
		});
	});
}
