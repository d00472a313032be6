/* eslint-disable @n8n/community-nodes/no-restricted-imports -- opens a server in Node's own test process */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { effects } from '../cerb-server';
import type { CredentialRef } from './host/engine';
import { getMe, request, search } from './operations';
import { useBed } from './support';

/*
 * No credential goes to another host: a second server stands where redirects and addresses lead,
 * and nobody may ever call there.
 */

const bed = useBed();

let trap: Server;
let trapUrl: string;
let trapped: string[];

beforeAll(async () => {
	trap = createServer((message, response) => {
		trapped.push(`${message.method} ${message.url} ${JSON.stringify(message.headers)}`);
		message.resume();
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end('{"__status":"success"}');
	});
	await new Promise<void>((resolve) => void trap.listen(0, '127.0.0.1', resolve));
	trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
	const key = { workerId: 1, allowedPaths: ['*'] };
	bed.cerb.oauth.apiKeys.push({ ...key, accessKey: 'trapped', secretKey: 'a secret to trap' });
});
beforeEach(() => {
	trapped = [];
});
afterEach(() => expect(trapped).toEqual([]));
afterAll(async () => {
	trap.closeAllConnections();
	await new Promise((resolve) => trap.close(resolve));
});

const WAYS: Record<string, (expiresIn?: number) => CredentialRef> = {
	oAuth2: (expiresIn) => bed.connect({ expiresIn }),
	token: (expiresIn) => {
		const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn });
		return bed.engine.addCredential('cerbTokenApi', 'Token', {
			baseUrl: bed.cerb.url,
			accessToken: pair.accessToken,
			refreshToken: pair.refreshToken,
			clientId: 'n8n-client',
			clientSecret: 'n8n-secret',
		});
	},
	signature: () =>
		bed.engine.addCredential('cerbSignatureApi', 'Key', {
			baseUrl: bed.cerb.url,
			accessKey: 'trapped',
			secretKey: 'a secret to trap',
		}),
};
/** These tests are about where requests go, not about what another try would bring. */
const once = { requestOptions: { retries: { settings: { maxTries: 1 } } } };
const STATUSES = [301, 302, 303, 307, 308];
const combined = <A, B>(ways: A[], others: B[]) =>
	ways.flatMap((way) => others.map((other) => [way, other] as const));

/** Parameters of a Generic Request by a method. */
const by = (method: string) => ({
	...request('some/where', {
		method,
		...(method === 'GET' ? {} : { bodyType: 'json', jsonBody: '{"a":"b"}' }),
	}),
});

const redirect = (status: number, location: string) =>
	bed.cerb.faults.add({ times: Infinity }, effects.answer(status, '', { location }));

test('the trap would notice', async () => {
	await fetch(`${trapUrl}/x`, { headers: { authorization: 'none' } });
	expect(trapped).toEqual([expect.stringMatching(/^GET \/x .*"authorization":"none"/)]);
	trapped = [];
});

describe.each(combined(Object.keys(WAYS), STATUSES))('signed in by %s, HTTP %i', (way, status) => {
	it.each(['GET', 'POST', 'PUT', 'DELETE'])('of %s is told and not followed', async (method) => {
		const credential = WAYS[way]();
		for (const location of [
			`${trapUrl}/rest/workers/me.json`,
			`${trapUrl.replace('http:', '')}/rest/workers/me.json`,
			`${trapUrl.replace('127.0.0.1', 'localhost')}/`,
		]) {
			bed.cerb.faults.clear();
			bed.cerb.requests.length = 0;
			redirect(status, location);
			const { error } = await bed.run({
				parameters: { ...by(method), authentication: way },
				credentials: [credential],
			});
			expect(error).toMatchObject({ message: expect.stringMatching(/redirect to/) });
			const calls = bed.cerb.requests.filter(({ path }) => path === '/rest/some/where.json');
			expect(calls.map((call) => call.method)).toEqual([method]);
		}
	});

	it('is not followed by an operation, the editor or the test of the credential', async () => {
		const credential = WAYS[way]();
		redirect(status, `${trapUrl}/rest/workers/me.json`);
		const credentials = [credential];
		for (const parameters of [getMe, search('task', 'id:1')]) {
			const { error } = await bed.run({
				parameters: { ...parameters, authentication: way },
				credentials,
			});
			expect(error).toMatchObject({ message: expect.stringMatching(/redirect to/) });
		}
		const asked = { parameters: { ...search('task'), authentication: way }, credentials };
		const list = bed.engine.listSearch('cerb', 'searchRecordTypes', asked);
		await expect(list).rejects.toThrow(/redirect to/);
		expect(await bed.engine.testCredential(credential)).toMatchObject({ status: 'Error' });
	});
});

