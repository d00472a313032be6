import { createHash } from 'node:crypto';

import type { IHttpRequestOptions } from 'n8n-workflow';

import { signRequest } from '../../../nodes/Cerb/cerb/signature';

const KEYS = { accessKey: 'apikey', secretKey: 'my secret' };
const NOW = new Date('2026-11-22T03:51:24Z');
const DATE = 'Sun, 22 Nov 2026 03:51:24 GMT';
const SEARCH = 'https://cerb.example.com/rest/records/task/search.json';
const CREATE = 'https://cerb.example.com/rest/records/task/create.json';

const sign = (request: Partial<IHttpRequestOptions>) =>
	signRequest(KEYS, { url: SEARCH, ...request } as IHttpRequestOptions, NOW);
const md5 = (content: string | Buffer) => createHash('md5').update(content).digest('hex');

/** What Cerb 10.4.10 was measured to expect for the parts as they reach it. */
function expected(method: string, path: string, query: string, body: string | Buffer = '') {
	const head = `${method}\n${DATE}\n${path}\n${query}\n`;
	const tail = `\n${md5(KEYS.secretKey)}\n`;
	const signed = Buffer.concat([Buffer.from(head), Buffer.from(body as string), Buffer.from(tail)]);
	return `apikey:${md5(signed)}`;
}

test.each([
	['GET', 'workers/me.json', undefined, 'apikey:da8fbf319a1c4c3a630634c07878ffc4'],
	[
		'POST',
		'records/task/create.json',
		'fields%5Btitle%5D=a',
		'apikey:83df291ab49947f242300e0797c1e1f1',
	],
] as const)('%s %s has the hash that was computed elsewhere', (method, path, body, header) => {
	const url = `https://cerb.example.com/rest/${path}`;
	expect(sign({ method, url, body }).headers?.['Cerb-Auth']).toBe(header);
});

describe('the query', () => {
	const PATH = '/rest/records/task/search.json';

	test.each([
		['', ''],
		['limit=1', 'limit=1'],
		['q=limit%3A1&limit=1&page=1', 'limit=1&page=1&q=limit%3A1'],
		['q=id:1+limit:1&limit=1', 'limit=1&q=id:1+limit:1'],
		[
			'subtotals%5B%5D=status&q=limit:1&subtotals%5B%5D=owner',
			'q=limit:1&subtotals%5B%5D=status&subtotals%5B%5D=owner',
		],
		['subtotals[]=b&q=x&subtotals[]=a', 'q=x&subtotals[]=b&subtotals[]=a'],
		['b=1&a=2&b=0&a=1', 'a=2&a=1&b=1&b=0'],
		// By keys as they are written, not by pairs and not by what they mean.
		['b=1&B=2&%61=3&a=4', '%61=3&B=2&a=4&b=1'],
		['a-b=1&a=9', 'a=9&a-b=1'],
		['ab=1&a%5B%5D=2&a=3', 'a=3&a%5B%5D=2&ab=1'],
		['b&a=1', 'a=1&b'],
		['b=x=y&a==', 'a==&b=x=y'],
	])('%s is signed as %s and sent as it was', (query, signed) => {
		const url = query === '' ? SEARCH : `${SEARCH}?${query}`;
		const request = sign({ url });
		expect(request.headers?.['Cerb-Auth']).toBe(expected('GET', PATH, signed));
		expect(request.url).toBe(url);
	});

	test('an order of their own would give another hash', () => {
		const hash = (query: string) => sign({ url: `${SEARCH}?${query}` }).headers?.['Cerb-Auth'];
		expect(hash('a=1&b=2')).toBe(hash('b=2&a=1'));
		expect(hash('a=1&a=2')).not.toBe(hash('a=2&a=1'));
		expect(hash('q=a%3Ab')).not.toBe(hash('q=a:b'));
	});

	test('keys that are numbers go by their size, as PHP sorts them', () => {
		const request = sign({ url: `${SEARCH}?10=a&9=b` });
		expect(request.headers?.['Cerb-Auth']).toBe(expected('GET', PATH, '9=b&10=a'));
	});
});

describe('parameters that stand apart', () => {
	/** What the HTTP library makes of an address, and Cerb of what arrives. */
	function arrived(request: IHttpRequestOptions) {
		const { href, pathname, search, searchParams } = new URL(request.url);
		const sorted = search
			.slice(1)
			.split('&')
			.map((pair, index) => ({ key: pair.split('=')[0], index, pair }))
			.sort((a, b) => (a.key === b.key ? a.index - b.index : a.key < b.key ? -1 : 1))
			.map(({ pair }) => pair)
			.join('&');
		return { href, pathname, sorted, searchParams };
	}

	test.each(["it's", 'a|b^c~d(e)*f!', '😀 é 漢', ' edge ', '\t\n', 'a+b&c=d#e?f%20', '"<>`{}[]\\'])(
		'%j reaches Cerb as it is signed',
		(value) => {
			const request = sign({ qs: { q: value, limit: 1, expand: '' } });
			const { href, pathname, sorted, searchParams } = arrived(request);
			expect(request.url).toBe(href);
			expect(searchParams.get('q')).toBe(value);
			expect(request.headers?.['Cerb-Auth']).toBe(expected('GET', pathname, sorted));
			expect(request.qs).toBeUndefined();
		},
	);

	test('they go behind those of the address', () => {
		const request = sign({ url: `${SEARCH}?z=1`, qs: { q: 'x', expand: ['b', 'a'] } });
		expect(request.url).toBe(`${SEARCH}?z=1&q=x&expand%5B%5D=b&expand%5B%5D=a`);
		const signed = 'expand%5B%5D=b&expand%5B%5D=a&q=x&z=1';
		const path = '/rest/records/task/search.json';
		expect(request.headers?.['Cerb-Auth']).toBe(expected('GET', path, signed));
	});

	// The HTTP library encodes these, so that Cerb gets something else than was signed.
	test.each(["q='a'", 'q=😀', 'q=a b'])('?%s written in the address', (query) => {
		const { url } = sign({ url: `${SEARCH}?${query}` });
		expect(new URL(url).href).toBe(url);
	});
});

