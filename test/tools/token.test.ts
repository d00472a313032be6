/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts a command line program, never inside n8n */
import { execFile, type ChildProcess } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';

import { clientSecret } from '../../tools/token/secret';
import { Terminal } from '../../tools/token/terminal';
import { effects, startCerbServer, type CerbServer } from '../cerb-server';
import type { HttpRequest } from '../cerb-server/http/request';
import { Browser } from '../cerb-server/support/browser';
import { httpCall } from '../cerb-server/support/http-call';
import { adminOf } from '../cerb-server/support/oauth-client';
import { watch } from '../leaks/watch';

jest.setTimeout(30_000);

const runFile = promisify(execFile);
const ROOT = join(__dirname, '..', '..');
const SECRET = 'S3cret of (this) app & + "more"';
const APP = { clientId: 'cli', clientSecret: SECRET, callbackUrl: 'http://127.0.0.1:1/callback' };
const FAR_APP = { ...APP, clientId: 'far', callbackUrl: 'https://far.example/cb' };
const ENDPOINT = '/oauth/access_token';
const ME_PATH = '/rest/workers/me.json';

let server: CerbServer;
/** Shared, so that what tsx compiles is kept from test to test. */
const temp = mkdtempSync(join(tmpdir(), 'cerb-token-temp-'));
let folder: string;
let file: string;
let everythingSaid: string;
let running: Array<{ child: ChildProcess; ended: Promise<unknown> }>;

afterAll(() => rmSync(temp, { recursive: true }));

beforeEach(async () => {
	server = await startCerbServer({ apps: [APP, FAR_APP], basePath: '/help/index.php' });
	watch.learnFrom(server.secrets.all);
	folder = mkdtempSync(join(tmpdir(), 'cerb-token-test-'));
	file = join(folder, 'token.json');
	everythingSaid = '';
	running = [];
});

afterEach(async () => {
	for (const { child } of running) child.kill('SIGKILL');
	await Promise.all(running.map(async ({ ended }) => await ended));
	await server.stop();
	rmSync(folder, { recursive: true });
	expect(everythingSaid).not.toContain(SECRET);
	expect(everythingSaid).not.toMatch(/S3cret|def50200[0-9a-f]{20}|eyJ[\w-]{20}|\n\s+at /);
});

/** Starts the real program; the secret of the app is in its environment. */
function start(args: string[], environment: Record<string, string> = {}) {
	const program = runFile(
		process.execPath,
		['--import', 'tsx', join('tools', 'token', 'cli.ts'), ...args, '--file', file],
		{
			cwd: ROOT,
			env: { PATH: process.env.PATH, TMPDIR: temp, CERB_CLIENT_SECRET: SECRET, ...environment },
		},
	);
	const { child } = program;
	let said = '';
	const hear = (chunk: string) => {
		said += chunk;
		everythingSaid += chunk;
	};
	child.stdout?.on('data', hear);
	child.stderr?.on('data', hear);
	const heardAll = (code: unknown, out: string, err: string) => {
		watch.take('lines', 'program', [out, err]);
		return { code, out, err };
	};
	const ended = program.then(
		({ stdout, stderr }) => heardAll(0, stdout, stderr),
		(problem: { code: unknown; stdout: string; stderr: string }) =>
			heardAll(problem.code, problem.stdout, problem.stderr),
	);
	running.push({ child, ended });
	/** Waits for words of the program. */
	const heard = async (words: RegExp) =>
		await new Promise<string>((resolve, reject) => {
			const look = () => {
				const found = words.exec(said);
				if (found) resolve(found[0]);
			};
			child.stdout?.on('data', look);
			child.stderr?.on('data', look);
			child.once('close', () => reject(new Error(`Never said ${String(words)}: ${said}`)));
			look();
		});
	return { child, ended, heard };
}

async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

