/* eslint-disable @n8n/community-nodes/no-restricted-imports -- inspects errors in Node's own test process */
import { inspect } from 'node:util';

import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { forgetRenewed } from '../../../nodes/Cerb/cerb/renewed-pairs';
import { readThrown } from '../../../nodes/Cerb/cerb/thrown';
import { openSession, SessionError, TOKEN_IS_OVER } from '../../../nodes/Cerb/cerb/token-renewal';

const CREDENTIALS: ICredentialDataDecryptedObject = {
	baseUrl: 'https://cerb.example.com/',
	accessToken: 'old-access',
	refreshToken: 'old-refresh',
	clientId: 'client & id',
	clientSecret: "it's (secret)",
	sessionToken: 'in use',
	ignoreSSLIssues: false,
};
const PAIR = { token_type: 'Bearer', access_token: 'new-access', refresh_token: 'new-refresh' };

interface Script {
	/** Status of Get Me by bearer token; 401 for all that are not named. */
	tokens?: Record<string, number>;
	/** Answer of the token endpoint. */
	renewal?: { statusCode: number; body: unknown };
}

/** n8n's helper over a Cerb that answers as told. */
function helper({
	tokens = {},
	renewal = { statusCode: 200, body: JSON.stringify(PAIR) },
}: Script) {
	const sent: IHttpRequestOptions[] = [];
	const httpRequest = async (request: IHttpRequestOptions) => {
		sent.push(request);
		if (request.method === 'POST') return renewal;
		const token = String(request.headers?.Authorization).replace(/^Bearer /, '');
		return { statusCode: tokens[token] ?? 401, body: '{"__status":"error"}' };
	};
	return { helper: { helpers: { httpRequest } } as unknown as IHttpRequestHelper, sent };
}

async function open(script: Script, changes: ICredentialDataDecryptedObject = {}) {
	const { helper: own, sent } = helper(script);
	const [outcome] = await Promise.allSettled([openSession(own, { ...CREDENTIALS, ...changes })]);
	return {
		sent,
		session: outcome.status === 'fulfilled' ? outcome.value : undefined,
		error: outcome.status === 'rejected' ? String((outcome.reason as Error).message) : undefined,
	};
}

beforeEach(forgetRenewed);

/** What every request must have so that answers of all kinds can be judged here. */
const JUDGED = {
	encoding: 'text',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
};

/** n8n stores nothing then. */
const KEPT = {};

describe('a token that is good', () => {
	test('is tried once and kept', async () => {
		const { session, sent } = await open({ tokens: { 'old-access': 200 } });
		expect(session).toEqual(KEPT);
		expect(sent).toEqual([
			{
				...JUDGED,
				url: 'https://cerb.example.com/rest/workers/me.json',
				headers: { Authorization: 'Bearer old-access' },
				skipSslCertificateValidation: false,
			},
		]);
	});

	test('is the one that was entered, whatever the session was', async () => {
		const changes = { accessToken: 'fresh', sessionToken: 'stale', refreshToken: '' };
		const { session, sent } = await open({ tokens: { fresh: 200 } }, changes);
		expect(session).toEqual(KEPT);
		expect(sent.map(({ headers }) => headers)).toEqual([{ Authorization: 'Bearer fresh' }]);
	});

	// What is no 401 tells nothing against the token: nothing is burnt for it.
	test.each([200, 302, 403, 404, 429, 500, 503])('also where Cerb answers %i', async (status) => {
		const { session, sent } = await open({ tokens: { 'old-access': status } });
		expect(session).toEqual(KEPT);
		expect(sent).toHaveLength(1);
	});
});