describe('the path', () => {
	test.each([
		['https://cerb.example.com/cerb/rest/workers/me.json', '/cerb/rest/workers/me.json'],
		['http://[::1]:8480/index.php/rest/a.json', '/index.php/rest/a.json'],
		['HTTPS://Cerb.example.com/REST/Me.json', '/REST/Me.json'],
		['https://cerb.example.com/rest/a%20b.json#top', '/rest/a%20b.json'],
	])('%s is signed as %s', (url, path) => {
		expect(sign({ url }).headers?.['Cerb-Auth']).toBe(expected('GET', path, ''));
	});

	test('with an address in two parts', () => {
		const request = sign({ baseURL: 'https://cerb.example.com', url: '/rest/workers/me.json' });
		expect(request.url).toBe('https://cerb.example.com/rest/workers/me.json');
		expect(request.baseURL).toBeUndefined();
		expect(request.headers?.['Cerb-Auth']).toBe(expected('GET', '/rest/workers/me.json', ''));
	});
});

describe('the body', () => {
	const PATH = '/rest/records/task/create.json';
	const hash = (body: unknown, method: 'POST' | 'PUT' = 'POST') =>
		sign({ url: CREATE, method, body: body as IHttpRequestOptions['body'] }).headers?.['Cerb-Auth'];

	test.each([
		'fields%5Btitle%5D=legacy%20create%20%C3%A9',
		' edge \n',
		"it's|^~()*",
		'😀 é',
		'a\r\nb',
		'',
	])('the text %j', (body) => {
		expect(hash(body)).toBe(expected('POST', PATH, '', body));
		expect(hash(Buffer.from(body))).toBe(expected('POST', PATH, '', body));
	});

	test('bytes that are no text', () => {
		const bytes = Buffer.from([0, 255, 254, 10, 128, 13]);
		expect(hash(bytes)).toBe(expected('POST', PATH, '', bytes));
		expect(hash(bytes)).not.toBe(hash(bytes.toString()));
	});

	test('a form as n8n may give it', () => {
		const form = new URLSearchParams([['fields[title]', 'a b']]);
		expect(hash(form)).toBe(expected('POST', PATH, '', 'fields%5Btitle%5D=a+b'));
	});

	// PHP consumes it: a signature over nothing was accepted (measured on Cerb 10.4.10).
	test('multipart is signed as an empty one', () => {
		const form = new FormData();
		form.append('fields[title]', 'x');
		expect(hash(form)).toBe(expected('POST', PATH, ''));
	});

	test('method and body both count', () => {
		expect(hash('a', 'PUT')).toBe(expected('PUT', PATH, '', 'a'));
		expect(hash('a', 'PUT')).not.toBe(hash('a'));
	});
});

describe('the request that is sent', () => {
	test('keeps everything else, and the one given stays untouched', () => {
		const given: IHttpRequestOptions = {
			url: CREATE,
			method: 'POST',
			body: 'a=1',
			qs: { b: 2 },
			headers: { 'Content-Type': 'text/x' },
			returnFullResponse: true,
		};
		const copy = structuredClone(given);
		const { headers, ...rest } = signRequest(KEYS, given, NOW);
		expect(given).toEqual(copy);
		expect(headers).toEqual({
			'Content-Type': 'text/x',
			'X-Date': DATE,
			'Cerb-Auth': expected('POST', '/rest/records/task/create.json', 'b=2', 'a=1'),
		});
		expect(rest).toEqual({
			url: `${CREATE}?b=2`,
			method: 'POST',
			body: 'a=1',
			returnFullResponse: true,
			baseURL: undefined,
			qs: undefined,
		});
	});

	test('holds the time of now, and never the secret', () => {
		const before = Math.floor(Date.now() / 1000) * 1000;
		const request = signRequest(KEYS, { url: SEARCH });
		const date = Date.parse(String(request.headers?.['X-Date']));
		expect(date).toBeGreaterThanOrEqual(before);
		expect(date).toBeLessThanOrEqual(Date.now());
		expect(JSON.stringify(request)).not.toContain(KEYS.secretKey);
		expect(JSON.stringify(request)).not.toContain(md5(KEYS.secretKey));
	});
});