/** Starts a sign-in. */
async function signIn(more: string[] = [], environment?: Record<string, string>) {
	const callback = `http://127.0.0.1:${await freePort()}/callback`;
	const args = ['--url', `${server.url}/`, '--client-id', 'cli', '--callback', callback, ...more];
	return { ...start(args, environment), callback };
}

const printedAddress = async ({ heard }: ReturnType<typeof start>) =>
	await heard(/http:\S+\/oauth\/authorize\?\S+(?=\s)/);

/** Goes through Cerb's pages. @returns where Cerb sends the browser, or its refusal */
async function consent(address: string, accept = true) {
	const answer = await new Browser(server.url).consent(address.slice(server.url.length), {
		...adminOf(server),
		accept,
	});
	return { location: answer.headers.location ?? '', body: answer.body };
}

interface Saved {
	url: string;
	access_token: string;
	refresh_token: string;
	expires_at: string;
	obtained_at: string;
}
const saved = (path = file) => JSON.parse(readFileSync(path, 'utf8')) as Saved;
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** A token file as a sign-in would leave it. */
function saveToken({ scopes = ['api'], expiresIn = 3600 } = {}): Saved {
	const pair = server.oauth.issueToken({ workerId: 1, scopes, clientId: 'cli', expiresIn });
	const token = {
		url: server.url,
		clientId: 'cli',
		scope: scopes.join(' '),
		access_token: pair.accessToken,
		refresh_token: pair.refreshToken,
		expires_at: new Date(Date.now() + expiresIn * 1000).toISOString(),
		obtained_at: new Date().toISOString(),
	};
	writeFileSync(file, JSON.stringify(token), { mode: 0o600 });
	return token;
}

async function statusOf(accessToken: string): Promise<number> {
	const headers = { authorization: `Bearer ${accessToken}` };
	return (await httpCall(server.url + ME_PATH, { headers })).status;
}

const tokenRequests = () => server.requests.filter(({ path }) => path === ENDPOINT);