describe('a token that is over', () => {
	test('is renewed, and the whole pair given back to be stored', async () => {
		const { session, sent } = await open({});
		expect(session).toEqual({
			sessionToken: 'in use',
			accessToken: 'new-access',
			refreshToken: 'new-refresh',
		});
		expect(sent).toHaveLength(2);
		expect(sent[1]).toEqual({
			...JUDGED,
			method: 'POST',
			url: 'https://cerb.example.com/oauth/access_token',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
			body: expect.any(String),
			skipSslCertificateValidation: false,
		});
		expect([...new URLSearchParams(String(sent[1].body))]).toEqual([
			['grant_type', 'refresh_token'],
			['client_id', 'client & id'],
			['client_secret', "it's (secret)"],
			['refresh_token', 'old-refresh'],
		]);
	});

	test('is renewed once even if the new one should fail: a refresh token is good for one use', async () => {
		const { sent } = await open({ tokens: { 'new-access': 401 } });
		expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	test.each(['', undefined])(
		'cannot be renewed with the refresh token %j',
		async (refreshToken) => {
			const { error, sent } = await open({}, { refreshToken } as ICredentialDataDecryptedObject);
			expect(error).toBe(TOKEN_IS_OVER);
			expect(sent).toHaveLength(1);
		},
	);

	test('which cannot be renewed is told with a way out', () => {
		// n8n wraps what a credential throws.
		for (const error of [
			new TypeError(TOKEN_IS_OVER),
			new TypeError('wrapped', { cause: new TypeError(TOKEN_IS_OVER) }),
		]) {
			expect(readThrown(error, 'cerb.example.com')).toMatchObject({
				failure: {
					message: TOKEN_IS_OVER,
					hint: expect.stringMatching(/token/i),
					reached: 'no',
					cause: 'credential-invalid',
				},
			});
		}
	});

	test.each([
		[
			'a refusal in unknown words',
			new SessionError('The requested scope is invalid'),
			/^Cerb could not renew the access token$/,
			{ isTransient: true, cause: 'temporarily-unavailable' },
		],
		[
			'a refusal in known words',
			new SessionError('Client authentication failed'),
			/^Client authentication failed$/,
			{ cause: 'credential-invalid' },
		],
		[
			'a connection that broke',
			new SessionError('socket hang up', 'ECONNRESET'),
			/^Could not reach Cerb at cerb\.example\.com$/,
			{ isTransient: true, code: 'ECONNRESET' },
		],
	])('by %s never reached the call itself', (_what, error, message, more) => {
		for (const thrown of [error, new TypeError('wrapped', { cause: error })]) {
			expect(readThrown(thrown, 'cerb.example.com')).toEqual({
				failure: expect.objectContaining({
					...more,
					message: expect.stringMatching(message),
					reached: 'no',
				}),
			});
		}
	});

	test('without client ID and secret they are sent empty, and Cerb tells', async () => {
		const { error, sent } = await open(
			{ renewal: { statusCode: 401, body: 'Client authentication failed' } },
			{ clientId: undefined, clientSecret: undefined } as unknown as ICredentialDataDecryptedObject,
		);
		const body = new URLSearchParams(String(sent[1].body));
		expect([body.get('client_id'), body.get('client_secret')]).toEqual(['', '']);
		expect(error).toBe('Client authentication failed');
	});
});

describe('a renewal that fails', () => {
	test.each<readonly [number, unknown, string]>([
		[401, 'The refresh token is invalid.', 'The refresh token is invalid.'],
		[401, ' Client authentication failed\n', 'Client authentication failed'],
		[200, 'Token has been revoked', 'Token has been revoked'],
		// Anything else might hold a token.
		...['', null, 'null', '[]', '"x"', 'x'.repeat(5000), '{"error":"invalid_grant"}'].map(
			(body) => [500, body, 'Cerb did not renew the access token'] as const,
		),
		[200, '<html>new-access</html>', 'Cerb did not renew the access token'],
	])('%i, answer %#, is told', async (statusCode, body, message) => {
		const { error, session } = await open({ renewal: { statusCode, body } });
		expect(session).toBeUndefined();
		expect(error).toBe(message);
	});

	test.each([
		['no access token', { refresh_token: 'new-refresh' }],
		['no text for an access token', { access_token: 5, refresh_token: 'new-refresh' }],
	])('with %s is no session, and no token stands in the message', async (_what, pair) => {
		const renewal = { statusCode: 200, body: JSON.stringify(pair) };
		const { error, session } = await open({ renewal });
		expect(session).toBeUndefined();
		expect(error).toBe('Cerb did not renew the access token');
	});

	test('an empty access token is no session', async () => {
		const body = JSON.stringify({ ...PAIR, access_token: '' });
		expect((await open({ renewal: { statusCode: 200, body } })).session).toBeUndefined();
	});

	test('without a new refresh token the new access token is not lost', async () => {
		const body = JSON.stringify({ access_token: 'new-access' });
		expect((await open({ renewal: { statusCode: 200, body } })).session).toMatchObject({
			accessToken: 'new-access',
			refreshToken: 'old-refresh',
		});
	});
});

describe('a pair that was renewed already and comes back, as from an editor that is still open', () => {
	const burnt = { statusCode: 401, body: 'The refresh token is invalid.' };

	test('gives the pair that it was renewed to', async () => {
		await open({});
		const { session, sent } = await open({ tokens: { 'new-access': 200 }, renewal: burnt });
		expect(session).toMatchObject({ accessToken: 'new-access', refreshToken: 'new-refresh' });
		expect(sent.map(({ headers }) => headers?.Authorization)).toEqual([
			'Bearer old-access',
			undefined,
			'Bearer new-access',
		]);
	});

	test('gives the newest where that is over, too', async () => {
		await open({});
		const third = { access_token: 'third-access', refresh_token: 'third-refresh' };
		const renewed = { accessToken: 'new-access', refreshToken: 'new-refresh' };
		await open({ renewal: { statusCode: 200, body: JSON.stringify(third) } }, renewed);
		const { session } = await open({ tokens: { 'third-access': 200 }, renewal: burnt });
		expect(session).toMatchObject({ accessToken: 'third-access', refreshToken: 'third-refresh' });
	});

	test('is no pair to try for ever where its refresh token stayed the same', async () => {
		const renewal = { statusCode: 200, body: JSON.stringify({ access_token: 'new-access' }) };
		await open({ renewal });
		const { error, sent } = await open({ renewal: burnt });
		expect(error).toBe('The refresh token is invalid.');
		expect(sent).toHaveLength(4);
	});

	test.each([
		['address', { baseUrl: 'https://other.example.com' }],
		['client', { clientId: 'other' }],
		['secret', { clientSecret: 'other' }],
		['refresh token', { refreshToken: 'other' }],
	])('is given to nobody with another %s', async (_what, changes) => {
		await open({});
		const { session, error } = await open({ renewal: burnt }, changes);
		expect(session).toBeUndefined();
		expect(error).toBe('The refresh token is invalid.');
	});
});

test('a Cerb that does not answer is an error of its own, without the request', async () => {
	const problem = Object.assign(new TypeError('connect ECONNREFUSED'), {
		code: 'ECONNREFUSED',
		config: { headers: { Authorization: 'Bearer old-access' } },
	});
	const httpRequest = async () => await Promise.reject(problem);
	const own = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
	const [outcome] = await Promise.allSettled([openSession(own, CREDENTIALS)]);
	const { reason } = outcome as PromiseRejectedResult;
	expect(reason).toMatchObject({ message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' });
	expect(inspect(reason, { depth: 9, showHidden: true })).not.toContain('old-access');
});

test('a secret that Cerb sends back is not told', async () => {
	const body = `No client knows the secret ${String(CREDENTIALS.refreshToken)}`;
	const { error } = await open({ renewal: { statusCode: 401, body } });
	expect(error).toBe('No client knows the secret ***');
});

test.each([
	['cerb.example.com', 'https://cerb.example.com'],
	['http://cerb.example.com/cerb/rest/workers/me.json', 'http://cerb.example.com/cerb'],
])('the address %s, as it may be pasted', async (baseUrl, address) => {
	const { sent } = await open({}, { baseUrl });
	expect(sent.map(({ url }) => url)).toEqual([
		`${address}/rest/workers/me.json`,
		`${address}/oauth/access_token`,
	]);
});

test('certificates are ignored where the credential says so, for both requests', async () => {
	const { sent } = await open({}, { ignoreSSLIssues: true });
	expect(sent.map((request) => request.skipSslCertificateValidation)).toEqual([true, true]);
});
