/* eslint-disable @n8n/community-nodes/no-restricted-imports -- speaks plain HTTP from Node's own process, never inside n8n */
import { request, type IncomingHttpHeaders } from 'node:http';

/** What to send; the path goes out exactly as given, without clean-up. */
export interface Call {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Gives the request up. */
	signal?: AbortSignal;
}

/** An answer, redirects not followed. */
export interface CallAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
	/** The body as it was sent, e.g. compressed. */
	bytes: Buffer;
}

/** Milliseconds without a byte. */
const PATIENCE = 20_000;

/**
 * Sends one request. `fetch` would not do: it cleans up paths, follows redirects and forbids headers.
 * Rejects when the connection fails or the body is cut.
 */
export async function httpCall(url: string, call: Call = {}): Promise<CallAnswer> {
	const [, host, port, path] = /^http:\/\/([^/:]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
	return await new Promise((resolve, reject) => {
		const outgoing = request(
			{
				host,
				port,
				path: path === '' ? '/' : path,
				method: call.method ?? 'GET',
				headers: {
					...call.headers,
					...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
				},
				agent: false,
				signal: call.signal,
			},
			(message) => {
				const chunks: Buffer[] = [];
				message.on('data', (chunk: Buffer) => chunks.push(chunk));
				message.on('error', reject);
				message.on('end', () => {
					const bytes = Buffer.concat(chunks);
					resolve({
						status: message.statusCode ?? 0,
						headers: message.headers,
						body: bytes.toString('utf8'),
						bytes,
					});
				});
			},
		);
		outgoing.on('error', reject);
		// A request that nobody answers must not keep the process alive for minutes.
		outgoing.setTimeout(PATIENCE, () => outgoing.destroy(new Error(`No answer from ${url}`)));
		outgoing.end(call.body);
	});
}
