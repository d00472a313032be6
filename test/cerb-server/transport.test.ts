import { startCerbServer, type CerbServer } from './index';
import { httpCall, type Call } from './support/http-call';

let server: CerbServer;
let bearer: string;

beforeAll(async () => {
	server = await startCerbServer();
	bearer = `Bearer ${server.oauth.issueToken({ workerId: 1, scopes: ['api'] }).accessToken}`;
});
afterAll(async () => await server.stop());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const call = async (path: string, { headers, ...rest }: Call = {}) =>
	await httpCall(server.url + path, { headers: { authorization: bearer, ...headers }, ...rest });

const json = async (path: string, more?: Call) =>
	JSON.parse((await call(path, more)).body) as Record<string, unknown>;

describe('addresses and extensions', () => {
	it('answers JSON for .json, also with a trailing slash, with keys sorted by byte', async () => {
		const answer = await call('/rest/workers/me.json/');
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
		const keys = Object.keys(JSON.parse(answer.body) as object);
		expect(keys.slice(0, 4)).toEqual(['__build', '__status', '__version', '_context']);
		expect(keys).toEqual([...keys].sort());
	});

	it('answers XML for .xml', async () => {
		const answer = await call('/rest/workers/me.xml');
		expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
		expect(answer.body).toMatch(
			/^<\?xml version="1.0"\?>\n<response><string key="__build">2024030901<\/string>/,
		);
	});

	it.each([
		['/rest/workers/me', 'me'],
		['/rest/records/task/1.php', 'php'],
		['/rest/records/task/1.JSON', 'JSON'],
	])('has no words for %s and says so with status 200', async (path, format) => {
		const answer = await call(path);
		expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
			200,
			'text/plain; charset=utf-8',
			`'${format}' is not implemented.`,
		]);
	});

	it('does nothing without a dot, but all of it for an unknown ending', async () => {
		const create = async (path: string) =>
			(await call(path, { method: 'POST', headers: FORM, body: 'fields[title]=New' })).body;
		const before = server.state.table('task').size;
		expect(await create('/rest/records/task/create')).toBe("'create' is not implemented.");
		expect(server.state.table('task').size).toBe(before);
		expect(await create('/rest/records/task/create.foo')).toBe("'foo' is not implemented.");
		expect(server.state.table('task').size).toBe(before + 1);
	});

	it('sends an empty page for a controller without an action', async () => {
		const answer = await call('/rest/records');
		expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
			200,
			'text/html; charset=UTF-8',
			'',
		]);
	});

	it.each([
		['/rest', ''],
		['/rest/nonsense/x.json', 'nonsense/x.json'],
		['/rest/nonsense/x.xml', 'nonsense/x.xml'],
		['/rest//workers/me.json', '/workers/me.json'],
	])('names the unknown command of %s, always as short JSON', async (path, command) => {
		expect(await json(path)).toEqual({
			__status: 'error',
			message: `Unknown command (${command})`,
		});
	});

	it('neither decodes paths nor resolves `..`', async () => {
		expect((await json('/rest/records/t%61sk/1.json')).message).toBe('Record not found.');
		expect((await json('/rest/records/../task/1.json')).message).toBe('Record not found.');
	});

	it.each(['/', '/nonsense/x', '/REST/records/task/1.json', '/rest.json'])(
		'sends %s to the login page',
		async (path) => {
			const answer = await call(path);
			expect([answer.status, answer.headers.location]).toEqual([302, `${server.url}/login`]);
		},
	);

	it.each([
		['/rest/workers/me.', 200, 'application/json; charset=utf-8', undefined],
		['/%72est/workers/me.json', 404, 'text/html; charset=UTF-8', undefined],
		['/profiles/task/1', 302, 'text/html; charset=UTF-8', '/login?url=profiles%2Ftask%2F1'],
	])('answers %s with %d', async (path, status, type, location) => {
		const answer = await call(path);
		expect([answer.status, answer.headers['content-type'], answer.headers.location]).toEqual([
			status,
			type,
			location === undefined ? undefined : server.url + location,
		]);
	});

	it.each(['OPTIONS', 'HEAD', 'PROPFIND'])(
		'refuses %s before looking at the token',
		async (method) => {
			const answer = await httpCall(`${server.url}/rest/workers/me.json`, { method });
			expect(answer.status).toBe(501);
			expect(answer.body).toBe(method === 'HEAD' ? '' : 'Not implemented');
		},
	);

	it('is loud about what it does not know', async () => {
		const answer = await call('/rest/tickets/search.json?sortBy=id', { method: 'POST' });
		expect(answer.status).toBe(501);
		expect(answer.body).toBe(
			'Not claimed by the embedded Cerb: POST /rest/tickets/search.json: sortBy of tickets/search\n',
		);
	});

	it('lives under a folder too', async () => {
		const folder = await startCerbServer({ basePath: '/cerb/index.php', state: server.state });
		const { accessToken } = folder.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		const headers = { authorization: `Bearer ${accessToken}` };
		const me = await httpCall(`${folder.url}/rest/workers/me.json`, { headers });
		const outside = await httpCall(`http://127.0.0.1:${folder.port}/rest/workers/me.json`);
		const home = await httpCall(`${folder.url}/`);
		await folder.stop();
		expect((JSON.parse(me.body) as { record_url: string }).record_url).toContain(
			`http://127.0.0.1:${folder.port}/cerb/index.php/profiles/worker/1`,
		);
		expect(outside.status).toBe(404);
		expect(home.headers.location).toBe(`${folder.url}/login`);
		expect(home.headers['set-cookie']?.[0]).toContain('path=/cerb/;');
	});
});

describe('limits and headers', () => {
	it('refuses a request line over 8 kB as nginx does', async () => {
		const fitting = await call(`/rest/workers/me.json?x=${'x'.repeat(8100)}`);
		expect(fitting.status).toBe(200);
		const tooLong = await call(`/rest/workers/me.json?x=${'x'.repeat(8200)}`);
		expect([tooLong.status, tooLong.headers['content-type']]).toEqual([414, 'text/html']);
		expect(tooLong.body).toContain('<center>nginx/');
	});

	it('refuses a body over 64 MB', async () => {
		const answer = await call('/rest/records/task/create.json', {
			method: 'POST',
			body: Buffer.alloc(64 * 1024 * 1024 + 1, 'x'),
		});
		expect(answer.status).toBe(413);
	}, 60_000);

	it('sets a session cookie on every answer to a client without one', async () => {
		const answer = await call('/rest/workers/me.json');
		const [cookie] = answer.headers['set-cookie'] ?? [];
		expect(cookie).toMatch(/^Devblocks=[0-9a-f]+; path=\/; HttpOnly; SameSite=Lax$/);
		expect(answer.headers['cache-control']).toBe('no-store, no-cache, must-revalidate');
		const again = await call('/rest/workers/me.json', {
			headers: { cookie: cookie.split(';')[0] },
		});
		expect(again.headers['set-cookie']).toBeUndefined();
	});

	it('tells its own time in the Date header', async () => {
		const still = await startCerbServer({ state: server.state });
		server.state.setNow(1_800_000_000);
		const answer = await httpCall(`${still.url}/`);
		server.state.webClockAhead = -7200;
		const { date } = (await call('/rest/workers/me.json')).headers;
		server.state.webClockAhead = 0;
		expect(Date.parse(String(date)) / 1000).toBe(server.state.now() - 7200);
		server.state.setNow(() => Math.floor(Date.now() / 1000));
		await still.stop();
		expect(answer.headers.date).toBe('Fri, 15 Jan 2027 08:00:00 GMT');
	});
});
