import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { CerbClient } from '../../../nodes/Cerb/cerb/client';
import type { CerbRequest } from '../../../nodes/Cerb/cerb/types';

interface Sent {
	type: string;
	options: IHttpRequestOptions;
}

/** A node's context that records what is sent and answers with one envelope, or throws. */
function context(baseUrl: unknown, answer: object = { __status: 'success', id: 1 }, fails?: Error) {
	const sent: Sent[] = [];
	const node = { name: 'Cerb', type: 'cerb', typeVersion: 1, parameters: {} };
	const given = {
		getNode: () => node,
		getCredentials: async () => ({ baseUrl }),
		helpers: {
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				type: string,
				options: IHttpRequestOptions,
			) {
				expect(this.helpers).toBe(given.helpers);
				expect(await this.getCredentials(type)).toEqual({ baseUrl });
				sent.push({ type, options });
				const headers = { 'Content-Type': 'application/json' };
				const response = { statusCode: 200, headers, body: Buffer.from(JSON.stringify(answer)) };
				return await (fails ? Promise.reject(fails) : Promise.resolve(response));
			},
		},
	} as unknown as IExecuteFunctions;
	return { given, sent };
}

async function send(
	request: CerbRequest,
	baseUrl = 'https://cerb.example.com/',
): Promise<IHttpRequestOptions> {
	const { given, sent } = context(baseUrl);
	await (await CerbClient.open(given, 'oAuth2')).call(request);
	expect(sent.map(({ type }) => type)).toEqual(['cerbOAuth2Api']);
	return sent[0].options;
}

describe('what is sent', () => {
	test('a GET, safe from redirects and from being parsed on the way', async () => {
		const query = { q: 'a b', page: 1, none: undefined };
		expect(await send({ method: 'GET', path: 'records/task/search.json', query })).toEqual({
			method: 'GET',
			url: 'https://cerb.example.com/rest/records/task/search.json?q=a%20b&page=1',
			encoding: 'arraybuffer',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
		});
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('a form by %s', async (method) => {
		const options = await send({ method, path: 'x.json', form: { fields: { title: 'ä' } } });
		expect(options).toMatchObject({
			body: 'fields%5Btitle%5D=%C3%A4',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
		});
	});

	test.each([
		['text', '  {"a": "ä"}\n'],
		['bytes', Buffer.from([0, 255])],
	])('a raw body of %s, byte for byte', async (_what, content) => {
		const rawBody = { content, contentType: 'text/plain' };
		const { body, headers } = await send({ method: 'POST', path: 'data/query.json', rawBody });
		expect(body).toEqual(Buffer.from(content as string));
		expect(headers).toEqual({ 'Content-Type': 'text/plain' });
	});

	test.each([
		['http://host:8080/cerb/index.php/rest', 'http://host:8080/cerb/index.php/rest/x.json'],
		['host', 'https://host/rest/x.json'],
	])('to %s', async (baseUrl, url) => {
		expect((await send({ method: 'GET', path: 'x.json' }, baseUrl)).url).toBe(url);
	});
});

describe('an answer of 401 that came as no error', () => {
	/** As n8n 1 does: no exceptions, and an error only where nothing is ignored. */
	const n8n1 = (statuses: number[]) => {
		const { given } = context('host');
		const ignored: unknown[] = [];
		given.helpers.httpRequestWithAuthentication = async (_type, { ignoreHttpStatusErrors }) => {
			ignored.push(ignoreHttpStatusErrors);
			const statusCode = statuses.shift();
			return { statusCode, headers: {}, body: Buffer.from('{"__status":"success","id":1}') };
		};
		return { given, ignored };
	};
	const request: CerbRequest = { method: 'POST', path: 'x.json', form: { a: 1 } };

	test.each(['oAuth2', 'token'])('is shown to n8n, which renews then: %s', async (way) => {
		const { given, ignored } = n8n1([401, 200]);
		expect(await (await CerbClient.open(given, way)).call(request)).toMatchObject({ id: 1 });
		expect(ignored).toEqual([{ ignore: true, except: [401] }, undefined]);
	});

	test('is the answer where there is nothing to renew', async () => {
		const { given, ignored } = n8n1([401, 200]);
		const client = await CerbClient.open(given, 'signature');
		await expect(client.call(request)).rejects.toMatchObject({ name: 'NodeApiError' });
		expect(ignored).toEqual([true]);
	});
});

describe('what cannot be sent', () => {
	test.each([
		undefined,
		null,
		'',
		' ',
		5,
		{},
		'https://',
		'ftp://host',
		'https://user:pw@host',
		'user@host',
		'https://a b',
		'javascript:alert(1)',
		'http://host:99999',
	])('the Cerb URL %j is refused', async (baseUrl) => {
		const { given, sent } = context(baseUrl);
		await expect(CerbClient.open(given, 'oAuth2')).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('Cerb URL'),
		});
		expect(sent).toEqual([]);
	});

	const openBy = (authentication: string) => CerbClient.open(context('host').given, authentication);

	test.each(['', 'apiKey'])('the way to sign in %j is refused', async (authentication) => {
		await expect(openBy(authentication)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('sign in'),
		});
	});

	test.each(['constructor', '__proto__'])(
		'the way to sign in %j, a part of every object, is refused',
		async (authentication) => {
			await expect(openBy(authentication)).rejects.toThrow(/sign in/);
		},
	);

	test('1000 form fields pass, one more does not', async () => {
		const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, index) => index) });
		await send({ method: 'POST', path: 'x.json', form: ids(1000) });
		const { given, sent } = context('host');
		const client = await CerbClient.open(given, 'oAuth2');
		await expect(client.call({ method: 'POST', path: 'x.json', form: ids(1001) })).rejects.toThrow(
			/1001 fields/,
		);
		expect(sent).toEqual([]);
	});

	const twice = { query: { title: 'a' }, form: { title: 'b' } };
	test.each(['PUT', 'PATCH'] as const)('a key in both address and body of a %s', async (method) => {
		const client = await CerbClient.open(context('host').given, 'oAuth2');
		await expect(client.call({ method, path: 'x.json', ...twice })).rejects.toThrow(
			/"title" stands both/,
		);
	});
	test('which a POST survives: the body wins', async () => {
		expect(await send({ method: 'POST', path: 'x.json', ...twice })).toMatchObject({
			body: 'title=b',
		});
	});

	test('a key in both places is noticed under its other spelling (fields[title] and fields: { title })', async () => {
		const client = await CerbClient.open(context('host').given, 'oAuth2');
		const request: CerbRequest = {
			method: 'PUT',
			path: 'x.json',
			query: [['fields[title]', 'a']],
			form: { fields: { title: 'b' } },
		};
		await expect(client.call(request)).rejects.toThrow(/stands both/);
	});
});

