/* eslint-disable @n8n/community-nodes/no-restricted-imports -- looks at errors with node:util, as a log would */
import { inspect } from 'node:util';

import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import { apiError } from '../../../nodes/Cerb/cerb/failure';
import { headerMap, readThrown } from '../../../nodes/Cerb/cerb/thrown';
import { NO_SESSION } from '../../../nodes/Cerb/cerb/token-renewal';

const node = {
	id: '1',
	name: 'Cerb',
	type: 'cerb',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
} as INode;
const HIDDEN = 'eyJhbGciOiJSUzI1NiJ9.secret-token';

interface Shape {
	message?: string;
	code?: string;
	response?: { status: number; headers?: unknown; data?: unknown };
}

/** What the HTTP library throws: the request with its Authorization header hangs on everything. */
function libraryError({ message = 'Request failed', code, response }: Shape): Error {
	const config = {
		url: `https://cerb.example.com/rest/x.json?access_token=${HIDDEN}`,
		headers: { Authorization: `Bearer ${HIDDEN}` },
		data: `client_secret=${HIDDEN}`,
	};
	const error = Object.assign(new Error(message), {
		name: 'AxiosError',
		isAxiosError: true,
		code,
		config,
	});
	const request = { _header: `GET / HTTP/1.1\r\nAuthorization: Bearer ${HIDDEN}`, error };
	return Object.assign(error, { request, response: response && { ...response, config, request } });
}

/** As n8n's request helpers hand it on. */
const wrapped = (error: Error) => new NodeApiError(node, error as unknown as JsonObject);
const twice = (error: Error) => new NodeOperationError(node, wrapped(error));
const asCause = (error: Error) => new TypeError('outer', { cause: wrapped(error) });
const WRAPS: Array<[string, (error: Error) => unknown]> = [
	['bare', (error) => error],
	['in a NodeApiError', wrapped],
	['wrapped twice', twice],
	['as the cause of another', asCause],
];

const HOST = 'cerb.example.com:8443';
function failureOf(error: unknown) {
	const thrown = readThrown(error, HOST);
	return 'failure' in thrown ? thrown.failure : { message: 'ANSWER', hint: '', code: undefined };
}