describe('signing in', () => {
	it('shows the address, catches the redirect and saves the token for its owner only', async () => {
		const program = await signIn(['--scope', 'profile,  api']);
		const address = await printedAddress(program);
		expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
			response_type: 'code',
			client_id: 'cli',
			redirect_uri: program.callback,
			scope: 'profile api',
			state: expect.stringMatching(/^[\w-]{22}$/),
			code_challenge: expect.stringMatching(/^[\w-]{43}$/),
			code_challenge_method: 'S256',
		});
		const browser = await httpCall((await consent(address)).location);
		expect([browser.status, browser.body]).toEqual([
			200,
			'Cerb has answered. Go on in the terminal.\n',
		]);
		const { code, out, err } = await program.ended;
		expect([code, err]).toEqual([0, '']);
		expect(out).toContain(`Saved in ${file}, readable by you only.`);
		expect([modeOf(file), readdirSync(folder)]).toEqual(['600', ['token.json']]);
		const token = saved();
		expect(token).toEqual({
			url: server.url,
			clientId: 'cli',
			scope: 'profile api',
			access_token: expect.stringMatching(/^eyJ/),
			refresh_token: expect.stringMatching(/^def50200/),
			expires_at: expect.any(String),
			obtained_at: expect.any(String),
		});
		const lifetime = Date.parse(token.expires_at) - Date.parse(token.obtained_at);
		expect(Math.round(lifetime / 60_000)).toBe(60);
		expect(await statusOf(token.access_token)).toBe(200);
	});

	it('takes the pasted address where the callback leads elsewhere', async () => {
		const program = start([
			'--url',
			server.url,
			'--client-id',
			'far',
			'--callback',
			FAR_APP.callbackUrl,
		]);
		const { location } = await consent(await printedAddress(program));
		program.child.stdin?.write(`${server.url}/login\n`);
		await program.heard(/not an address below https:\/\/far\.example\/cb.* Still waiting/);
		program.child.stdin?.write(`\n  ${location}\n`);
		expect((await program.ended).code).toBe(0);
		expect(await statusOf(saved().access_token)).toBe(200);
	});

	it('takes the pasted address although it also listens', async () => {
		const program = await signIn();
		program.child.stdin?.end(`${(await consent(await printedAddress(program))).location}\n`);
		expect((await program.ended).code).toBe(0);
		expect(modeOf(file)).toBe('600');
	});

	it('refuses a wrong state and goes on waiting', async () => {
		const program = await signIn();
		const { location } = await consent(await printedAddress(program));
		const forged = new URL(location);
		forged.searchParams.set('state', 'forged');
		expect((await httpCall(forged.href)).status).toBe(400);
		expect((await httpCall(program.callback)).status).toBe(400);
		expect((await httpCall(new URL('/favicon.ico', location).href)).status).toBe(404);
		await program.heard(/refused: its state is not the one of this sign-in\. Still waiting/);
		program.child.stdin?.write(`${forged.href}\n`);
		expect([tokenRequests().length, existsSync(file)]).toEqual([0, false]);
		expect((await httpCall(location)).status).toBe(200);
		expect((await program.ended).code).toBe(0);
	});

	it('ends by itself when the consent is refused, as Cerb tells nobody', async () => {
		const program = await signIn(['--timeout', '2']);
		const { body, location } = await consent(await printedAddress(program), false);
		expect([body, location]).toEqual([expect.stringContaining('denied the request'), '']);
		const { code, err } = await program.ended;
		expect(code).toBe(1);
		expect(err).toContain('No consent within 2 seconds, so nothing was saved. If you refused it');
		expect(existsSync(file)).toBe(false);
	});

	it('tells of a wrong secret in the words of Cerb', async () => {
		const program = await signIn(['--client-secret', 'S3cret-but-wrong']);
		await httpCall((await consent(await printedAddress(program))).location);
		const { code, err } = await program.ended;
		expect(code).toBe(1);
		expect(err).toMatch(
			/^Cerb says: "Client authentication failed" \(HTTP 401\)\nThe client secret is wrong/,
		);
		expect(readdirSync(folder)).toEqual([]);
	});

	it.each([
		['a callback that Cerb does not have', ['--callback', 'http://127.0.0.1:8976/callback/']],
		['an unknown client', ['--client-id', 'nobody']],
	])('explains %s before anybody waits', async (_what, more) => {
		const { code, out, err } = await (await signIn(more)).ended;
		expect([code, out]).toEqual([1, '']);
		expect(err).toContain('Cerb says: "Client authentication failed" (HTTP 401)');
		expect(err).toContain(`Either no OAuth app has the client ID`);
		expect(err).toContain(`its callback URL is not exactly "http://127.0.0.1:`);
	});

	it('says when the port of the callback is taken', async () => {
		const taken = `http://127.0.0.1:${server.port}/callback`;
		const { code, err } = await (await signIn(['--callback', taken])).ended;
		expect([code, err]).toEqual([
			1,
			expect.stringContaining(`Another program listens at ${taken}`),
		]);
	});

	it('keeps secrets from the terminal even if the server sends them back and DEBUG is set', async () => {
		server.faults.add(
			{ path: ENDPOINT },
			{
				kind: 'answer',
				answer: (request) => ({
					status: 400,
					headers: { 'content-type': 'text/plain' },
					body: `${String(request.post.client_secret)} ${request.rawBody.toString().slice(-90)}`,
				}),
			},
		);
		const program = await signIn([], { DEBUG: '*' });
		await httpCall((await consent(await printedAddress(program))).location);
		const { err } = await program.ended;
		expect(err).toContain('does not answer like Cerb: "*** ');
		expect(err).toContain('client_secret=***');
	});
});

