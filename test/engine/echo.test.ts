import { effects, type FaultEffect } from '../cerb-server';
import type { HttpAnswer } from '../cerb-server/http/answer';
import type { HttpRequest } from '../cerb-server/http/request';
import type { CredentialRef } from './host/engine';
import { fields, getMe, record, request, search } from './operations';
import { watch } from '../leaks/watch';
import { useBed } from './support';

/*
 * Servers that send back what they were sent, headers and all, in every place that is quoted. That
 * nothing of it shows is checked behind every test of this tier (test/leaks); here it is provoked.
 */

const bed = useBed();

beforeAll(() => {
	const key = { workerId: 1, allowedPaths: ['*'] };
	bed.cerb.oauth.apiKeys.push({
		...key,
		accessKey: 'echo',
		secretKey: 'the secret key of an echo',
	});
});

const WAYS: Array<[way: string, connect: () => CredentialRef]> = [
	['oAuth2', () => bed.connect()],
	[
		'token',
		() => {
			const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'] });
			return bed.engine.addCredential('cerbTokenApi', 'Token', {
				baseUrl: bed.cerb.url,
				accessToken: pair.accessToken,
				refreshToken: pair.refreshToken,
			});
		},
	],
	[
		'signature',
		() =>
			bed.engine.addCredential('cerbSignatureApi', 'Key', {
				baseUrl: bed.cerb.url,
				accessKey: 'echo',
				secretKey: 'the secret key of an echo',
			}),
	],
];

/** What signed the request in. */
const sent = ({ headers }: HttpRequest) => headers.authorization ?? headers['cerb-auth'] ?? '';

type Echo = (secret: string) => [status: number, body: string, headers?: HttpAnswer['headers']];
const json = { 'content-type': 'application/json; charset=utf-8' };

const ECHOES: Array<[name: string, echo: Echo]> = [
	[
		'a plain text',
		(secret) => [
			400,
			`You sent ${secret}`,
			{ 'content-type': 'text/plain', 'retry-after': secret },
		],
	],
	['the title of a page', (secret) => [200, `<!doctype html><title>${secret}</title>`]],
	['a page', (secret) => [404, `<pre>Authorization: ${secret}</pre>`]],
	[
		'the message of an error',
		(secret) => [200, JSON.stringify({ __status: 'error', message: `No: ${secret}` }), json],
	],
	[
		'the code of an error',
		(secret) => [200, JSON.stringify({ __status: 'error', __error: secret, message: '' }), json],
	],
	['other JSON', (secret) => [200, JSON.stringify({ headers: { authorization: secret } }), json]],
	[
		'a warning before the answer',
		(secret) => [200, `<b>Warning</b> ${secret}\n{"__status":"success"}`, json],
	],
	['the way a redirect goes', (secret) => [302, '', { location: `/${secret}/x` }]],
	['where a redirect goes', (secret) => [307, '', { location: `https://${secret}.example/x` }]],
	['who a redirect is for', (secret) => [308, '', { location: `https://u:${secret}@x.example/` }]],
	['a dump of everything', (secret) => [500, `${'x '.repeat(60)}${encodeURIComponent(secret)}`]],
	['a refusal', (secret) => [403, JSON.stringify({ __status: 'error', message: secret }), json]],
];

const once = { requestOptions: { retries: { settings: { maxTries: 1 } } } };

function answerWith(echo: Echo): FaultEffect {
	return {
		kind: 'answer',
		answer: (request) => {
			const [status, body, headers = { 'content-type': 'text/html' }] = echo(sent(request));
			return { status, headers, body };
		},
	};
}

