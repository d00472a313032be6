import { startCerbServer, type CerbServer } from './index';
import { DEFAULT_APP } from './oauth';
import { Browser } from './support/browser';
import { httpCall } from './support/http-call';
import { adminOf, authorizeUrl } from './support/oauth-client';

const REQUEST_400 =
	'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.';
const DENIED = 'The resource owner or authorization server denied the request.';

let server: CerbServer;
let visitor: { email: string; password: string };

beforeEach(async () => {
	server = await startCerbServer();
	visitor = adminOf(server);
});
afterEach(async () => await server.stop());

describe('login and consent', () => {
	it('leads from authorize over login and consent back to the client, and asks every time', async () => {
		const browser = new Browser(server.url);
		const steps = [];
		for (const step of [
			'authorize-anonymous',
			'login-page',
			'login-post',
			'login-authenticated',
			'consent-page',
			'consent-post',
		] as const) {
			const { status, headers } = await browser.take(step, authorizeUrl(), visitor);
			steps.push(`${status} ${headers.location ?? ''}`.replace(server.url, ''));
		}
		expect(steps).toEqual([
			'302 /login',
			'200 ',
			'302 /login/authenticated',
			'302 /login/consent',
			'200 ',
			`302 ${authorizeUrl()}`,
		]);
		const last = await browser.take('authorize-final', authorizeUrl(), visitor);
		expect(last.headers.location).toMatch(
			/^http:\/\/127\.0\.0\.1:5678\/rest\/oauth2-credential\/callback\?code=def50200[0-9a-f]{700,}&state=a\+b%3D$/,
		);
		const again = await browser.take('authorize-final', authorizeUrl(), visitor);
		expect(again.headers.location).toBe(`${server.url}/login`);
	});

	it('shows the labels of the scopes', async () => {
		const browser = new Browser(server.url);
		const url = authorizeUrl({ scope: 'profile api' });
		await browser.goTo('consent-page', url, visitor);
		const { body } = await browser.take('consent-page', url, visitor);
		expect(body).toContain('<li>Access your profile information</li>');
		expect(body).toContain('<li>Make any API request on your behalf</li>');
	});

	it('never tells the client of a refusal', async () => {
		const answer = await new Browser(server.url).consent(authorizeUrl(), {
			...visitor,
			accept: false,
		});
		expect([answer.status, answer.body, answer.headers.location]).toEqual([401, DENIED, undefined]);
	});

	it('breaks off at the consent page when no scope was asked for', async () => {
		const browser = new Browser(server.url);
		const url = authorizeUrl({ scope: undefined });
		await browser.goTo('consent-page', url, visitor);
		const answer = await browser.take('consent-page', url, visitor);
		expect(answer.status).toBe(500);
		expect(answer.body).toContain('Invalid OAuth client.');
	});

	it('refuses a wrong password, a disabled worker, and everybody after five failures', async () => {
		const browser = new Browser(server.url);
		await browser.goTo('login-post', authorizeUrl(), visitor);
		const attempt = async (password: string) =>
			(await browser.take('login-post', '', { ...visitor, password })).headers.location;
		for (let i = 0; i < 5; i++) {
			expect(await attempt('wrong')).toBe(`${server.url}/login?error=auth.failed`);
		}
		expect(await attempt(visitor.password)).toBe(`${server.url}/login?error=account.locked`);
		server.state.update('worker', 1, { is_disabled: 1 });
		expect(await attempt(visitor.password)).toBe(`${server.url}/login?error=account.disabled`);
	});

	it('refuses a form from elsewhere or without the token', async () => {
		const post = async (headers: Record<string, string>) =>
			await httpCall(`${server.url}/login/authenticate`, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
				body: `_csrf_token=x&email=${visitor.email}&password=${visitor.password}`,
			});
		const foreign: Array<Record<string, string>> = [
			{},
			{ origin: 'http://evil.example' },
			{ referer: 'http://evil.example/' },
		];
		for (const headers of foreign) {
			const answer = await post(headers);
			expect([answer.status, answer.body]).toEqual([403, 'Access denied']);
		}
		expect((await post({ origin: server.url })).status).toBe(401);
	});
});

describe('/oauth/authorize', () => {
	it.each<[string, Record<string, string | undefined>, number, string]>([
		['no response_type', { response_type: undefined }, 400, 'grant type is not supported'],
		['response_type token', { response_type: 'token' }, 400, 'grant type is not supported'],
		['no client_id', { client_id: undefined }, 400, 'grant type is not supported'],
		['an unknown client', { client_id: 'nobody' }, 401, 'Client authentication failed'],
		[
			'a foreign redirect_uri',
			{ redirect_uri: 'http://evil.example/' },
			401,
			'Client authentication failed',
		],
		[
			'a longer redirect_uri',
			{ redirect_uri: `${DEFAULT_APP.callbackUrl}?x` },
			401,
			'Client authentication failed',
		],
		['a short challenge', { code_challenge: 'short' }, 400, REQUEST_400],
		[
			'an unknown challenge method',
			{ code_challenge: 'a'.repeat(43), code_challenge_method: 'md5' },
			400,
			REQUEST_400,
		],
	])('answers %s with a plain sentence', async (_, changes, status, sentence) => {
		const answer = await httpCall(server.url + authorizeUrl(changes));
		expect([answer.status, answer.headers['content-type'], answer.headers.location]).toEqual([
			status,
			'text/html; charset=UTF-8',
			undefined,
		]);
		expect(answer.body).toContain(sentence);
	});

	it('takes any port of a loopback IP, but only the registered one of localhost', async () => {
		const other = DEFAULT_APP.callbackUrl.replace('5678', '9999');
		expect((await httpCall(server.url + authorizeUrl({ redirect_uri: other }))).status).toBe(302);
		const app = { clientId: 'local', clientSecret: 's', callbackUrl: 'http://localhost:5678/cb' };
		server.oauth.registerApp(app);
		const redirect_uri = 'http://localhost:9999/cb';
		const url = authorizeUrl({ client_id: 'local', redirect_uri });
		expect((await httpCall(server.url + url)).status).toBe(401);
	});

	it('knows no other action', async () => {
		const answer = await httpCall(`${server.url}/oauth/nonsense`);
		expect([answer.status, answer.body]).toEqual([403, 'Access denied.']);
	});
});