describe('the file', () => {
	it.each(['sign in', 'check', 'renew'])('must be closed to others to %s', async (what) => {
		saveToken();
		chmodSync(file, 0o640);
		const program = what === 'sign in' ? await signIn() : start([`--${what}`]);
		const { code, err } = await program.ended;
		expect(code).toBe(1);
		expect(err).toContain(`Others can read or change ${file} (mode 640)`);
		expect([modeOf(file), server.requests]).toEqual(['640', []]);
	});

	it('is not overwritten when it holds something else', async () => {
		writeFileSync(file, '{"private": "key"}', { mode: 0o600 });
		const { code, err } = await (await signIn()).ended;
		expect([code, err]).toEqual([1, expect.stringContaining('something else than a token')]);
		expect([readFileSync(file, 'utf8'), server.requests]).toEqual(['{"private": "key"}', []]);
	});

	it('is missed before Cerb is asked', async () => {
		const missing = await start(['--renew']).ended;
		expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('Sign in first')]);
		file = join(folder, 'no', 'folder.json');
		const { code, err } = await (await signIn()).ended;
		expect([code, err]).toEqual([1, expect.stringMatching(/cannot be written: ENOENT/)]);
		expect(server.requests).toEqual([]);
	});
});

describe('--check', () => {
	it('shows who is signed in, without the client secret', async () => {
		saveToken();
		const { code, out, err } = await start(['--check'], { CERB_CLIENT_SECRET: '' }).ended;
		const name = String(server.state.get('worker', 1)?.first_name);
		expect([code, err]).toEqual([0, '']);
		expect(out).toMatch(new RegExp(`^Signed in at ${server.url} as ${name} .*worker #1`));
		expect(tokenRequests()).toEqual([]);
	});

	it('renews an expired token first', async () => {
		const old = saveToken({ expiresIn: -1 });
		const { code, out } = await start(['--check']).ended;
		expect([code, out]).toEqual([0, expect.stringMatching(/renewing it\.\nSigned in at /)]);
		expect([tokenRequests().length, modeOf(file)]).toEqual([1, '600']);
		expect(saved().refresh_token).not.toBe(old.refresh_token);
		expect(await statusOf(saved().access_token)).toBe(200);
	});

	it('says so when the scope does not cover it', async () => {
		saveToken({ scopes: ['search'] });
		const { code, err } = await start(['--check']).ended;
		expect([code, err]).toEqual([
			1,
			expect.stringMatching(/does not have permission.*\n.*scope "search" does not cover/),
		]);
		expect(tokenRequests()).toEqual([]);
	});

	it.each([
		['an error', 'application/json', (sent: string) => `{"__status":"error","message":"${sent}"}`],
		['a name', 'application/json', (sent: string) => `{"__status":"success","_label":"${sent}"}`],
		['a page', 'text/html', (sent: string) => `<title>${encodeURIComponent(sent)}</title>`],
	])('keeps the token from the terminal if it comes back as %s', async (_what, type, body) => {
		saveToken();
		const sent = ({ headers }: HttpRequest) => body(headers.authorization ?? '');
		server.faults.add(
			{ path: ME_PATH },
			{
				kind: 'answer',
				answer: (request) => ({
					status: 200,
					headers: { 'content-type': type },
					body: sent(request),
				}),
			},
		);
		const { out, err } = await start(['--check']).ended;
		// Long words of a server are not shown at all; what is shown has stars for the token.
		expect(out + err).toMatch(/\*\*\*|an answer of \d+ characters/);
	});

	it('gives up when the renewed token is refused too', async () => {
		saveToken();
		server.faults.add({ path: ME_PATH, times: Infinity }, effects.expireToken());
		const { code, err } = await start(['--check']).ended;
		expect([code, err]).toEqual([1, expect.stringContaining('does not take the renewed token')]);
		expect(tokenRequests()).toHaveLength(1);
	});
});

