/* eslint-disable @n8n/community-nodes/no-restricted-imports -- opens sockets and inspects errors in Node's own test process */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { effects, type FaultEffect } from '../cerb-server';
import { getMe, request, search } from './operations';
import { useBed } from './support';

const bed = useBed();
const me = '/rest/workers/me.json';
/** These tests are about what is told, not about what another try would bring. */
const once = { requestOptions: { retries: { settings: { maxTries: 1 } } } };

/** What went wrong on the way: effect, message, what the description says to do. */
const FAULTS: Array<[name: string, effect: () => FaultEffect, message: RegExp, hint: RegExp]> = [
	['an HTML page', effects.htmlPage, /^Got a web page \("Welcome"\)/, /check the Cerb URL/i],
	['an empty 500', effects.emptyError, /^Cerb crashed/, /wrong shape/],
	['a pending upgrade', effects.upgradePending, /^Cerb is being upgraded$/, /administrator/],
	['a redirect to https', effects.toHttps, /^Cerb wants to be called by https$/, /Use https:/],
	['a lost database', effects.databaseDown, /^Cerb is unavailable$/, /try again later/],
	['429', () => effects.rateLimited(5), /too many requests/, /Wait/],
	['502', effects.badGateway, /could not reach Cerb behind it/, /try again later/],
	['504', effects.gatewayTimeout, /did not answer .* in time/, /Ask for less/],
	[
		'a PHP warning',
		effects.phpWarning,
		/^Cerb printed messages before its answer/,
		/did carry out/,
	],
	['cut-off JSON', () => effects.truncatedJson(), /cut off/, /lost the rest/],
	['a reset', effects.reset, /^Could not reach Cerb at 127\.0\.0\.1/, /broke off/],
	[
		'a reset in the body',
		() => effects.resetInBody(),
		/^The connection broke off in the middle/,
		/lost the rest/,
	],
	[
		'a foreign redirect',
		() => effects.answer(302, '', { location: 'https://x.example/a' }),
		/redirect to \/a/,
		/x\.example/,
	],
	[
		'a redirect to the login',
		() => effects.answer(302, '', { location: '/login' }),
		/redirect to \/login/,
		/Cerb URL/,
	],
	['an empty 200', () => effects.answer(200), /^Cerb gave an empty answer$/, /Check the path/],
	[
		'other JSON',
		() => effects.answer(200, '{"ok":true}', { 'content-type': 'application/json' }),
		/does not answer like Cerb/,
		/Cerb URL/,
	],
	[
		'a gateway 404',
		() => effects.answer(404, 'no such page'),
		/does not answer like Cerb/,
		/Cerb URL/,
	],
];

describe.each(FAULTS)('%s', (_name, effect, message, hint) => {
	it.each([
		['Get Me', getMe],
		['Generic Request', request('workers/me', { responseFormat: 'auto' })],
	])('is told by %s, without a secret', async (_operation, parameters) => {
		const credential = bed.connect();
		bed.cerb.faults.add({ path: me }, effect());
		const { error, outcome } = await bed.run({
			parameters: { ...parameters, ...once },
			credentials: [credential],
		});
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toMatch(message);
		const { description, context } = error as unknown as { description: string; context: object };
		expect(description).toMatch(hint);
		expect(description).toMatch(/\(GET \/rest\/workers\/me\.json: /);
		expect(context).toMatchObject({ itemIndex: 0, cerb: { path: 'workers/me.json' } });

		const { oauthTokenData, clientSecret } = bed.engine.store.get(credential.id);
		const { access_token, refresh_token } = oauthTokenData as Record<string, string>;
		const told = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(outcome.runData);
		for (const secret of [access_token, refresh_token, clientSecret as string]) {
			expect(told).not.toContain(secret);
		}
	});
});

describe('a Cerb that is not there', () => {
	const run = async (baseUrl: string) =>
		await bed.run({
			parameters: { ...getMe, ...once },
			credentials: [bed.connect({ data: { baseUrl } })],
		});

	it('is named with host and port', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		await new Promise((resolve) => server.close(resolve));
		const { error } = await run(`http://127.0.0.1:${port}`);
		expect(error).toMatchObject({
			message: `Could not reach Cerb at 127.0.0.1:${port}`,
			description: expect.stringMatching(/Nothing listens there/),
		});
	});

	it('is told apart from a wrong host name', async () => {
		const { error } = await run('http://cerb.invalid');
		expect(error?.message).toBe('Could not reach Cerb at cerb.invalid');
		expect(error).toMatchObject({ description: expect.stringMatching(/host name/) });
	});

	it.each([
		['', /has no Cerb URL/],
		['ftp://cerb.example.com', /not a web address/],
		['http://', /not a web address/],
		['https://user:pass@cerb.example.com', /not a web address/],
	])('is refused before any request: "%s"', async (baseUrl, message) => {
		const { error } = await run(baseUrl);
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toMatch(message);
		expect(bed.cerb.requests).toEqual([]);
	});

	it('is a web page where the path is wrong', async () => {
		const { error } = await run(`${bed.cerb.url}/somewhere`);
		expect(error?.message).toMatch(/redirect to \/login/);
	});
});

describe('inputs that cannot be sent', () => {
	it.each([
		['an unclosed quote', search('task', 'title:"x'), /quote/, /Query/],
		['an open bracket', search('task', '(id:1'), /lacks a closing \)/, /Query/],
		['a stray bracket', search('task', 'id:1)'), /too many/, /Query/],
		['template code', search('task', 'title:"{{1+1}}"'), /execute as template code/, /Query/],
		[
			'a nested limit',
			search('task', '(id:>1 limit:2)'),
			/limit: stands inside/,
			/out of the brackets/,
		],
		[
			'a date Cerb ignores',
			search('task', 'updated:>1795000000'),
			/would give all records/,
			/to now/,
		],
		['a limit of 0', search('task', '', { limit: 0 }), /whole number of at least 1/, /Limit/],
		['a broken limit', search('task', 'limit:x'), /not a positive whole number/, /limit:50/],
		['a type with a slash', search(`={{ 'task/../x' }}`), /not the alias/, /Record Type/],
		['an empty path', request(' '), /No path/, /Path/],
		['a foreign host', request('https://evil.example/rest/workers/me.json'), /leads away/, /Path/],
		['dots in a path', request('records/../../login'), /part "\.\."/, /Path/],
		['encoded dots', request('records/%2e%2e/x'), /part "%2e%2e"/, /Path/],
		[
			'broken JSON',
			request('x', { method: 'POST', bodyType: 'json', jsonBody: '{"a":' }),
			/JSON Body cannot be read/,
			/JSON Body/,
		],
		[
			'a JSON list',
			request('x', { method: 'POST', bodyType: 'json', jsonBody: '[1]' }),
			/no object/,
			/JSON Body/,
		],
		['no fields', search('task', '', { output: 'fields', fields: ' , ' }), /No fields/, /Fields/],
	])('%s', async (_name, parameters, message, hint) => {
		const { error } = await bed.run({ parameters });
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toMatch(message);
		expect(error).toMatchObject({
			description: expect.stringMatching(hint),
			context: { itemIndex: 0 },
		});
		expect(bed.cerb.requests).toEqual([]);
	});

	it('an unknown record type is told in the words of Cerb', async () => {
		const { error } = await bed.run({ parameters: search('nonsense') });
		expect(error).toMatchObject({
			message: 'Record not found.',
			description: expect.stringMatching(/no record type "nonsense".*ERROR_NOT_FOUND/),
		});
	});
});
