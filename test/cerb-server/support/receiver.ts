/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that somebody sent. */
export interface Received {
	method: string;
	/** Path and query. */
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** How to answer a path; `hang`: never, `cut`: by closing the connection. */
export type Answering = (path: string) => Reply | 'hang' | 'cut';

export interface Reply {
	status: number;
	body?: string;
	headers?: Record<string, string>;
}

/** Takes what automations send, on a port of its own. */
export class Receiver {
	readonly received: Received[] = [];

	/** Default: 200 and `ok`. */
	answering: Answering = () => ({ status: 200, body: 'ok' });

	private server: Server | undefined;

	url = '';

	async start(): Promise<void> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { method = '', url: path = '', headers } = request;
				this.received.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
				const answer = this.answering(path);
				if (answer === 'hang') return;
				if (answer === 'cut') request.socket.destroy();
				else response.writeHead(answer.status, answer.headers).end(answer.body);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.server = server;
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => {
			this.server?.close(resolve);
			this.server?.closeAllConnections();
		});
	}

	/** What came since the last time, oldest first. */
	take(): Received[] {
		return this.received.splice(0);
	}
}
