/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
import { createServer, type Server } from 'node:http';
import { createInterface } from 'node:readline';

import { codeOf, fail, reasonOf } from './failure';
import type { Terminal } from './terminal';

/** What Cerb's redirect is waited for with. */
export interface Expected {
	/** The callback URL as Cerb has it. */
	callback: string;
	state: string;
	timeoutSeconds: number;
}

/** The code in the address Cerb redirected to, or why that address is refused. */
export function codeIn(
	address: string,
	{ callback, state }: Expected,
): { code: string } | { problem: string } {
	const found = URL.canParse(address) ? new URL(address) : undefined;
	const wanted = new URL(callback);
	if (found?.origin !== wanted.origin || found.pathname !== wanted.pathname) {
		return { problem: `That is not an address below ${callback}: copy the whole of it.` };
	}
	if (found.searchParams.get('state') !== state) {
		return { problem: 'That address is refused: its state is not the one of this sign-in.' };
	}
	const code = found.searchParams.get('code') ?? '';
	return code === '' ? { problem: 'That address is refused: it holds no code.' } : { code };
}

/** Where to listen for the redirect; undefined if the callback does not lead to this machine. */
export function loopbackOf(callback: string): { host: string; port: number } | undefined {
	const { protocol, hostname, port } = new URL(callback);
	if (protocol !== 'http:') return undefined;
	const host = hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, '');
	if (host !== '::1' && !/^127(?:\.\d+){3}$/.test(host)) return undefined;
	return { host, port: port === '' ? 80 : Number(port) };
}

/**
 * Waits for the code: by Cerb's redirect to this machine, or in an address that the person pastes.
 * A wrong address is refused and the wait goes on, so that no foreign page can end the sign-in.
 * @param ready runs as soon as the redirect may come
 * @throws Failure when the time is over, or no answer can come any more
 */
export async function waitForCode(
	expected: Expected,
	terminal: Terminal,
	ready: () => void,
): Promise<string> {
	const pasted = createInterface({ input: terminal.input, terminal: false });
	const timer = new AbortController();
	let server: Server | undefined;
	const outcome = new Promise<{ code: string } | { problem: string }>((resolve) => {
		const judge = (address: string) => {
			const read = codeIn(address, expected);
			if ('code' in read) terminal.hide(read.code);
			else terminal.warn(`${read.problem} Still waiting.`);
			return read;
		};
		const loopback = loopbackOf(expected.callback);
		if (loopback) {
			server = listener(expected.callback, judge, resolve);
			server.once('error', (problem) => resolve({ problem: cannotListen(problem, expected) }));
			server.listen(loopback.port, loopback.host, ready);
		} else {
			ready();
		}
		pasted.on('line', (line) => {
			const read = line.trim() === '' ? undefined : judge(line.trim());
			if (read && 'code' in read) resolve(read);
		});
		pasted.once('close', () => {
			if (!loopback) resolve({ problem: 'The input ended before the address was pasted.' });
		});
		const over = setTimeout(
			() => resolve({ problem: timeIsUp(expected.timeoutSeconds) }),
			expected.timeoutSeconds * 1000,
		);
		timer.signal.addEventListener('abort', () => clearTimeout(over));
	});
	const read = await outcome;
	timer.abort();
	pasted.close();
	server?.close();
	server?.closeAllConnections();
	return 'code' in read ? read.code : fail(read.problem);
}

/** Answers the browser in plain text and hands the code on once the browser has its answer. */
function listener(
	callback: string,
	judge: (address: string) => { code: string } | { problem: string },
	arrived: (read: { code: string }) => void,
): Server {
	return createServer((request, response) => {
		const target = request.url ?? '/';
		const { origin, pathname } = new URL(callback);
		const isCallback = target.split('?')[0] === pathname && request.method === 'GET';
		const read = isCallback ? judge(origin + target) : undefined;
		const isGood = read !== undefined && 'code' in read;
		const text = isGood
			? 'Cerb has answered. Go on in the terminal.'
			: 'Refused; see the terminal.';
		response.writeHead(isGood ? 200 : isCallback ? 400 : 404, {
			'content-type': 'text/plain; charset=utf-8',
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			connection: 'close',
		});
		response.end(isCallback ? `${text}\n` : 'Not found.\n', () => {
			if (isGood) arrived(read);
		});
	});
}

function cannotListen(problem: Error, { callback }: Expected): string {
	if (codeOf(problem) !== 'EADDRINUSE') return `Cannot listen at ${callback}: ${reasonOf(problem)}`;
	return `Another program listens at ${callback}. End it, or choose another port with --callback: Cerb takes any port of 127.0.0.1 if the OAuth app has that host.`;
}

function timeIsUp(seconds: number): string {
	const [count, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
	const time = `${count} ${unit}${count === 1 ? '' : 's'}`;
	return `No consent within ${time}, so nothing was saved. If you refused it, all is well: Cerb tells nobody of a refusal. If Cerb showed an error, its words say what to change; --timeout gives you more time.`;
}
