import { startCerbServer, type CerbServer } from './index';
import { DEFAULT_APP } from './oauth';
import { readJwt } from './oauth/jwt';
import { httpCall } from './support/http-call';
import { authorizeUrl, CLIENT_FIELDS, consentedCode, postToken } from './support/oauth-client';

const REQUEST_400 =
	'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.';
const DENIED = 'The resource owner or authorization server denied the request.';

let server: CerbServer;

beforeEach(async () => {
	server = await startCerbServer();
});
afterEach(async () => await server.stop());

const client = CLIENT_FIELDS;
const codeFrom = async (url?: string) => await consentedCode(server, url);
const token = async (fields: Record<string, string>, headers?: Record<string, string>) =>
	await postToken(server, fields, headers);
const redeem = async (code: string, more: Record<string, string> = {}) =>
	await token({
		grant_type: 'authorization_code',
		redirect_uri: DEFAULT_APP.callbackUrl,
		code,
		...client,
		...more,
	});
const refresh = async (refreshToken: string, more: Record<string, string> = {}) =>
	await token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...client, ...more });

type Pair = { access_token: string; refresh_token: string };
const pairOf = (answer: { body: string }) => JSON.parse(answer.body) as Pair;

const me = async (authorization?: string) =>
	await httpCall(`${server.url}/rest/workers/me.json`, {
		headers: authorization === undefined ? {} : { authorization },
	});

describe('/oauth/access_token', () => {
	it('gives a pair for a code, once', async () => {
		const code = await codeFrom();
		expect((await redeem(code, { client_secret: 'wrong' })).status).toBe(401);
		const answer = await redeem(code);
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toBe('application/json; charset=UTF-8');
		expect(answer.headers['cache-control']).toBe('no-store');
		const pair = pairOf(answer);
		expect(pair).toEqual({
			token_type: 'Bearer',
			expires_in: 3600,
			access_token: expect.any(String) as string,
			refresh_token: expect.stringMatching(/^def50200[0-9a-f]{700,}$/) as string,
		});
		expect(readJwt(pair.access_token)).toMatchObject({
			aud: 'n8n-client',
			sub: '1',
			scopes: ['api'],
		});
		expect((await me(`Bearer ${pair.access_token}`)).status).toBe(200);
		const again = await redeem(code);
		expect([again.status, again.body]).toEqual([400, REQUEST_400]);
	});

	it('takes Basic authentication, and multipart, but not JSON', async () => {
		const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
		const fields = {
			grant_type: 'authorization_code',
			redirect_uri: DEFAULT_APP.callbackUrl,
			code: await codeFrom(),
		};
		const headers = { authorization: `Basic ${basic}` };
		const asJson = await httpCall(`${server.url}/oauth/access_token`, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: JSON.stringify(fields),
		});
		expect([asJson.status, asJson.body]).toEqual([
			400,
			'The authorization grant type is not supported by the authorization server.',
		]);
		expect((await token(fields, headers)).status).toBe(200);
	});

	it('wants the redirect_uri of the authorize request, and none when there was none', async () => {
		const without = await codeFrom(authorizeUrl({ redirect_uri: undefined }));
		expect((await redeem(without)).body).toBe(REQUEST_400);
		const bare = { grant_type: 'authorization_code', ...client };
		expect((await token({ ...bare, code: without })).status).toBe(200);
		const code = await codeFrom();
		expect((await token({ ...bare, code })).body).toBe(REQUEST_400);
	});

	it('checks PKCE', async () => {
		const verifier = 'v'.repeat(64);
		const plain = authorizeUrl({ code_challenge: verifier });
		const code = await codeFrom(plain);
		expect((await redeem(code)).body).toBe(REQUEST_400);
		expect((await redeem(code, { code_verifier: 'short' })).body).toBe(REQUEST_400);
		const wrong = await redeem(code, { code_verifier: 'w'.repeat(64) });
		expect(wrong.status).toBe(400);
		expect(wrong.body).toMatch(/^The provided authorization grant/);
		expect((await redeem(code, { code_verifier: verifier })).status).toBe(200);
		const unasked = await redeem(await codeFrom(), { code_verifier: verifier });
		expect(unasked.body).toBe(REQUEST_400);
	});

	it('lets codes live ten minutes', async () => {
		const code = await codeFrom();
		const now = server.state.now();
		server.state.setNow(now + 601);
		expect((await redeem(code)).body).toBe(REQUEST_400);
	});

	it('rotates: the old refresh token and the old access token die at once', async () => {
		const old = server.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		const fresh = pairOf(await refresh(old.refreshToken));
		expect((await me(`Bearer ${old.accessToken}`)).status).toBe(401);
		const replayed = await refresh(old.refreshToken);
		expect([replayed.status, replayed.headers['content-type'], replayed.body]).toEqual([
			401,
			'text/html; charset=UTF-8',
			'The refresh token is invalid.',
		]);
		expect((await me(`Bearer ${fresh.access_token}`)).status).toBe(200);
	});

	it('narrows scopes on refresh but never widens them', async () => {
		const { refreshToken } = server.oauth.issueToken({ workerId: 1, scopes: ['api', 'profile'] });
		const wider = await refresh(refreshToken, { scope: 'api search' });
		expect([wider.status, wider.body]).toEqual([
			400,
			'The requested scope is invalid, unknown, or malformed',
		]);
		const narrow = pairOf(await refresh(refreshToken, { scope: 'profile' }));
		expect(readJwt(narrow.access_token)?.scopes).toEqual(['profile']);
	});

	it('refuses what is missing, foreign, revoked or of a deleted app', async () => {
		const { refreshToken } = server.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		expect((await token({ grant_type: 'refresh_token', ...client })).body).toBe(REQUEST_400);
		expect((await token({ grant_type: 'refresh_token' })).body).toBe(REQUEST_400);
		server.oauth.registerApp({ clientId: 'other', clientSecret: 's' });
		const foreign = await refresh(refreshToken, { client_id: 'other', client_secret: 's' });
		expect(foreign.status).toBe(401);
		server.oauth.revokeRefreshToken(refreshToken);
		expect((await refresh(refreshToken)).body).toBe('The refresh token is invalid.');
		server.oauth.removeApp(DEFAULT_APP.clientId);
		expect((await refresh(refreshToken)).body).toBe('Client authentication failed');
	});
});

