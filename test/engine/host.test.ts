/* eslint-disable @n8n/community-nodes/no-restricted-imports -- makes temporary folders in Node's own process, never runs inside n8n */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { binaryBuffer, createEngine, TESTED, type CredentialRef, type Engine } from './host/engine';
import { writeFixturePackage } from './host/fixture-package';
import { FixtureServer } from './host/fixture-server';
import { preparePackage } from './host/package-under-test';
import { itOnN8n2 } from './versions';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

const server = new FixtureServer();
let root: string;
let packageDir: string;
let engine: Engine;

const type = 'fixture';
const jsons = (items: Array<{ json: object }> = []) => items.map(({ json }) => json);
const numbers = (...values: Array<number | string>) => values.map((n) => ({ json: { n } }));

/** A connected credential; the server takes exactly one access token at a time. */
function connect(tokens: { access: string; refresh: string }): CredentialRef {
	return engine.addCredential('fixtureOAuth2Api', 'Mine', {
		baseUrl: server.url,
		clientId: 'id',
		clientSecret: 'hush',
		oauthTokenData: {
			token_type: 'Bearer',
			access_token: tokens.access,
			refresh_token: tokens.refresh,
		},
	});
}

beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'fixture-'));
	await writeFixturePackage(root);
	packageDir = await preparePackage(root);
	engine = await createEngine({ packageDir });
	await server.start();
});

afterAll(async () => {
	await engine.stop();
	await server.stop();
	await rm(root, { recursive: true });
	await rm(dirname(dirname(packageDir)), { recursive: true });
});

beforeEach(() => {
	server.log.length = 0;
	server.thing = { user: 'me' };
});

describe('package', () => {
	it('is unpacked as n8n installs it, once per build', async () => {
		const manifest = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as object;
		expect(Object.keys(manifest)).toEqual(['name', 'version', 'files', 'n8n']);
		expect(packageDir).toMatch(/node_modules[/\\]n8n-nodes-fixture$/);
		expect(existsSync(join(packageDir, 'nodes'))).toBe(false);
		expect(await preparePackage(root)).toBe(packageDir);
	});

	it('refuses a build that is missing or older than its sources', async () => {
		const other = await mkdtemp(join(tmpdir(), 'fixture-'));
		await writeFixturePackage(other);
		const later = new Date(Date.now() + 60_000);
		await utimes(join(other, 'nodes/Fixture.node.ts'), later, later);
		await expect(preparePackage(other)).rejects.toThrow(
			/Fixture\.node\.js is older than .*npm run build/,
		);
		await rm(join(other, 'dist'), { recursive: true });
		await expect(preparePackage(other)).rejects.toThrow(/is missing .*npm run build/);
		await rm(other, { recursive: true });
	});
});