describe('what comes back', () => {
	test('the payload of a success', async () => {
		const client = await CerbClient.open(context('host').given, 'oAuth2');
		expect(await client.call({ method: 'GET', path: 'x.json' })).toEqual({
			__status: 'success',
			id: 1,
		});
	});

	test("Cerb's refusal as an error, or as a reading for who asks", async () => {
		const refusal = { __status: 'error', __error: 'ERROR_PERMISSIONS', message: 'Access denied.' };
		const client = await CerbClient.open(context('host', refusal).given, 'oAuth2');
		const request: CerbRequest = { method: 'GET', path: 'x.json' };
		await expect(client.call(request)).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'Access denied.',
		});
		await expect(client.fetch(request)).rejects.toThrow('Access denied.');
		expect(await client.attempt(request)).toMatchObject({ failure: { code: 'ERROR_PERMISSIONS' } });
	});

	test('no answer as an error that names the host, not the path with its query', async () => {
		const fails = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
		const client = await CerbClient.open(context('http://host:81/cerb', {}, fails).given, 'oAuth2');
		const request: CerbRequest = { method: 'GET', path: 'x.json', query: { q: 'private' } };
		const error = (await client.attempt(request).catch((thrown: unknown) => thrown)) as Error;
		expect(error.message).toBe('Could not reach Cerb at host:81');
		expect(JSON.stringify(error)).not.toContain('private');
	});
});

test('calls side by side that lose to one renewal of another run all go on', async () => {
	let stored = 'old';
	const tried: string[] = [];
	const { given } = context('host');
	const httpRequestWithAuthentication = async () => {
		tried.push(stored);
		// The first call of a run goes alone: then the other run renews the token.
		const isOver = stored === 'old' && tried.length > 1;
		// Cerb answers the last of these when the other run has stored its new token.
		if (tried.length === 3) stored = 'new';
		const body = Buffer.from('{"__status":"success"}');
		return await (isOver
			? Promise.reject(new Error('The refresh token is invalid.'))
			: Promise.resolve({ statusCode: 200, headers: {}, body }));
	};
	Object.assign(given, {
		getCredentials: async () => ({ baseUrl: 'host', accessToken: stored }),
		helpers: { httpRequestWithAuthentication },
	});
	const client = await CerbClient.open(given, 'token');
	const call = async () => await client.call({ method: 'GET', path: 'x.json' });
	const success = { __status: 'success' };
	expect(await call()).toEqual(success);
	expect(await Promise.all([call(), call()])).toEqual([success, success]);
	expect(tried).toEqual(['old', 'old', 'old', 'new', 'new']);
});
