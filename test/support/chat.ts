/* eslint-disable @n8n/community-nodes/no-restricted-imports -- listens in the test process, never inside n8n */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as incoming webhooks of chats take it. */
export interface Message {
	text: string;
}

/** A chat with one incoming webhook, at any path. */
export interface Chat {
	url: string;
	/** All that were taken, oldest first. */
	readonly messages: Message[];
	stop(): Promise<void>;
}

/** Starts a chat that takes JSON with a text and answers `ok`, as Slack and Mattermost do. */
export async function startChat(): Promise<Chat> {
	const messages: Message[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (part: string) => (body += part));
		request.once('end', () => {
			const message = readMessage(request.headers['content-type'], body);
			if (message) messages.push(message);
			response.writeHead(message ? 200 : 400, { 'content-type': 'text/plain' });
			response.end(message ? 'ok' : 'invalid_payload');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		messages,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function readMessage(type: string | undefined, body: string): Message | undefined {
	if (!type?.startsWith('application/json')) return undefined;
	const message = JSON.parse(body) as Partial<Message>;
	return typeof message.text === 'string' ? { text: message.text } : undefined;
}
