import { redact, redactor, secretsOf } from '../../../nodes/Cerb/cerb/redact';

const JWT = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${'eyJhdWQi'.repeat(20)}.${'a-B_9'.repeat(30)}`;
const REFRESH = `def50200${'0a1b'.repeat(90)}`;
const SECRET = "s3cret, of 'this' app & more";

describe('secrets of a credential', () => {
	test('are found wherever they are, and nothing else is', () => {
		const credential = {
			baseUrl: 'https://cerb.example.com',
			clientId: 'the-client',
			clientSecret: 'the-client-secret',
			accessKey: 'key1',
			secretKey: 'the-secret-key',
			accessToken: 'the-access-token',
			refreshToken: '',
			accessTokenUrl: 'https://cerb.example.com/oauth/access_token',
			ignoreSSLIssues: true,
			oauthTokenData: { access_token: JWT, refresh_token: REFRESH, token_type: 'Bearer' },
			none: null,
		};
		expect(secretsOf(credential).sort()).toEqual(
			['the-client-secret', 'the-secret-key', 'the-access-token', '', JWT, REFRESH].sort(),
		);
	});
});

describe('a text', () => {
	test.each([
		['nothing of the kind', 'Record not found.', 'Record not found.'],
		['a secret', `"${SECRET}" is wrong`, '"***" is wrong'],
		['a secret twice', `${SECRET}${SECRET}`, '******'],
		['a URL-encoded secret', `?a=${encodeURIComponent(SECRET)}&b=1`, '?a=***&b=1'],
		['a secret cut off at the end', 'you sent s3cret, o', 'you sent ***'],
		['something that only begins alike', 'you sent s3cret, of thi…', 'you sent s3cret, of thi…'],
		['a secret cut off by a quotation', "you sent s3cret, of 'th…", 'you sent ***…'],
		['words a secret begins with', 's3cret, or not', 's3cret, or not'],
		['most of a secret', "s3cret, of 'this' cat", '***cat'],
	])('with %s', (_what, text, told) => {
		expect(redact(text, [SECRET])).toBe(told);
	});

	test.each([
		['an access token that nobody told of', `token ${JWT} bad`, 'token *** bad'],
		['half an access token', `token ${JWT.slice(0, 100)}…`, 'token ***…'],
		['a refresh token', `<${REFRESH}>`, '<***>'],
		[
			'a header',
			'{"Authorization":"Bearer abc~/=.0123456789abc"}',
			'{"Authorization":"Bearer ***"}',
		],
		['a header in a URL', 'a=Bearer%20abcdefgh01234567', 'a=Bearer%20***'],
		['words about one', 'The Bearer token is missing', 'The Bearer token is missing'],
	])('with %s', (_what, text, told) => {
		expect(redact(text, [])).toBe(told);
	});

	test('with a signature', () => {
		const hash = '0123456789abcdef0123456789abcdef';
		expect(redact(`Cerb-Auth: a.k*y:${hash}, a.k*y%3A${hash}`, [], 'a.k*y')).toBe(
			'Cerb-Auth: a.k*y:***, a.k*y%3A***',
		);
		expect(redact(`file ${hash}, axk*y:${hash}`, [], 'a.k*y')).toBe(`file ${hash}, axk*y:${hash}`);
	});

	test('with one secret inside another', () => {
		expect(redact('0123456789abc', ['01234567', '0123456789abc'])).toBe('***');
		expect(redact('short', ['short'])).toBe('short');
	});
});

test('a failure keeps what it is', () => {
	const told = redactor({ secretKey: SECRET, accessKey: 'k' })({
		message: `no ${SECRET}`,
		hint: `k:00ff ${SECRET}`,
		code: SECRET,
		status: 401,
		reached: 'no',
	});
	expect(told).toEqual({
		message: 'no ***',
		hint: 'k:*** ***',
		code: '***',
		status: 401,
		reached: 'no',
	});
	expect(redactor({})({ message: 'a', hint: 'b' })).toEqual({ message: 'a', hint: 'b' });
});
