/* eslint-disable @n8n/community-nodes/no-restricted-imports -- unpacks answers in Node's own test process */
import { gunzipSync } from 'node:zlib';

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
		['rateLimited', effects.rateLimited('soon'), 429, { 'retry-after': 'soon' }],
		['unauthorized', effects.unauthorized(), 401, { 'content-type': /json/ }],
		['outOfScope', effects.outOfScope(), 200, { 'content-type': /json/ }],
		['refused', effects.refused('No.'), 200, { 'content-type': /json/ }],
		['withoutExtension', effects.withoutExtension(), 200, { 'content-type': /plain/ }],
		['answer', effects.answer(418, 'tea', { 'x-pot': 'yes' }), 418, { 'x-pot': 'yes' }],
	])('answers by itself: %s', async (_, effect, status, headers) => {
		server.faults.add({}, effect);
		const answer = await call(me);
		expect(answer.status).toBe(status);
		for (const [name, value] of Object.entries(headers)) {
			expect(answer.headers[name]).toMatch(value);
		}
	});

	it('sends no Retry-After where there is none', async () => {
		server.faults.add({ times: 2 }, effects.rateLimited());
		expect((await call(me)).headers).not.toHaveProperty('retry-after');
	});

	it('redirects to the update page, the login and to https', async () => {
		server.faults.add({}, effects.upgradePending());
		expect((await call(me)).headers.location).toBe(`${server.url}/update/locked`);
		server.faults.add({}, effects.toLogin());
		expect((await call(me)).headers.location).toBe(`${server.url}/login`);
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

	it.each([
		['carries out and says so in the log', effects.resetAfter(), true],
		['does not', effects.reset(), false],
	])('cuts a connection behind a change that it %s', async (_, effect, isCarriedOut) => {
		const path = '/rest/records/task/create.json';
		server.faults.add({ path }, effect);
		const before = server.state.table('task').size;
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const body = 'fields%5Btitle%5D=x';
		await expect(call(path, { method: 'POST', headers, body })).rejects.toMatchObject({
			code: 'ECONNRESET',
		});
		expect(server.requests.at(-1)).toMatchObject({ path, isCarriedOut });
		expect(server.state.table('task').size - before).toBe(isCarriedOut ? 1 : 0);
	});

	it('goes away: cuts connections unread, refuses them, and is back with its state', async () => {
		const count = server.requests.length;
		const cut = server.hangUp(2);
		await expect(call(me)).rejects.toMatchObject({ code: 'ECONNRESET' });
		await expect(call(me)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect([cut.hits, server.requests.length]).toEqual([2, count]);
		expect((await call(me)).status).toBe(200);
		server.faults.add(
			{},
			effects.before(() => server.goDown()),
		);
		expect((await call(me)).status).toBe(200);
		await expect(call(me)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await server.comeBack();
		expect((await call(me)).status).toBe(200);
	});

	it('waits for what its client has given up', async () => {
		const path = '/rest/records/task/create.json';
		server.faults.add({ path }, effects.delay(80));
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const body = 'fields%5Btitle%5D=late';
		const late = call(path, { method: 'POST', headers, body, signal: AbortSignal.timeout(30) });
		await expect(late).rejects.toMatchObject({ name: 'AbortError' });
		await server.idle();
		expect(server.requests.at(-1)).toMatchObject({ path, isCarriedOut: true });
	});

	it('spoils the text of an answer', async () => {
		server.faults.add({}, effects.truncatedJson(25));
		expect((await call(me)).body).toBe('{"__build":2024030901,"__');
		server.faults.add({}, effects.phpWarning());
		expect((await call(me)).body).toMatch(/^<br \/>\n<b>Warning<\/b>.*\{"__build":2024030901,/s);
	});

	it('sends the right answer in an unusual way', async () => {
		const { body } = await call(me);
		server.faults.add({}, effects.typed('text/html'));
		expect(await call(me)).toMatchObject({ body, headers: { 'content-type': 'text/html' } });
		server.faults.add({}, effects.gzipped());
		const zipped = await call(me);
		expect(zipped.headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(zipped.bytes).toString()).toBe(body);
		server.faults.add({}, effects.padded(1_000_000));
		const padded = await call(me);
		expect(padded.body.length).toBe(body.length + 1_000_000);
		expect(JSON.parse(padded.body)).toEqual(JSON.parse(body));
		server.faults.add({}, effects.slowBody(30, 3));
		const begun = Date.now();
		expect((await call(me)).body).toBe(body);
		expect(Date.now() - begun).toBeGreaterThanOrEqual(55);
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
