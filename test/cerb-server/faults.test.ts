import { effects, startCerbServer, type CerbServer } from './index';
import { httpCall, type Call } from './support/http-call';

let server: CerbServer;
let bearer: string;

beforeAll(async () => {
	server = await startCerbServer();
	bearer = `Bearer ${server.oauth.issueToken({ workerId: 1, scopes: ['api'] }).accessToken}`;
});
afterAll(async () => await server.stop());
afterEach(() => server.faults.clear());

const call = async (path: string, { headers, ...rest }: Call = {}) =>
	await httpCall(server.url + path, { headers: { authorization: bearer, ...headers }, ...rest });

describe('faults and the request log', () => {
	const me = '/rest/workers/me.json';

	it('applies a rule to the requests it is for, so often and no more', async () => {
		const fault = server.faults.add({ path: me, skip: 1, times: 2 }, effects.rateLimited(3));
		const statuses = [];
		for (let i = 0; i < 4; i++) statuses.push((await call(me)).status);
		expect((await call('/rest/records')).status).toBe(200);
		expect(statuses).toEqual([200, 429, 429, 200]);
		expect(fault.hits).toBe(2);
	});

	it.each([
		['unavailable', effects.unavailable(2), 503, { 'retry-after': '2' }],
		['badGateway', effects.badGateway(), 502, {}],
		['gatewayTimeout', effects.gatewayTimeout(), 504, {}],
		['htmlPage', effects.htmlPage(), 200, { 'content-type': 'text/html' }],
		['emptyError', effects.emptyError(), 500, {}],
		['answer', effects.answer(418, 'tea', { 'x-pot': 'yes' }), 418, { 'x-pot': 'yes' }],
	])('answers by itself: %s', async (_, effect, status, headers) => {
		server.faults.add({}, effect);
		const answer = await call(me);
		expect(answer.status).toBe(status);
		expect(answer.headers).toMatchObject(headers);
	});

	it('redirects to the update page and to https', async () => {
		server.faults.add({}, effects.upgradePending());
		expect((await call(me)).headers.location).toBe(`${server.url}/update/locked`);
		server.faults.add({}, effects.toHttps());
		expect((await call(`${me}?a=1`)).headers.location).toBe(
			`https://127.0.0.1:${server.port}${me}?a=1`,
		);
	});

	it('cuts connections before and within an answer', async () => {
		server.faults.add({ path: me }, effects.reset());
		await expect(call(me)).rejects.toMatchObject({ code: 'ECONNRESET' });
		server.faults.add({ path: me }, effects.resetInBody(30));
		await expect(call(me)).rejects.toMatchObject({ message: 'aborted' });
	});

	it('spoils the text of an answer', async () => {
		server.faults.add({}, effects.truncatedJson(25));
		expect((await call(me)).body).toBe('{"__build":2024030901,"__');
		server.faults.add({}, effects.phpWarning());
		expect((await call(me)).body).toMatch(/^<br \/>\n<b>Warning<\/b>.*\{"__build":2024030901,/s);
	});

	it('waits, runs hooks and lets tokens be over', async () => {
		const seen: string[] = [];
		server.faults.add(
			{},
			effects.delay(60),
			effects.before(({ path }) => void seen.push(path)),
		);
		const begun = Date.now();
		expect((await call(me)).status).toBe(200);
		expect(Date.now() - begun).toBeGreaterThanOrEqual(55);
		expect(seen).toEqual([me]);
		const { accessToken } = server.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		const headers = { authorization: `Bearer ${accessToken}` };
		server.faults.add({ skip: 1 }, effects.expireToken());
		expect((await call(me, { headers })).status).toBe(200);
		expect((await call(me, { headers })).status).toBe(401);
		expect((await call(me)).status).toBe(200);
	});

	it('logs requests without secrets', async () => {
		const before = server.requests.length;
		await call('/oauth/access_token', {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: 'grant_type=refresh_token&refresh_token=top&client_secret=secret&client_id=me',
		});
		await call('/rest/nonsense.json?access_token=top&a[]=1', { method: 'PUT', body: 'b=2' });
		const logged = server.requests.slice(before);
		expect(JSON.stringify(logged)).not.toMatch(/top|"secret"|eyJ/);
		expect(logged).toMatchObject([
			{ method: 'POST', path: '/oauth/access_token', form: { client_id: 'me' }, status: 401 },
			{
				method: 'PUT',
				query: { a: { 0: '1' } },
				form: { b: '2' },
				status: 200,
				clientId: 'n8n-client',
			},
		]);
	});
});