describe('--renew', () => {
	it('saves the rotated pair; the old one is dead', async () => {
		const old = saveToken();
		const link = join(folder, 'link.json');
		symlinkSync(file, link);
		file = link;
		const modes: string[] = [];
		const look = () => {
			modes.push(...readdirSync(folder).map((name) => modeOf(join(folder, name))));
		};
		server.faults.add({ path: ENDPOINT }, effects.before(look));
		const { code, err } = await start(['--renew']).ended;
		// The file, the link to it, and the one that is to take its place.
		expect([code, err, modes]).toEqual([0, '', ['600', '600', '600']]);
		expect(readdirSync(folder).sort()).toEqual(['link.json', 'token.json']);
		const token = saved(join(folder, 'token.json'));
		expect(modeOf(link)).toBe('600');
		expect(await statusOf(old.access_token)).toBe(401);
		expect(await statusOf(token.access_token)).toBe(200);
		expect(server.oauth.store.refreshGrant(old.refresh_token)).toBeUndefined();
		expect(server.oauth.store.refreshGrant(token.refresh_token)).toBeDefined();
	});

	it('tells of a dead refresh token in the words of Cerb', async () => {
		const old = saveToken();
		server.oauth.revokeRefreshToken(old.refresh_token);
		const { code, err } = await start(['--renew']).ended;
		expect(code).toBe(1);
		expect(err).toMatch(
			/^Cerb says: "The refresh token is invalid\." \(HTTP 401\)\n.*Sign in again/,
		);
		expect([saved(), readdirSync(folder)]).toEqual([old, ['token.json']]);
	});

	it('takes what another process has saved meanwhile', async () => {
		saveToken();
		server.faults.add({ path: ENDPOINT, times: 1 }, effects.delay(700));
		const both = [start(['--renew']), start(['--renew'])];
		const codes = (await Promise.all(both.map(async ({ ended }) => await ended))).map(
			({ code }) => code,
		);
		expect(codes).toEqual([0, 0]);
		expect(
			tokenRequests()
				.map(({ status }) => status)
				.sort(),
		).toEqual([200, 401]);
		expect(await statusOf(saved().access_token)).toBe(200);
	});

	it.each([
		[
			'its place is taken',
			() => void (rmSync(file), mkdirSync(join(file, 'x'), { recursive: true })),
		],
		['its folder is gone', () => rmSync(join(folder, 'sub'), { recursive: true })],
	])('does not lose the new pair when %s', async (_what, spoil) => {
		mkdirSync(join(folder, 'sub'));
		file = join(folder, 'sub', 'token.json');
		saveToken();
		server.faults.add({ path: ENDPOINT }, effects.before(spoil));
		const { code, err } = await start(['--renew']).ended;
		expect([code, err]).toEqual([1, expect.stringContaining(`but ${file} cannot be written: E`)]);
		const kept = /kept in (\S+) \(readable by you only\)/.exec(err)?.[1] ?? '';
		expect([modeOf(kept), await statusOf(saved(kept).access_token)]).toEqual(['600', 200]);
	});

	it('saves the new pair although it is told to stop', async () => {
		saveToken();
		const program = start(['--renew']);
		server.faults.add(
			{ path: ENDPOINT },
			effects.before(() => void program.child.kill('SIGINT')),
			effects.delay(300),
		);
		const { code, err } = await program.ended;
		expect([code, err]).toEqual([0, expect.stringContaining('has to be saved first')]);
		expect(await statusOf(saved().access_token)).toBe(200);
	});

	it.each([
		[
			'a wrong secret',
			undefined,
			/^Cerb says: "Client authentication failed".*\nThe client secret/,
		],
		['an upgrade', effects.upgradePending(), /waiting for an upgrade/],
		[
			'no database',
			effects.databaseDown(),
			/is not working: "Error" \(HTTP 503\)[^]*unknown: --check/,
		],
		[
			'a cut connection',
			effects.reset(),
			/cannot be reached: (?:socket hang up|read ECONNRESET)\nWhether/,
		],
		['a page', effects.htmlPage(), /neither a token nor an error[^]*\nWhether/],
		['a warning of PHP', effects.phpWarning(), /neither a token nor an error[^]*\nWhether/],
		['half an answer', effects.truncatedJson(500), /neither a token nor an error[^]*\nWhether/],
	])('keeps the old file on %s', async (_what, fault, words) => {
		const old = saveToken();
		if (fault) server.faults.add({ path: ENDPOINT }, fault);
		const wrongSecret = fault ? [] : ['--client-secret', 'S3cret-but-wrong'];
		const { code, err } = await start(['--renew', ...wrongSecret]).ended;
		expect([code, err]).toEqual([1, expect.stringMatching(words)]);
		expect([saved(), readdirSync(folder)]).toEqual([old, ['token.json']]);
	});
});

