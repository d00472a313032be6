import { readPath } from '../../../nodes/Cerb/cerb/path';
import { seeded } from '../support/seeded';

const BASE = 'https://cerb.example.com';
const PREFIXED = 'https://host:8443/cerb/index.php';

const read = (text: string, base = BASE) => {
	const reading = readPath(text, base);
	return 'problem' in reading ? 'refused' : reading.path;
};

describe('paths that are the same endpoint', () => {
	test.each([
		'workers/me',
		'workers/me.json',
		'/workers/me',
		'/rest/workers/me.json',
		'rest/workers/me',
		'REST/workers/me',
		'/rest//workers/me/',
		'  /rest/workers/me  ',
		'\tworkers/me\n',
		'workers/me?',
		'workers/me#fragment',
		'workers/%6de',
		'https://cerb.example.com/rest/workers/me',
		'https://cerb.example.com/rest/workers/me.json/',
		'HTTPS://CERB.Example.com/rest/workers/me.json',
	])('%j', (text) => {
		expect(read(text)).toBe('workers/me.json');
	});

	test.each([
		'https://host:8443/cerb/index.php/rest/workers/me',
		'HTTPS://HOST:8443/cerb/index.php/rest/workers/me.json',
		'/rest/workers/me',
	])('%j below a path prefix', (text) => {
		expect(read(text, PREFIXED)).toBe('workers/me.json');
	});
});

