import { setHandlers } from '../events/handlers';
import { WatchedDesk } from '../support/watched-desk';

const LOG = `    on_error:
      log.error/failed: E {{reply.error}} {{reply.status_code}}
    on_success:
      log.warn: S {{reply.status_code}} {{reply.body}}
`;

let desk: WatchedDesk;

beforeEach(async () => {
	desk = new WatchedDesk();
	await desk.receiver.start();
});

afterEach(async () => await desk.receiver.stop());

interface Wish {
	inputs?: string[];
	after?: string;
	policy?: string;
}

/** Runs a script with one request for a change of a task; the log. */
async function request(path: string, { inputs = [], after = LOG, policy }: Wish = {}) {
	const url = path.startsWith('/') ? desk.receiver.url + path : path;
	const own = inputs.map((line) => `      ${line}\n`).join('');
	const method = own.includes('method:') ? '' : '      method: POST\n';
	const body = own.includes('body') ? '' : '      body@text: {{record__type}}\n';
	const script = `start:\n  http.request/post:\n    output: reply\n    inputs:\n      url: ${url}\n${method}${body}${own}${after}`;
	return await desk.runFor(script, policy);
}

/** Makes room for another script. */
function forget(): void {
	setHandlers(desk.state, '');
	desk.state.remove('automation', 81);
}

const CURL = '(see https://curl.haxx.se/libcurl/c/libcurl-errors.html)';