describe.each(WAYS)('signed in by %s, what the server echoes', (authentication, connect) => {
	it.each(ECHOES)('in %s is not told', async (_name, echo) => {
		const credential = connect();
		bed.cerb.faults.add({ path: /^\/rest/, times: Infinity }, answerWith(echo));
		for (const parameters of [
			getMe,
			search('task', 'id:1'),
			record('create', 'task', fields({ title: 'a' })),
			request('workers/me.xml', { responseFormat: 'text' }),
			request('data/query', { method: 'POST', bodyType: 'raw', rawBody: 'type:record.types' }),
		]) {
			const run = { parameters: { ...parameters, authentication, ...once } };
			const { error } = await bed.run({ ...run, credentials: [credential] });
			expect(error).toBeDefined();
		}
		const onward = await bed.run({
			parameters: { ...getMe, authentication, ...once },
			credentials: [credential],
			onError: 'continueErrorOutput',
		});
		expect(onward.main[1]).toHaveLength(1);
		const asked = { parameters: { authentication, ...search('task') }, credentials: [credential] };
		await expect(bed.engine.listSearch('cerb', 'searchRecordTypes', asked)).rejects.toThrow();
		const tool = { type: 'cerb', parameters: { ...getMe, authentication, ...once } };
		await expect(bed.engine.callTool({ ...tool, credentials: [credential] })).rejects.toThrow();
		await bed.engine.testCredential(credential);
	});

	it('is replaced in what Cerb says', async () => {
		const credential = connect();
		bed.cerb.faults.add(
			{ path: /^\/rest/, times: Infinity },
			answerWith((secret) => [
				200,
				JSON.stringify({ __status: 'error', message: `<${secret}>` }),
				json,
			]),
		);
		const { error } = await bed.run({
			parameters: { ...getMe, authentication, ...once },
			credentials: [credential],
		});
		expect(error?.message).toMatch(/^<(Bearer |echo:)\*\*\*>$/);
	});
});

describe('what the token endpoint echoes', () => {
	const echoed = ({ post }: HttpRequest) =>
		`Wrong client secret ${String(post.client_secret)} or token ${String(post.refresh_token)}`;

	it.each([
		['oAuth2', 'a sentence', 401, 'text/html'],
		['oAuth2', 'JSON', 400, 'application/json'],
		['token', 'a sentence', 401, 'text/html'],
		['token', 'JSON', 400, 'application/json'],
	])('is not told: %s, %s', async (authentication, _form, status, type) => {
		const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn: -1 });
		const client = { clientId: 'n8n-client', clientSecret: 'n8n-secret' };
		const credential =
			authentication === 'oAuth2'
				? bed.connect({ expiresIn: -1 })
				: bed.engine.addCredential('cerbTokenApi', 'Token', {
						baseUrl: bed.cerb.url,
						accessToken: pair.accessToken,
						refreshToken: pair.refreshToken,
						...client,
					});
		bed.cerb.faults.add(
			{ path: '/oauth/access_token', times: Infinity },
			{
				kind: 'answer',
				answer: (request) => {
					const text = echoed(request);
					const body = type.endsWith('json')
						? JSON.stringify({ error: 'invalid_grant', error_description: text, hint: text })
						: text;
					return { status, headers: { 'content-type': type }, body };
				},
			},
		);
		const { error } = await bed.run({
			parameters: { ...getMe, authentication, ...once },
			credentials: [credential],
		});
		expect(error?.name).toBe('NodeApiError');
		await bed.engine.testCredential(credential);
	});

	it('is not told when it breaks off', async () => {
		bed.cerb.faults.add({ path: '/oauth/access_token', times: Infinity }, effects.reset());
		const { error } = await bed.run({
			parameters: { ...getMe, ...once },
			credentials: [bed.connect({ expiresIn: -1 })],
		});
		expect(error?.name).toBe('NodeApiError');
	});
});

it.each(WAYS)('a password in the Cerb URL is not told: %s', async (authentication, connect) => {
	const credential = connect();
	const password = 'a-password-in-an-address';
	watch.learn('password', password);
	const baseUrl = bed.cerb.url.replace('://', `://somebody:${password}@`);
	bed.engine.store.set(credential.id, { ...bed.engine.store.get(credential.id), baseUrl });
	const credentials = [credential];
	const parameters = { ...getMe, authentication };
	const { error } = await bed.run({ parameters, credentials });
	expect(error?.message).toMatch(/not a web address/);
	const asked = { parameters: { authentication, ...search('task') }, credentials };
	await expect(bed.engine.listSearch('cerb', 'searchRecordTypes', asked)).rejects.toThrow();
	await expect(bed.engine.callTool({ type: 'cerb', parameters, credentials })).rejects.toThrow();
	await bed.engine.testCredential(credential);
});