describe.each(STATUSES)('the renewal of a token, answered with HTTP %i', (status) => {
	const renew = async (way: string) => {
		bed.cerb.faults.add(
			{ path: '/oauth/access_token', times: Infinity },
			effects.answer(status, '', { location: `${trapUrl}/oauth/access_token` }),
		);
		const { error } = await bed.run({
			parameters: { ...getMe, ...once, authentication: way },
			credentials: [WAYS[way](-1)],
		});
		return error?.message;
	};

	it('does not send the refresh token and the client secret on: token', async () => {
		expect(await renew('token')).toBe('Cerb could not renew the access token');
	});

	// Not ours to prevent: n8n renews OAuth2 tokens by itself. Known here, so that a change is seen.
	it('is followed by n8n itself for OAuth2, with the form where HTTP says so', async () => {
		expect(await renew('oAuth2')).toBeDefined();
		const method = status === 307 || status === 308 ? 'POST' : 'GET';
		expect(trapped).toEqual([expect.stringMatching(`^${method} /oauth/access_token `)]);
		expect(trapped[0]).not.toMatch(/authorization|Bearer/i);
		trapped = [];
	});
});

describe('the path of a Generic Request', () => {
	const PATHS: Array<(trapHost: string, cerbUrl: string) => string> = [
		(host) => `http://${host}/rest/workers/me.json`,
		(host) => `HTTP://${host}/rest/workers/me.json`,
		(host) => `https://${host}/rest/workers/me.json`,
		(host) => `//${host}/rest/workers/me.json`,
		(host) => `\\\\${host}\\rest\\workers\\me.json`,
		(host) => `/\\${host}/rest/workers/me.json`,
		(host) => `http:/${host}/rest/workers/me.json`,
		(host) => `http:${host}/rest/workers/me.json`,
		(host) => `\thttp://${host}/rest/workers/me.json`,
		(host) => `ht\ntp://${host}/rest/workers/me.json`,
		(host) => `@${host}/rest/workers/me.json`,
		(host) => `../../@${host}/`,
		(host) => `..%2f..%2f@${host}/`,
		(host) => `%2f%2f${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}@${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}.${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}:x@${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}\\@${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}//${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}#@${host}/rest/workers/me.json`,
		(host, cerb) => `${cerb}?@${host}/rest/workers/me.json`,
		(host, cerb) => `http://${host}/?${cerb}/rest/workers/me.json`,
		(host, cerb) => `http://${host}#${cerb}/rest/workers/me.json`,
		(host) => `x\r\nHost: ${host}\r\n\r\n`,
	];

	it.each(
		combined(
			Object.keys(WAYS),
			PATHS.map((make, index) => [index, make] as const),
		),
	)('does not lead away: %s, %j', async (way, [, make]) => {
		const credential = WAYS[way]();
		for (const method of ['GET', 'POST']) {
			const path = make(new URL(trapUrl).host, bed.cerb.url);
			await bed.run({
				parameters: { ...by(method), path, authentication: way },
				credentials: [credential],
			});
		}
		const elsewhere = bed.cerb.requests.filter((call) => !call.path.startsWith('/rest/'));
		expect(elsewhere).toEqual([]);
	});
});