describe.each(WRAPS)('an error of the HTTP library, %s', (_how, wrap) => {
	test.each([302, 400, 401, 404, 413, 500, 503])(
		'with an answer of HTTP %i is that answer',
		(status) => {
			const body = Buffer.from('{"__status":"error","message":"é"}');
			const headers = { 'Content-Type': 'application/json', 'SET-COOKIE': ['a=1', 'b=2'], n: 5 };
			expect(
				readThrown(
					wrap(
						libraryError({ code: 'ERR_BAD_REQUEST', response: { status, headers, data: body } }),
					),
					HOST,
				),
			).toEqual({
				answer: {
					status,
					headers: { 'content-type': 'application/json', 'set-cookie': 'a=1, b=2' },
					body,
				},
			});
		},
	);

	test.each([
		['ECONNREFUSED', /Could not reach Cerb at cerb\.example\.com:8443/, /Nothing listens/],
		['ENOTFOUND', /Could not reach/, /host name does not exist/],
		['EAI_AGAIN', /Could not reach/, /looked up/],
		['ECONNRESET', /Could not reach/, /broke off/],
		['ETIMEDOUT', /Could not reach/, /in time/],
		['ECONNABORTED', /Could not reach/, /in time/],
		['ERR_CANCELED', /cancelled/, /cancelled/],
		['CERT_HAS_EXPIRED', /certificate of cerb\.example\.com:8443/, /Ignore SSL/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate/, /Ignore SSL/],
		['SELF_SIGNED_CERT_IN_CHAIN', /certificate/, /Ignore SSL/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate/, /Ignore SSL/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /certificate/, /Ignore SSL/],
	])('without an answer (%s) says so', (code, message, hint) => {
		const failure = failureOf(
			wrap(libraryError({ code, message: `connect ${code} 10.0.0.1:8443` })),
		);
		expect(failure).toMatchObject({
			message: expect.stringMatching(message),
			hint: expect.stringMatching(hint),
			code,
		});
	});

	test.each([200, 201, 206])(
		'after an answer of HTTP %i broke off: its body never came',
		(status) => {
			const error = libraryError({ message: 'aborted', response: { status, headers: {} } });
			expect(failureOf(wrap(error))).toMatchObject({
				message: expect.stringMatching(/broke off/),
				hint: expect.stringMatching(/lost the rest/),
			});
		},
	);

	test('carries no secret into the error that the user gets', () => {
		const shapes: Shape[] = [
			{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
			{ code: 'ODD', message: 'odd' },
			{ response: { status: 500, headers: { a: 'b' }, data: '' } },
		];
		for (const shape of shapes) {
			const thrown = readThrown(wrap(libraryError(shape)), HOST);
			const failure =
				'failure' in thrown ? thrown.failure : { message: 'm', hint: 'h', status: 500 };
			const error = apiError(node, failure, { method: 'GET', path: 'x.json' });
			const seen = [
				JSON.stringify(error),
				inspect(error, { depth: Infinity, showHidden: true }),
				JSON.stringify(thrown),
				String(error.stack),
			].join('\n');
			expect(seen).not.toContain('secret-token');
			expect(seen).not.toContain('Authorization');
		}
	});
});

describe('an error of n8n 1, which loses its cause', () => {
	const bare = (httpCode: string, message: string, data?: unknown) =>
		Object.assign(new Error(message), { httpCode, cause: undefined, context: { data } });

	test.each([302, 400, 401, 503])('with HTTP %i is that answer', (status) => {
		const body = Buffer.from('{"__status":"error"}');
		expect(readThrown(bare(String(status), 'Request failed', body), HOST)).toEqual({
			answer: { status, headers: {}, body },
		});
	});

	test('with HTTP 200 is an answer that broke off', () => {
		expect(failureOf(bare('200', 'aborted'))).toMatchObject({
			message: expect.stringMatching(/broke off/),
			reached: 'maybe',
		});
	});

	test.each([
		['ECONNREFUSED', 'no', /Nothing listens/],
		['ECONNRESET', 'maybe', /broke off/],
		['ERR_CANCELED', 'maybe', /cancelled/],
	])('with %s is that failure', (code, reached, hint) => {
		const failure = failureOf(bare(code, 'The service refused the connection'));
		expect(failure).toMatchObject({ code, reached, hint: expect.stringMatching(hint) });
	});

	test.each([
		[undefined, 'Cerb could not renew the access token'],
		['ECONNRESET', `Could not reach Cerb at ${HOST}`],
	])('that wanted a token first was never sent: %s', (httpCode, message) => {
		const error = { message: 'A reason', description: NO_SESSION, httpCode, cause: undefined };
		expect(failureOf(error)).toMatchObject({ message, reached: 'no', isTransient: true });
	});

	test('from the token endpoint is no answer of the API', () => {
		const error = Object.assign(bare('401', 'Authorization failed - please check'), {
			description: 'Unsupported content type: text/html; charset=utf-8',
		});
		expect(failureOf(error)).toMatchObject({
			cause: 'credential-invalid',
			hint: expect.stringMatching(/reconnect/),
		});
	});
});

describe('https spoken to a plain http port', () => {
	// Node's code for it depends on its version of OpenSSL.
	test.each([
		['EPROTO', 'write EPROTO 00:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:'],
		[
			'ERR_SSL_WRONG_VERSION_NUMBER',
			'error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
		],
		['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'error:0A0000C6:SSL routines::packet length too long'],
	])(
		'%s says that this server does not speak https, and blames no certificate',
		(code, message) => {
			const failure = failureOf(libraryError({ code, message }));
			expect(`${failure.message} ${failure.hint}`).toMatch(/https?/);
			expect(`${failure.message} ${failure.hint}`).not.toMatch(/certificate|SSL routines/i);
		},
	);
});

describe("n8n's own words about the token", () => {
	test.each([
		['Credential is not connected', /not connected/, /click Connect/],
		[
			'OAuth2 token endpoint answered: The refresh token is invalid.',
			/refresh token is invalid/,
			/reconnect/,
		],
		[
			'OAuth2 token endpoint answered: Client authentication failed',
			/Client authentication failed/,
			/Client ID/,
		],
		['Unsupported content type: text/html', /did not renew/, /reconnect/],
		['The credential "x" needs to be reconnected.', /did not renew/, /reconnect/],
	])('%j', (message, words, hint) => {
		for (const error of [
			new Error(message),
			wrapped(new Error(message)),
			new NodeOperationError(node, message),
		]) {
			expect(failureOf(error)).toMatchObject({
				message: expect.stringMatching(words),
				hint: expect.stringMatching(hint),
			});
		}
	});

	test('are found in a description too', () => {
		const error = new NodeOperationError(node, 'Bad', {
			description: 'The refresh token is invalid.',
		});
		expect(failureOf(error).message).toBe('The refresh token is invalid.');
	});

	test('an answer of the API that says the same is the answer', () => {
		const response = { status: 401, data: Buffer.from('Client authentication failed') };
		expect(
			readThrown(libraryError({ message: 'Client authentication failed', response }), HOST),
		).toHaveProperty('answer');
	});

	test('a socket that is not connected is no matter of the credential', () => {
		const error = libraryError({
			code: 'ENOTCONN',
			message: 'read ENOTCONN: Socket is not connected',
		});
		expect(failureOf(error).message).not.toContain('credential');
	});
});

describe('anything else that is thrown', () => {
	const circular: { cause?: unknown; message: string } = { message: 'round' };
	circular.cause = circular;
	test.each([
		['a text', 'oops', /before an answer came/],
		['nothing', undefined, /before an answer came/],
		['null', null, /before an answer came/],
		['a number', 5, /before an answer came/],
		['an empty object', {}, /before an answer came/],
		['a plain error', new Error('Domain not allowed'), /Domain not allowed/],
		['an error that causes itself', circular, /round/],
		['a response without a status', { response: { data: 'x' }, message: 'm' }, /m/],
		['fields of odd types', { message: 5, code: {}, description: [] }, /before an answer came/],
	])('%s', (_what, error, hint) => {
		expect(failureOf(error)).toMatchObject({
			message: `Could not reach Cerb at ${HOST}`,
			hint: expect.stringMatching(hint),
			code: undefined,
		});
	});

	test.each([
		['bytes', Buffer.from([0xff, 0x00]), Buffer.from([0xff, 0x00])],
		['a text', 'é', Buffer.from('é')],
		['nothing', undefined, Buffer.alloc(0)],
	])('a body of %s', (_what, data, body) => {
		expect(readThrown({ response: { status: 500, data } }, HOST)).toEqual({
			answer: { status: 500, headers: {}, body },
		});
	});
});

describe('headerMap', () => {
	test.each([
		[undefined, {}],
		[null, {}],
		[{}, {}],
		[
			{ Location: '/x', 'Content-Type': 'a' },
			{ location: '/x', 'content-type': 'a' },
		],
		[{ 'Set-Cookie': ['a', 'b'] }, { 'set-cookie': 'a, b' }],
		[{ a: 1, b: true, c: null, d: { e: 'f' }, g: '' }, {}],
	])('%j', (headers, map) => {
		expect(headerMap(headers)).toEqual(map);
	});
});
