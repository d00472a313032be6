/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command line program, never inside n8n */
import { parseArgs } from 'node:util';

import { startCerbServer, type CerbServer } from './index';
import { DEFAULT_APP } from './oauth';

const HELP = `Starts the embedded Cerb: a small stand-in for Cerb 10.4.10 that keeps everything in memory.

Usage: npm run cerb-server -- [options]

  --port N        port on 127.0.0.1 (default 8090; 0 takes any free one)
  --base-path P   serve below a folder, e.g. /cerb/index.php
  --callback URL  callback address of the OAuth client (default: an n8n on this machine)
  --tickets N     so many more tickets than the demo has
  --tasks N       so many more tasks
  --help          this text
`;

/** What the arguments ask for, or what is wrong with them. */
type Wish =
	| { kind: 'help' }
	| { kind: 'wrong'; problem: string }
	| {
			kind: 'start';
			port: number;
			basePath?: string;
			callbackUrl: string;
			tickets?: number;
			tasks?: number;
	  };

function readArguments(args: string[]): Wish {
	const texts = { type: 'string' } as const;
	const options = {
		port: texts,
		'base-path': texts,
		callback: texts,
		tickets: texts,
		tasks: texts,
		help: { type: 'boolean' },
	} as const;
	const parse = () => {
		try {
			return parseArgs({ args, options }).values;
		} catch (problem) {
			return (problem as Error).message;
		}
	};
	const values = parse();
	if (typeof values === 'string') return { kind: 'wrong', problem: values };
	if (values.help === true) return { kind: 'help' };
	for (const name of ['port', 'tickets', 'tasks'] as const) {
		const limit = name === 'port' ? 65535 : 1_000_000;
		const text = values[name];
		if (text !== undefined && !(/^\d+$/.test(text) && Number(text) <= limit)) {
			return {
				kind: 'wrong',
				problem: `--${name} must be a number from 0 to ${limit}, not "${text}".`,
			};
		}
	}
	const basePath = values['base-path'];
	if (basePath !== undefined && !/^\/[\w./-]+$/.test(basePath)) {
		return {
			kind: 'wrong',
			problem: `--base-path must look like /cerb/index.php, not "${basePath}".`,
		};
	}
	const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
	return {
		kind: 'start',
		port: number(values.port) ?? 8090,
		basePath,
		callbackUrl: values.callback ?? DEFAULT_APP.callbackUrl,
		tickets: number(values.tickets),
		tasks: number(values.tasks),
	};
}

/** What a person needs to look around and to connect an n8n. */
function summary({ url, oauth, state }: CerbServer, callbackUrl: string): string {
	const admin = state.getWorker(1);
	const token = oauth.issueToken({ workerId: 1, scopes: ['api'] });
	return `The embedded Cerb is running. Stop it with Ctrl-C; nothing is kept.

Address        ${url}
Login          ${admin?.email}  password  ${admin?.password}

OAuth2 client
  Client ID      ${DEFAULT_APP.clientId}
  Client secret  ${DEFAULT_APP.clientSecret}
  Callback URL   ${callbackUrl}
  Scopes         ${Object.keys(oauth.store.app(DEFAULT_APP.clientId)?.scopes ?? {}).join(', ')}

A token that is ready (scope api, one hour)
  Access token   ${token.accessToken}
  Refresh token  ${token.refreshToken}

Try it:
  curl -H "Authorization: Bearer <access token>" ${url}/rest/workers/me.json
`;
}

/** The world around the program. */
export interface Terminal {
	out(text: string): void;
	err(text: string): void;
	/** Settles when the person wants the server to stop. */
	stopped(): Promise<void>;
}

/**
 * The program behind `npm run cerb-server`.
 * @returns the exit code: 0, 1 when the server could not start, 2 for wrong arguments
 */
export async function runCli(args: string[], terminal: Terminal): Promise<number> {
	const wish = readArguments(args);
	if (wish.kind === 'help') {
		terminal.out(HELP);
		return 0;
	}
	if (wish.kind === 'wrong') {
		terminal.err(`${wish.problem}\n\n${HELP}`);
		return 2;
	}
	const { callbackUrl, ...options } = wish;
	const apps = [{ ...DEFAULT_APP, callbackUrl }];
	const started = await startCerbServer({ ...options, apps }).then(
		(server) => ({ server }),
		(problem: NodeJS.ErrnoException) => ({ problem }),
	);
	if ('problem' in started) {
		terminal.err(
			started.problem.code === 'EADDRINUSE'
				? `Port ${wish.port} is in use. Choose another one with --port.\n`
				: `The embedded Cerb could not start: ${started.problem.message}\n`,
		);
		return 1;
	}
	const { server } = started;
	terminal.out(summary(server, callbackUrl));
	await terminal.stopped();
	await server.stop();
	return 0;
}