describe('the command line', () => {
	it.each([
		[['--client-id', 'x'], '--url is missing'],
		[['--url', 'https://c.example'], '--client-id is missing'],
		[['--url', 'ftp://c.example', '--client-id', 'x'], '--url must be'],
		[['--url', 'https://me:S3cret@c.example', '--client-id', 'x'], '--url must be'],
		[['--url', 'c.example', '--client-id', 'x', '--timeout', '0'], '--timeout must be'],
		[['--url', 'c.example', '--client-id', 'x', '--callback', 'nowhere'], '--callback must be'],
		[['--url', 'c.example', '--client-id', 'x', '--scope', ' '], '--scope must name'],
		[
			['--url', 'c.example', '--client-id', 'x', '--client-secret', 'S3cret\u00e9'],
			'--client-secret holds',
		],
		[['--check', '--url', 'c.example'], '--url does not go with --check'],
		[['--check', '--renew'], '--check and --renew'],
		[['--chek'], "Unknown option '--chek'"],
		[['--check', 'S3cret'], 'Argument 2 belongs to no option'],
	])('refuses %j and shows the help', async (args, problem) => {
		const { code, out, err } = await start(args).ended;
		expect([code, out, err.split('\n')[0]]).toEqual([2, '', expect.stringContaining(problem)]);
		expect(err).toContain('Usage: npm run token');
	});

	it('explains itself', async () => {
		const { code, out } = await start(['--help']).ended;
		expect([code, out.split('\n')[2]]).toEqual([
			0,
			'Usage: npm run token -- --url URL --client-id ID [options]',
		]);
	});

	it('wants a client secret where nobody can be asked', async () => {
		const { code, err } = await (await signIn([], { CERB_CLIENT_SECRET: '' })).ended;
		expect([code, err]).toEqual([1, expect.stringContaining('set CERB_CLIENT_SECRET')]);
	});

	it.each([
		['takes it on Enter', `${SECRET}\r`, SECRET],
		['stops at Ctrl-C', `${SECRET}\u0003`, undefined],
	])('asks for the client secret unseen: %s', async (_what, keys, expected) => {
		const echo = jest.fn();
		for (const stream of [process.stdout, process.stderr]) {
			jest.spyOn(stream, 'write').mockImplementation(echo);
		}
		let isRaw = false;
		const setRawMode = (value: boolean) => {
			isRaw = value;
		};
		const input = Object.assign(new PassThrough(), { setRawMode });
		const asked: Array<[question: string, unechoed: boolean]> = [];
		const hear = (text: string) => asked.push([text, isRaw]);
		const terminal = new Terminal({ input, isInteractive: true, out: hear, err: hear });
		const typed = clientSecret(undefined, terminal).catch(({ message }: Error) => message);
		input.write(keys);
		expect(await typed).toBe(expected ?? 'Cancelled.');
		jest.restoreAllMocks();
		expect(echo).not.toHaveBeenCalled();
		expect(asked).toEqual([[expect.stringContaining('Client secret of the OAuth app'), true]]);
		expect(isRaw).toBe(false);
	});

	it('hides a secret it was told of', () => {
		const hear = jest.fn();
		const terminal = new Terminal({
			input: new PassThrough(),
			isInteractive: false,
			out: hear,
			err: hear,
		});
		terminal.hide(SECRET);
		terminal.say(`It is ${SECRET}`);
		terminal.warn(encodeURIComponent(SECRET));
		expect(hear.mock.calls).toEqual([['It is ***\n'], ['***\n']]);
	});
});
