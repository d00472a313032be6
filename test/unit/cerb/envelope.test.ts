import { readEnvelope, readTransport } from '../../../nodes/Cerb/cerb/envelope';
import type { Failure } from '../../../nodes/Cerb/cerb/failure';
import { answer, JSON_TYPE, PAGE, SEARCH } from '../support/answers';

const BASE = 'https://cerb.example.com';

function failureOf(given: ReturnType<typeof answer>, base = BASE, request = SEARCH): Failure {
	const reading = readEnvelope(given, request, base);
	return 'failure' in reading ? reading.failure : { message: 'SUCCESS', hint: '' };
}

const envelope = (code: string, message: string) =>
	`{"__status":"error","__version":"10.4.10","__build":2024030901,"__error":${JSON.stringify(code)},"message":${JSON.stringify(message)}}`;

describe('success', () => {
	test.each([
		[
			'a record',
			'{"__build":2024030901,"__status":"success","__version":"10.4.10","id":"1","title":"x"}',
		],
		['an empty success', '{"__build":2024030901,"__status":"success","__version":"10.4.10"}'],
		['blanks around it', ' \n{"__status":"success"}\r\n'],
		['a byte order mark before it', '\ufeff{"__status":"success"}'],
		[
			'a record with a message field',
			'{"__status":"success","message":"Unauthorized request","__error":null}',
		],
		[
			'a text that looks like a page',
			'{"__status":"success","comment":"<html><title>Login</title>"}',
		],
	])('%s', (_what, body) => {
		const given = answer(200, body);
		expect(readEnvelope(given, SEARCH, BASE)).toEqual({ value: JSON.parse(body.trim()) });
	});

	test('keeps escaped characters', () => {
		const given = answer(200, '{"__status":"success","t":"\\ud83d\\ude00 \\u00e9 a\\/b"}');
		expect(readEnvelope(given, SEARCH, BASE)).toEqual({
			value: { __status: 'success', t: '😀 é a/b' },
		});
	});
});

describe("Cerb's own errors, which come with HTTP 200", () => {
	test.each([
		['ERROR', "'title' is required.", /values that its message names/],
		['ERROR_PERMISSIONS', 'Access denied.', /worker who connected/],
		['ERROR_NOT_IMPLEMENTED', 'Not implemented.', /does not offer GET/],
		['ERROR_NOT_FOUND', 'Record not found.', /record type "ticket"/],
		['ERROR_PARAM_INVALID', "'x' is not an editable field.", /values/],
		['ERROR_PARAM_REQUIRED', "The 'query' parameter is required.", /values/],
		['ERROR_SEARCH_FILTERS_INVALID', "'x' is not a valid subtotal token.", /values/],
	])('%s', (code, message, hint) => {
		const failure = failureOf(answer(200, envelope(code, message)));
		expect(failure).toEqual({ message, code, status: 200, hint: expect.stringMatching(hint) });
	});

	test('a record that is not there, as recorded', () => {
		const body =
			'{"__status":"error","__version":"10.4.10","__build":2024030901,"__error":"ERROR_NOT_FOUND","message":"Invalid record cerberusweb.contexts.task #999999"}';
		const request = { method: 'GET' as const, path: 'records/task/999999.json' };
		expect(failureOf(answer(200, body), BASE, request)).toMatchObject({
			message: 'Invalid record cerberusweb.contexts.task #999999',
			code: 'ERROR_NOT_FOUND',
			hint: expect.stringContaining('ID'),
		});
	});

	test.each([
		['no message', { __error: 'ERROR' }, /ERROR/],
		['a blank message', { __error: 'ERROR', message: ' ' }, /ERROR/],
		['a message that is no text', { message: ['x'] }, /failure/],
		['nothing at all', {}, /failure/],
	])('%s is told as such', (_what, fields, message) => {
		const given = answer(200, JSON.stringify({ __status: 'error', ...fields }));
		expect(failureOf(given).message).toMatch(message);
	});

	test('an error never counts as success because of its status', () => {
		expect(failureOf(answer(201, envelope('ERROR', 'x'))).message).toBe('x');
	});
});

