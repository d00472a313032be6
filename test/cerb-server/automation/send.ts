/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

import type { Dict } from '../records/values';
import type { HttpCall, HttpReply } from './http-request';

const AGENT = 'GuzzleHttp/6.5.5 curl/7.88.1 PHP/8.2.36';
const CURL = '(see https://curl.haxx.se/libcurl/c/libcurl-errors.html)';
const MAX_REDIRECTS = 5;

interface Received {
	status: number;
	reason: string;
	headers: Record<string, string>;
	body: Buffer;
}

type Sent = { received: Received } | { problem: NodeJS.ErrnoException };

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** One request without following anything; the time limit is for the whole of it. */
async function sendOnce(call: HttpCall): Promise<Sent> {
	const send = call.url.startsWith('https:') ? httpsRequest : httpRequest;
	const limit = AbortSignal.timeout(call.timeoutMs);
	const sent = new Promise<IncomingMessage>((resolve, reject) => {
		const length = call.body === undefined && call.method === 'POST' ? '0' : undefined;
		const headers = {
			'user-agent': AGENT,
			...call.headers,
			...(length === undefined ? {} : { 'content-length': length }),
			...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
		};
		const options = { method: call.method, headers, signal: limit, agent: false as const };
		const request = send(call.url, options, resolve);
		request.on('error', reject);
		request.end(call.body);
	});
	return await sent
		.then(async (message) => ({
			received: {
				status: message.statusCode ?? 0,
				reason: message.statusMessage ?? '',
				headers: Object.fromEntries(
					Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
				),
				body: await bodyOf(message),
			},
		}))
		.catch((problem: NodeJS.ErrnoException) => ({ problem }));
}

/** What cURL says about a connection that failed. */
function curlError(problem: NodeJS.ErrnoException, call: HttpCall, startedAt: number): HttpReply {
	const { hostname, port, protocol } = new URL(call.url);
	const say = (text: string): HttpReply => ({ error: `cURL error ${text} ${CURL}` });
	switch (problem.code ?? problem.name) {
		case 'ECONNREFUSED': {
			const number = port === '' ? ({ 'https:': '443' }[protocol] ?? '80') : port;
			const place = `${hostname} port ${number} after 0 ms`;
			return say(`7: Failed to connect to ${place}: Couldn't connect to server`);
		}
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return say(`6: Could not resolve host: ${hostname}`);
		case 'ABORT_ERR':
		case 'TimeoutError': {
			const elapsed = Math.max(Date.now() - startedAt, call.timeoutMs);
			return say(`28: Operation timed out after ${elapsed} milliseconds with 0 bytes received`);
		}
		case 'ECONNRESET':
			return say('52: Empty reply from server');
		default:
			return { unclaimed: `a request that fails by ${problem.code ?? problem.message}` };
	}
}

/** Where an answer leads to, as Guzzle follows it: 301 to 303 become a GET without body. */
function followed(call: HttpCall, { status, headers }: Received): HttpCall | undefined {
	if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) {
		return undefined;
	}
	const next = { ...call, url: new URL(headers.location, call.url).toString() };
	return status >= 307 ? next : { ...next, method: 'GET', body: undefined };
}

/** An answer as a script sees it: what is no text becomes a data address. */
function describe({ status, headers, body }: Received): Dict {
	const text = body.toString('utf8');
	const type = (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
	const own = { status_code: status, content_type: type, headers };
	if (!text.includes('\0') && !text.includes('\ufffd')) return { ...own, body: text };
	const data = `data:${type};base64,${body.toString('base64')}`;
	return { ...own, is_data_uri: true, body: data };
}

/** Guzzle's words for a status from 400 on, with the first 120 letters of the body. */
function statusError(call: HttpCall, { status, reason, body }: Received): string {
	const label = status < 500 ? 'Client error' : 'Server error';
	const text = body.toString('utf8');
	const cut = text.length > 120 ? `${text.slice(0, 120)} (truncated...)` : text;
	const summary = text === '' ? '' : `:\n${cut}\n`;
	return `${label}: \`${call.method} ${call.url}\` resulted in a \`${status} ${reason}\` response${summary}`;
}

/**
 * Sends what a script asked for and waits for the answer, as Cerb does it (messages of cURL and
 * Guzzle as measured on Cerb 10.4.10). Never throws: what went wrong is in the reply.
 */
export async function sendHttp(first: HttpCall): Promise<HttpReply> {
	let call = first;
	for (let redirects = 0; ; redirects++) {
		const startedAt = Date.now();
		const sent = await sendOnce(call);
		if ('problem' in sent) return curlError(sent.problem, call, startedAt);
		const next = followed(call, sent.received);
		if (next === undefined) {
			const response = describe(sent.received);
			return sent.received.status < 400
				? { response }
				: { response, error: statusError(call, sent.received) };
		}
		if (redirects === MAX_REDIRECTS) {
			return { error: `Will not follow more than ${MAX_REDIRECTS} redirects` };
		}
		call = next;
	}
}