describe('bearer tokens', () => {
	const message = (answer: { body: string }) =>
		(JSON.parse(answer.body) as { message: string }).message;

	it('wants a header', async () => {
		const answer = await me();
		expect([answer.status, answer.body]).toEqual([
			401,
			'{"__status":"error","message":"Unauthorized request"}',
		]);
	});

	it('gives one answer to all that is wrong with a token', async () => {
		const { accessToken } = server.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		const over = server.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn: -1 });
		const gone = server.oauth.issueToken({ workerId: 4711, scopes: ['api'] });
		for (const header of [
			'',
			'Bearer ',
			'Bearer x.y.z',
			`bearer ${accessToken}`,
			`Bearer ${accessToken.slice(0, -6)}AAAAAA`,
			`Bearer ${over.accessToken}`,
			`Bearer ${gone.accessToken}`,
			'Basic YTpi',
		]) {
			const answer = await me(header);
			// An empty header counts as none.
			const expected = header === '' ? 'Unauthorized request' : DENIED;
			expect([header, answer.status, message(answer)]).toEqual([header, 401, expected]);
		}
		expect((await me(accessToken)).status).toBe(200);
		server.state.update('worker', 1, { is_disabled: 1 });
		expect((await me(`Bearer ${accessToken}`)).status).toBe(200);
		server.oauth.expireAccessToken(accessToken);
		expect((await me(`Bearer ${accessToken}`)).status).toBe(401);
	});

	it('can be let be over all at once; those made later are good', async () => {
		const issue = () => server.oauth.issueToken({ workerId: 1, scopes: ['api'] }).accessToken;
		const before = [issue(), issue()];
		server.oauth.expireAllAccessTokens();
		const statuses = await Promise.all(
			[...before, issue()].map(async (token) => (await me(`Bearer ${token}`)).status),
		);
		expect(statuses).toEqual([401, 401, 200]);
	});

	it('refuses a missing scope with status 200, by the scopes of the app as it is now', async () => {
		const refusal = 'Your token does not have permission to use this endpoint.';
		const { accessToken } = server.oauth.issueToken({ workerId: 1, scopes: ['profile'] });
		const ask = async (method: string, path: string) => {
			const headers = { authorization: `Bearer ${accessToken}` };
			const answer = await httpCall(server.url + path, { method, headers });
			return [answer.status, message(answer) === refusal];
		};
		expect(await ask('GET', '/rest/workers/me.json')).toEqual([200, false]);
		expect(await ask('PUT', '/rest/workers/me.json')).toEqual([200, true]);
		expect(await ask('GET', '/rest/records/task/search.json')).toEqual([200, true]);
		const scopes = { profile: { label: '', endpoints: ['records/*/SEARCH'] } };
		server.oauth.registerApp({ ...DEFAULT_APP, scopes });
		expect(await ask('GET', '/rest/workers/me.json')).toEqual([200, true]);
		expect(await ask('GET', '/rest/records/task/search.json')).toEqual([200, false]);
	});
});