describe('short errors: signing in and scopes', () => {
	const short = (message: string) => JSON.stringify({ __status: 'error', message });
	test.each([
		[401, 'Unauthorized request', /connect it again/],
		[401, 'The resource owner or authorization server denied the request.', /connect it again/],
		[401, 'Access denied! (Invalid timestamp)', /./],
		[200, 'Your token does not have permission to use this endpoint.', /scopes? .*wider/],
		[200, 'Unknown command (nonsense)', /no API endpoint/],
	])('HTTP %i %s', (status, message, hint) => {
		const failure = failureOf(answer(status, short(message)));
		expect(failure).toMatchObject({
			message,
			status,
			code: undefined,
			hint: expect.stringMatching(hint),
		});
	});
});

describe('the table of HTTP statuses', () => {
	test.each([
		[302, '', { location: 'http://127.0.0.1/update/locked' }, /upgraded/, /administrator/],
		[302, '', { location: 'https://cerb.example.com/login' }, /\/login/, /not to its API/],
		[302, '', { location: '/login?x=https://cerb/update/' }, /\/login/, /not to its API/],
		[
			302,
			'',
			{ location: 'https://other.example/rest/x' },
			/redirect to \/rest\/x/,
			/other\.example/,
		],
		[302, '', {}, /redirect to nowhere/, /Cerb URL/],
		[307, '', { location: '/x' }, /redirect to \/x/, /Cerb URL/],
		[
			400,
			'The authorization grant type is not supported by the authorization server.',
			{},
			/grant type/,
			/Cerb URL/,
		],
		[401, 'Client authentication failed', {}, /Client authentication failed/, /./],
		[
			401,
			'<html><head><title>401 Authorization Required</title></head></html>',
			{},
			/401 Authorization Required/,
			/sign-in/,
		],
		[403, 'Access denied', {}, /Access denied/, /./],
		[
			404,
			'<html><head><title>404 Not Found</title></head></html>',
			{},
			/404 Not Found/,
			/Cerb URL/,
		],
		[413, '<html><h1>413</h1></html>', {}, /too large/, /upload limit/],
		[414, '<html><h1>414</h1></html>', {}, /too long/, /[Ss]horten/],
		[429, '', {}, /too many requests/, /Wait/],
		[500, '', {}, /crashed/, /PHP error log/],
		[500, ' \n', {}, /crashed/, /PHP error log/],
		[501, 'Not implemented', {}, /Not implemented/, /./],
		[502, '<html>', {}, /could not reach Cerb/, /later/],
		[503, PAGE, {}, /unavailable/, /database/],
		[504, '', {}, /in time/, /later/],
	])('%i %j %j', (status, body, headers, message, hint) => {
		const failure = failureOf(answer(status, body, { 'content-type': 'text/html', ...headers }));
		expect(failure.status).toBe(status);
		expect(failure.message).toMatch(message);
		expect(failure.hint).toMatch(hint);
	});

	test('a redirect to the same host on https asks for https', () => {
		const given = answer(301, '', { location: 'https://cerb.example.com/rest/workers/me.json' });
		const failure = failureOf(given, 'http://cerb.example.com');
		expect(failure.message).toMatch(/https/);
		expect(failure.hint).toContain('https://cerb.example.com as the Cerb URL');
	});

	test('a redirect to a host whose name merely begins the same does not', () => {
		const given = answer(301, '', { location: 'https://cerb.example.com.evil.example/rest/x' });
		const failure = failureOf(given, 'http://cerb.example.com');
		expect(failure.hint).not.toContain('as the Cerb URL');
		expect(failure.hint).toContain('cerb.example.com.evil.example');
	});

	test('a redirect is told without the user name and password in its address', () => {
		const location = 'https://user:pass@word@x.example/a?b=c';
		const { message, hint } = failureOf(answer(302, '', { location }));
		expect(message).toMatch(/redirect to \/a$/);
		expect(hint).toContain('(here to x.example)');
	});

	test.each([201, 302, 400, 401, 403, 404, 500])('a success envelope with HTTP %i', (status) => {
		const failure = failureOf(answer(status, '{"__status":"success"}'));
		expect(failure.message === 'SUCCESS').toBe(status < 300);
	});
});