describe('runNode', () => {
	it('passes items through and resolves expressions per item', async () => {
		const { main, error, outcome } = await engine.runNode({
			type,
			parameters: { value: '={{ $json.n * 2 }}' },
			items: numbers(1, 2, 3),
		});
		expect(error).toBeUndefined();
		expect(outcome.status).toBe('success');
		expect(jsons(main[0])).toEqual([{ value: 2 }, { value: 4 }, { value: 6 }]);
		expect(main[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	it('gives back the very error a node threw, of the classes the test imports', async () => {
		const { main, error, outcome } = await engine.runNode({ type, parameters: { value: 'throw' } });
		expect(main).toEqual([]);
		expect(outcome.status).toBe('error');
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'Told to throw', context: { itemIndex: 0 } });
		expect(outcome.failures).toEqual([error]);
	});

	it('sends failed items to the error output', async () => {
		const { main, error } = await engine.runNode({
			type,
			parameters: { value: '={{ $json.n }}' },
			items: numbers(1, 'throw', 3),
			onError: 'continueErrorOutput',
		});
		expect(error).toBeUndefined();
		expect(jsons(main[0])).toEqual([{ value: 1 }, { value: 3 }]);
		expect(main[1]).toMatchObject([{ json: { error: 'Told to throw' }, pairedItem: { item: 1 } }]);
		expect(main[1][0].error).toBeInstanceOf(NodeOperationError);
	});

	it('goes on in the regular output', async () => {
		const run = { type, parameters: { value: '={{ $json.n }}' }, items: numbers('throw', 2) };
		const expected = [{ error: 'Told to throw' }, { value: 2 }];
		for (const settings of [
			{ onError: 'continueRegularOutput' },
			{ continueOnFail: true },
		] as const) {
			const { main } = await engine.runNode({ ...run, ...settings });
			expect(jsons(main[0])).toEqual(expected);
		}
	});

	it('carries binary data in memory both ways', async () => {
		const data = { data: Buffer.from('small').toString('base64'), mimeType: 'text/plain' };
		const { main } = await engine.runNode({
			type,
			parameters: { operation: 'binary' },
			items: [{ json: {}, binary: { data } }],
		});
		expect(binaryBuffer(main[0][0]).toString()).toBe('SMALL');
		expect(main[0][0].binary?.data).toMatchObject({ fileName: 'up.txt', mimeType: 'text/plain' });
	});

	it('cancels an execution', async () => {
		const { outcome, error } = await engine.runNode({
			type,
			parameters: { operation: 'wait' },
			signal: AbortSignal.timeout(50),
		});
		expect(outcome.status).toBe('canceled');
		expect(error?.message).toBe('Stopped waiting');
		expect(outcome.durationMs).toBeLessThan(2000);
	});

	it('keeps hints, and runs as in an active workflow', async () => {
		const parameters = { operation: 'hint' };
		const { outcome } = await engine.runNode({ type, parameters, mode: 'trigger' });
		expect(outcome.hints(TESTED)).toEqual([{ message: 'Look here', location: 'outputPane' }]);
	});
});

describe('credentials', () => {
	const request = { type, parameters: { operation: 'request' } };

	it('resolves hidden expressions and adds the parent type', async () => {
		const ref = connect({ access: 'a', refresh: 'r' });
		expect(await engine.decrypt(ref)).toMatchObject({
			authUrl: `${server.url}/oauth/authorize`,
			accessTokenUrl: `${server.url}/oauth/access_token`,
			scope: 'read write',
			authentication: 'body',
			clientSecret: 'hush',
		});
	});

	it('signs, and on 401 renews once, stores the new pair and repeats', async () => {
		const ref = connect({ access: 'stale', refresh: server.refreshToken });
		const { main, error } = await engine.runNode({
			...request,
			credentials: [ref],
			items: numbers(1, 2),
		});
		expect(error).toBeUndefined();
		expect(jsons(main[0])).toEqual([{ user: 'me' }, { user: 'me' }]);
		expect(server.log).toEqual([
			'GET /thing',
			'POST /oauth/access_token',
			'GET /thing',
			'GET /thing',
		]);
		expect(Object.fromEntries(server.tokenRequest)).toMatchObject({
			grant_type: 'refresh_token',
			client_id: 'id',
			client_secret: 'hush',
		});
		expect(engine.store.get(ref.id).oauthTokenData).toMatchObject({
			access_token: server.accessToken,
			refresh_token: server.refreshToken,
		});
		expect(engine.store.writes(ref.id)).toBe(1);
	});

	itOnN8n2('each renews', 'renews once for executions side by side', async () => {
		const ref = connect({ access: 'stale', refresh: server.refreshToken });
		const runs = Array.from(
			{ length: 5 },
			async () => await engine.runNode({ ...request, credentials: [ref] }),
		);
		const errors = (await Promise.all(runs)).map(({ error }) => error);
		expect(errors).toEqual(Array(5).fill(undefined));
		expect(server.count('POST /oauth/access_token')).toBe(1);
	});

	it('fails with a NodeApiError when the refresh token is dead', async () => {
		const ref = connect({ access: 'stale', refresh: 'dead' });
		const { error } = await engine.runNode({ ...request, credentials: [ref] });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(engine.store.writes(ref.id)).toBe(0);
	});

	it('runs the credential test and its rules', async () => {
		const ref = connect({ access: server.accessToken, refresh: server.refreshToken });
		expect(await engine.testCredential(ref)).toMatchObject({ status: 'OK' });
		server.thing = { __status: 'error' };
		expect(await engine.testCredential(ref)).toEqual({
			status: 'Error',
			message: 'The server said no',
		});
	});

	it('walks the consent pages', async () => {
		const data = { baseUrl: `${server.url}/`, clientId: 'id', clientSecret: 'hush' };
		const ref = engine.addCredential('fixtureOAuth2Api', 'New', data);
		const login = { email: 'me@example.com', password: 'open sesame' };
		await expect(engine.authorize(ref, { ...login, password: 'x' })).rejects.toThrow('auth.failed');
		await expect(engine.authorize(ref, { ...login, accept: false })).rejects.toThrow(
			'HTTP 401 The resource owner denied',
		);
		const url = new URL(await engine.authorizeUrl(ref));
		expect(url.searchParams.get('scope')).toBe('read write');

		const token = await engine.authorize(ref, login);
		expect(token.access_token).toBe(server.accessToken);
		expect(server.tokenRequest.getAll('client_secret')).toEqual(['hush']);
		const { main } = await engine.runNode({ ...request, credentials: [ref] });
		expect(jsons(main[0])).toEqual([{ user: 'me' }]);
	});
});

describe('editor and agent', () => {
	it('fills lists through the editor context', async () => {
		const ref = connect({ access: server.accessToken, refresh: server.refreshToken });
		const request = { credentials: [ref], filter: 'abc', paginationToken: '1' };
		expect(await engine.listSearch(type, 'find', request)).toEqual({
			results: [{ name: 'me/abc/echo/1', value: 1 }],
			paginationToken: '2',
		});
		expect(await engine.loadOptions(type, 'list')).toEqual([{ name: 'One', value: 1 }]);
		expect(await engine.resourceMapping(type, 'fields')).toEqual({ fields: [] });
		await expect(engine.loadOptions(type, 'lost')).rejects.toThrow('only: list');
	});

	it('lets an agent call the node as a tool', async () => {
		const parameters = { value: "={{ $fromAI('word', 'Any word', 'string') }}" };
		const answer = await engine.callTool({ type, parameters, args: { word: 'hello' } });
		expect(answer.response).toBe('[{"value":"hello"}]');
		expect(answer.schema).toMatchObject({
			properties: { word: { type: 'string', description: 'Any word' } },
			required: ['word'],
		});
		const failing = engine.callTool({ type, parameters, args: { word: 'throw' } });
		await expect(failing).rejects.toThrow('Told to throw');
	});
});

describe('runWorkflowJson', () => {
	const step = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });

	it('runs an exported workflow with credentials of this bed', async () => {
		const ref = connect({ access: server.accessToken, refresh: server.refreshToken });
		const outcome = await engine.runWorkflowJson(
			{
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] },
					{
						name: 'Edit',
						type: 'n8n-nodes-base.set',
						typeVersion: 3.4,
						parameters: { assignments: { assignments: [{ name: 'a', value: '={{ 1 + 1 }}' }] } },
					},
					{
						name: 'Ask',
						type: 'n8n-nodes-fixture.fixture',
						typeVersion: 2,
						parameters: { operation: 'request' },
						credentials: { fixtureOAuth2Api: { id: 'elsewhere', name: 'Other' } },
					},
					{
						name: 'Say',
						type: 'n8n-nodes-fixture.fixture',
						parameters: { value: "={{ $('Edit').item.json.a }} {{ $json.user }}" },
					},
					{ name: 'Note', type: 'n8n-nodes-base.stickyNote' },
				],
				connections: { Start: step('Edit'), Edit: step('Ask'), Ask: step('Say') },
			},
			{ credentials: [ref] },
		);
		expect(outcome.error).toBeUndefined();
		expect(jsons(outcome.output('Say'))).toEqual([{ value: '2 me' }]);
	});

	it('names the known types when a workflow has an unknown one', async () => {
		const nodes = [{ name: 'Slack', type: 'n8n-nodes-base.slack' }];
		await expect(engine.runWorkflowJson({ nodes, connections: {} })).rejects.toThrow(
			/Unknown node type "n8n-nodes-base.slack".*n8n-nodes-fixture.fixture/,
		);
	});
});