describe('http.request', () => {
	it('sends what it is told to, and waits for the answer', async () => {
		expect(await request('/hook')).toEqual([
			'start:http.request/post:on_success:log.warn: S 200 ok',
		]);
		expect(desk.receiver.received).toMatchObject([
			{
				method: 'POST',
				path: '/hook',
				body: 'task',
				headers: {
					'user-agent': 'GuzzleHttp/6.5.5 curl/7.88.1 PHP/8.2.36',
					'content-type': 'application/x-www-form-urlencoded',
					'content-length': '4',
				},
			},
		]);
	});

	it.each([
		[500, 'oops', 'Server error', 'Internal Server Error', ':\noops\n'],
		[404, '', 'Client error', 'Not Found', ''],
		[400, 'x'.repeat(130), 'Client error', 'Bad Request', `:\n${'x'.repeat(120)} (truncated...)\n`],
	])('status %i is an error', async (status, body, label, reason, summary) => {
		desk.receiver.answering = () => ({ status, body });
		const call = `POST ${desk.receiver.url}/hook`;
		expect(await request('/hook')).toEqual([
			`start:http.request/post:on_error:log.error/failed: E ${label}: \`${call}\` resulted in a \`${status} ${reason}\` response${summary} ${status}`,
		]);
	});

	it('ends the automation by an error that nothing handles', async () => {
		desk.receiver.answering = () => ({ status: 500 });
		const [line, ...more] = await request('/hook', { after: '  log.warn: after\n' });
		expect(line).toMatch(/^: Server error: .* resulted in a `500 Internal Server Error` response$/);
		expect(more).toEqual([]);
	});

	it('goes on behind what on_error does', async () => {
		desk.receiver.answering = () => ({ status: 500 });
		const after = '    on_error:\n      set:\n        a: 1\n  log.warn: after {{a}}\n';
		expect(await request('/hook', { after })).toEqual(['start:log.warn: after 1']);
	});

	it('follows five redirects, without the body', async () => {
		desk.receiver.answering = (path) => {
			const left = Number(path.slice(1));
			if (left === 0) return { status: 200, body: 'end' };
			return { status: 302, headers: { location: `/${left - 1}` } };
		};
		expect(await request('/5', { inputs: ['headers:', '  X-A: 1'] })).toEqual([
			'start:http.request/post:on_success:log.warn: S 200 end',
		]);
		const seen = desk.receiver.take().map(({ method, headers, body }) => ({
			is: `${method} ${body}`.trim(),
			header: headers['x-a'],
		}));
		expect(seen).toEqual([
			{ is: 'POST task', header: '1' },
			...Array(5).fill({ is: 'GET', header: '1' }),
		]);
	});

	it('does not follow a sixth', async () => {
		desk.receiver.answering = () => ({ status: 302, headers: { location: '/' } });
		expect(await request('/')).toEqual([
			'start:http.request/post:on_error:log.error/failed: E Will not follow more than 5 redirects ',
		]);
		expect(desk.receiver.received).toHaveLength(6);
	});

	it('keeps the body behind a 307, and takes a redirect to nowhere for a success', async () => {
		desk.receiver.answering = (path) =>
			path === '/to'
				? { status: 307, body: 'here' }
				: { status: 307, headers: { location: '/to' } };
		expect(await request('/')).toEqual(['start:http.request/post:on_success:log.warn: S 307 here']);
		expect(desk.receiver.received.map(({ method, body }) => `${method} ${body}`)).toEqual([
			'POST task',
			'POST task',
		]);
	});

	it('says what cURL says of a connection that fails', async () => {
		const { port } = new URL(desk.receiver.url);
		const url = `${desk.receiver.url}/hook`;
		await desk.receiver.stop();
		expect(await request(url)).toEqual([
			`start:http.request/post:on_error:log.error/failed: E cURL error 7: Failed to connect to 127.0.0.1 port ${port} after 0 ms: Couldn't connect to server ${CURL} `,
		]);
	});

	it('gives up when an answer takes too long, or is cut off', async () => {
		desk.receiver.answering = (path) => (path === '/cut' ? 'cut' : 'hang');
		expect(await request('/hang', { inputs: ['timeout@float: 0.05'] })).toEqual([
			expect.stringMatching(
				/E cURL error 28: Operation timed out after \d+ milliseconds with 0 bytes/,
			),
		]);
		forget();
		expect((await request('/cut')).slice(1)).toEqual([
			`start:http.request/post:on_error:log.error/failed: E cURL error 52: Empty reply from server ${CURL} `,
		]);
	});

	it.each([
		['nope', "'inputs:url:' is not a valid URL. It must start with http:// or https://"],
		['ftp://x.example/', "'inputs:url:' is invalid. The URL must start with http:// or https://"],
		['', "'inputs:url:' must not be blank."],
	])('the address %j is refused', async (url, message) => {
		expect(await request(url)).toEqual([
			`start:http.request/post:on_error:log.error/failed: E ${message} `,
		]);
	});

	it.each([
		[
			'method: NOPE',
			"'inputs:method:' must be one of: GET, PUT, POST, PATCH, DELETE, OPTIONS, HEAD",
		],
		['timeout: x', '\'inputs:timeout:\' must be a decimal (string: "x").'],
	])('%s is refused', async (input, message) => {
		expect(await request('/hook', { inputs: [input] })).toEqual([
			`start:http.request/post:on_error:log.error/failed: E ${message} `,
		]);
		expect(desk.receiver.received).toEqual([]);
	});

	it('writes a map as its content type asks for', async () => {
		const map = ['body:', '  a: 1 x', '  b@int: 2'];
		await request('/form', { inputs: map });
		forget();
		await request('/json', { inputs: ['headers:', '  Content-Type: application/json', ...map] });
		expect(desk.receiver.received.map(({ body }) => body)).toEqual([
			'a=1+x&b=2',
			'{\n    "a": "1 x",\n    "b": 2\n}',
		]);
	});

	it.each([
		[''],
		[
			"commands:\n  http.request:\n    deny/url@bool: {{inputs.url != 'http://x'}}\n    allow@bool: yes\n",
		],
		['commands:\n  http.request:\n    allow: no\n'],
		["commands:\n  http.request:\n    allow/m@bool: {{inputs.method == 'GET'}}\n"],
	])('is not sent against the policy %j', async (policy) => {
		expect(await request('/hook', { policy })).toEqual([
			'start:http.request/post:on_error:log.error/failed: E The automation policy does not allow this command (http.request). ',
		]);
		expect(desk.receiver.received).toEqual([]);
	});

	it('denies by a rule whose template fails', async () => {
		const policy = 'commands:\n  http.request:\n    deny/a@bool: {{1/0}}\n    allow@bool: yes\n';
		const [line] = await request('/hook', { policy });
		expect(line).toContain('The automation policy does not allow this command (http.request).');
	});

	it('ends an automation that took longer than its policy allows', async () => {
		desk.receiver.answering = () => 'hang';
		const policy =
			'commands:\n  http.request:\n    allow@bool: yes\nsettings:\n  time_limit_ms: 50\n';
		const said = 'Execution timed out after 50ms';
		expect(await request('/hook', { inputs: ['timeout@float: 0.1'], policy })).toEqual([
			`${said}: ${said}`,
		]);
	});

	it('gives what is no text as a data address', async () => {
		desk.receiver.answering = () => ({ status: 200, body: 'a\0b' });
		expect(await request('/hook')).toEqual([
			'start:http.request/post:on_success:log.warn: S 200 data:;base64,YQBi',
		]);
	});

	it.each([
		['    inputs: x\n', "'inputs:' must be an array."],
		['    inputs:\n      method: GET\n', '`inputs:url:` is required.'],
	])('%j is refused', async (inputs, message) => {
		expect(await desk.runFor(`start:\n  http.request:\n    output: reply\n${inputs}`)).toEqual([
			`: ${message}`,
		]);
	});

	it('needs a name for what comes back', async () => {
		const script = `start:\n  http.request:\n    inputs:\n      url: ${desk.receiver.url}\n`;
		expect(await desk.runFor(script)).toEqual([': `output:` is required.']);
	});
});