describe('answers that are not from the API', () => {
	const success = '{"__build":2024030901,"__status":"success","id":1}';
	test.each([
		[
			'no extension',
			"'me' is not implemented.",
			{ 'content-type': 'text/plain' },
			/^'me' is not/,
			/extension/,
		],
		['a controller only', '', { 'content-type': 'text/html' }, /empty/, /path/],
		[
			'a web page',
			'<!DOCTYPE html><html><head><title>Log in</title></head></html>',
			{},
			/web page.*Log in/,
			/Cerb URL/,
		],
		['a page without a title', '<html><body>Hi', {}, /web page/, /Cerb URL/],
		[
			'a warning before a success',
			`<br /><b>Warning</b>: foo in bar.php on line 1${success}`,
			JSON_TYPE,
			/Warning ?: foo/,
			/did carry out/,
		],
		[
			'a warning before the success of a data query',
			`Warning: foo{"_":{"type":"x"},"__build":2024030901,"__status":"success"}`,
			JSON_TYPE,
			/^Cerb printed messages before its answer: Warning: foo$/,
			/did carry out/,
		],
		['a success that is cut off', success.slice(0, 40), JSON_TYPE, /cut off/, /lost the rest/],
		['an error that is cut off', envelope('ERROR', 'x').slice(0, 30), JSON_TYPE, /cut off/, /./],
		['JSON of somebody else', '{"status":"ok"}', JSON_TYPE, /does not answer like/, /Cerb URL/],
		['a list', '[1,2]', JSON_TYPE, /does not answer like/, /Cerb URL/],
		['null', 'null', JSON_TYPE, /does not answer like/, /Cerb URL/],
		['an unknown status', '{"__status":"pending"}', JSON_TYPE, /does not answer like/, /Cerb URL/],
		['a text', 'It works!', { 'content-type': 'text/plain' }, /It works!/, /text\/plain/],
	])('%s', (_what, body, headers, message, hint) => {
		const failure = failureOf(answer(200, body, headers));
		expect(failure.message).toMatch(message);
		expect(failure.hint).toMatch(hint);
	});

	// A change that nobody knows the fate of is told of as such.
	test.each([
		['a crash', answer(500, ''), 'maybe'],
		['a page with success', answer(200, PAGE, { 'content-type': 'text/html' }), 'maybe'],
		['an empty success', answer(200, ''), 'maybe'],
		['a success that is cut off', answer(200, success.slice(0, 40)), 'maybe'],
		['foreign JSON', answer(200, '{"ok":true}'), 'maybe'],
		['a page of an error of a proxy', answer(500, PAGE), 'maybe'],
		['a page that is not there', answer(404, PAGE, { 'content-type': 'text/html' }), undefined],
		['no extension', answer(200, "'me' is not implemented."), undefined],
		['a warning before a success', answer(200, `Warning${success}`), undefined],
		['an error of Cerb', answer(200, envelope('ERROR', 'x')), undefined],
	])('%s may have reached Cerb: %s', (_what, given, reached) => {
		expect(failureOf(given).reached).toBe(reached);
	});

	// A read is tried again for these.
	test.each([
		['JSON without its end', success.slice(0, 40), {}, true],
		['blanks behind it', `${success.slice(0, 40)} \n`, {}, true],
		['no more than its beginning', '{', {}, true],
		['a whole answer', `${success} \n`, {}, undefined],
		['damaged within', '{"__status":"success",}', {}, undefined],
		['another type', success.slice(0, 40), { 'content-type': 'text/plain' }, undefined],
		['a file', '{"a"', { 'content-disposition': 'attachment; filename=a.json' }, undefined],
		['a list', '[1,2', {}, undefined],
		['nothing', '', {}, undefined],
	])('%s passes by itself: %s', (_what, body, headers, isTransient) => {
		const given = answer(200, body, { ...JSON_TYPE, ...headers });
		expect(readTransport(given, BASE)?.isTransient).toBe(isTransient);
	});

	test("a warning before an error keeps Cerb's words", () => {
		const body = `<br /><b>Warning</b>: foo in bar.php on line 1${envelope('ERROR_PERMISSIONS', 'Access denied.')}`;
		expect(failureOf(answer(200, body))).toMatchObject({
			message: expect.stringContaining('Access denied.'),
			code: 'ERROR_PERMISSIONS',
		});
	});

	test('a foreign body is quoted in short and without tags', () => {
		const failure = failureOf(answer(200, `x <b>${'long '.repeat(500)}</b>`, {}));
		expect(failure.message.length).toBeLessThan(300);
		expect(failure.message).not.toContain('<b>');
	});
});