describe('paths that lead elsewhere', () => {
	test.each([
		'https://evil.example/rest/workers/me',
		'http://cerb.example.com/rest/workers/me',
		'https://cerb.example.com@evil.example/rest/workers/me',
		'https://cerb.example.com:pw@evil.example/rest/x',
		'https://user@cerb.example.com/rest/workers/me',
		'https://user:pw@cerb.example.com/rest/workers/me',
		'https://cerb.example.com.evil.example/rest/x',
		'https://cerb.example.com:8443/rest/x',
		'https://cerb.example.comrest/x',
		'https://cerb.example.com',
		'https://cerb.example.com/',
		'https://cerb.example.com/login',
		'https://cerb.example.com/restful/x',
		'https://cerb.example.com/x/rest/y',
		'https:/cerb.example.com/rest/x',
		'https:cerb.example.com/rest/x',
		'//evil.example/rest/x',
		'//cerb.example.com/rest/workers/me',
		'///evil.example/rest/x',
		'ftp://cerb.example.com/rest/x',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/plain,x',
		'\\\\evil.example\\rest',
		'/\\evil.example/rest',
		'\\/evil.example',
		'https:\\\\cerb.example.com\\rest\\x',
		'workers\\me',
		'..',
		'../login',
		'workers/../../login',
		'workers/..',
		'./workers/me',
		'workers/./me',
		'%2e%2e/login',
		'%2E%2E/login',
		'.%2e/login',
		'%2e%2e%2flogin',
		'workers%2fme',
		'workers/%2F/me',
		'workers%5cme',
		'%5c%5cevil',
		'%252e%252e/login',
		'%252fevil',
		'workers/100%',
		'workers/%zz',
		'workers/%',
		'workers/%c3',
		'workers//me',
		'rest//workers//me',
		'workers/\rme',
		'workers/me\r\nHost: evil.example',
		'workers/\tme',
		'workers/\u0000me',
		'workers/\u007fme',
		'workers/%0d%0ame',
		'workers/%00me',
		`workers/${'a'.repeat(30_000)}`,
		`a${'/'.repeat(1e6)}b`,
		'https://cerb.example.com/rest/../login',
		'https://cerb.example.com/rest//evil.example//x',
		'https://cerb.example.com/rest/%2e%2e/login',
	])('%j is refused', (text) => {
		expect(read(text)).toBe('refused');
	});

	test.each([
		'',
		' ',
		'\t\n',
		'/',
		'///',
		'rest',
		'/rest',
		'/rest/',
		'REST/',
		'?a=b',
		'#x',
		'/rest/?q=1',
		'https://cerb.example.com/rest/',
	])('%j names no endpoint', (text) => {
		expect(read(text)).toBe('refused');
	});

	test('another prefix of the same host is another application', () => {
		expect(read('https://host:8443/rest/workers/me', PREFIXED)).toBe('refused');
		expect(read('https://host:8443/cerb/index.phpx/rest/workers/me', PREFIXED)).toBe('refused');
	});

	test('whatever passes stays below /rest/ of the same Cerb', () => {
		const parts = [
			'a',
			'..',
			'.',
			'%2e',
			'%2f',
			'%5c',
			'/',
			'//',
			'\\',
			'@',
			':',
			'?',
			'#',
			'%',
			'%25',
			'rest',
			'é',
			BASE,
			'evil.example',
			' ',
			'%0d%0a',
			'&',
		];
		const random = seeded(7);
		let passed = 0;
		for (let round = 0; round < 20_000; round++) {
			const text = Array.from({ length: 1 + random(6) }, () => parts[random(parts.length)]).join(
				'',
			);
			const reading = readPath(text, BASE);
			if ('problem' in reading) continue;
			passed++;
			const url = new URL(`${BASE}/rest/${reading.path}`);
			expect({ text, origin: url.origin, rest: url.pathname }).toEqual({
				text,
				origin: BASE,
				rest: `/rest/${reading.path}`,
			});
			expect(reading.path).not.toMatch(/[?#\\@\s]|%2f|%5c|%25|(^|\/)\.{0,2}(\/|$)/i);
		}
		expect(passed).toBeGreaterThan(500);
	});
});

describe('the extension that Cerb needs', () => {
	test.each([
		['records/ticket/1', 'records/ticket/1.json'],
		['records/ticket/1.json', 'records/ticket/1.json'],
		['records/ticket/1.xml', 'records/ticket/1.xml'],
		['attachments/5/download', 'attachments/5/download.json'],
		[
			'records/cerberusweb.contexts.ticket/search',
			'records/cerberusweb.contexts.ticket/search.json',
		],
		['records/cerberusweb.contexts.ticket/1.json', 'records/cerberusweb.contexts.ticket/1.json'],
		['data/query.json?q=a.b', 'data/query.json'],
	])('%j is called as %j', (text, path) => {
		expect(read(text)).toBe(path);
	});
});

describe('characters in a path', () => {
	test.each([
		['records/ticket/a b', 'records/ticket/a%20b.json'],
		['records/tïcket/1', 'records/t%C3%AFcket/1.json'],
		['records/t%C3%AFcket/1', 'records/t%C3%AFcket/1.json'],
		['a@b/1', 'a%40b/1.json'],
		['a;b=c/1', 'a%3Bb%3Dc/1.json'],
		['a%3Fb/1', 'a%3Fb/1.json'],
		['a%23b/1', 'a%23b/1.json'],
		['a/b:c', 'a/b%3Ac.json'],
	])('%j is sent as %j', (text, path) => {
		expect(read(text)).toBe(path);
	});

	test('half a surrogate pair is refused, not a raw URIError', () => {
		expect(() => readPath('records/\ud83d/1', BASE)).not.toThrow();
	});
});

describe('the query in a path', () => {
	test.each([
		['a?b=c', [['b', 'c']]],
		[
			'a?b=c&b=d&e',
			[
				['b', 'c'],
				['b', 'd'],
				['e', ''],
			],
		],
		['a?q=x%20y+z%26', [['q', 'x y z&']]],
		['a?q=1?2', [['q', '1?2']]],
		['a?fields[x]=1#frag', [['fields[x]', '1']]],
		['a?url=https://evil.example/../x', [['url', 'https://evil.example/../x']]],
		['https://cerb.example.com/rest/a.json?q=id:1', [['q', 'id:1']]],
		['a', []],
		['a?', []],
	])('%j', (text, query) => {
		expect(readPath(text, BASE)).toMatchObject({ path: 'a.json', query });
	});
});

describe('a refusal', () => {
	test.each([
		['https://evil.example/rest/x', /leads away .*cerb\.example\.com/, /behind \/rest\//],
		['', /No path/, /workers\/me\.json/],
		['workers/../x', /"\.\."/, /plain path/],
		['workers//x', /empty part/, /plain path/],
		['a\\b', /backslash/, /Remove/],
	])('of %j says what and what to do', (text, message, hint) => {
		const reading = readPath(text, BASE);
		if (!('problem' in reading)) return expect(reading).toBe('refused');
		expect(reading.problem.message).toMatch(message);
		expect(reading.problem.hint).toMatch(hint);
	});
});
