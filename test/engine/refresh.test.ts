/* eslint-disable @n8n/community-nodes/no-restricted-globals -- needs timers in Node's own test process */
import { effects } from '../cerb-server';
import { DEFAULT_APP } from '../cerb-server/oauth';
import { seeded } from '../unit/support/seeded';
import type { CredentialRef } from './host/engine';
import { byId, getMe, jsons, record, search } from './operations';
import { useBed } from './support';
import { SHARES_RENEWAL } from './versions';

const bed = useBed({ tasks: 40 });
jest.setTimeout(120_000);

const tokenCalls = () => bed.cerb.requests.filter(({ path }) => path === '/oauth/access_token');
const renewals = () => tokenCalls().filter(({ status }) => status === 200);

/** A pre-generated token with all that renews it. */
function tokenCredential(expiresIn?: number): CredentialRef {
	const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn });
	return bed.engine.addCredential('cerbTokenApi', 'Token', {
		baseUrl: bed.cerb.url,
		accessToken: pair.accessToken,
		refreshToken: pair.refreshToken,
		clientId: DEFAULT_APP.clientId,
		clientSecret: DEFAULT_APP.clientSecret,
	});
}

function refreshTokenOf({ id }: CredentialRef): string {
	const { oauthTokenData, refreshToken } = bed.engine.store.get(id);
	const { refresh_token } = (oauthTokenData ?? {}) as { refresh_token?: string };
	return refresh_token ?? String(refreshToken);
}

/** Every request takes a while, each another one. */
function slowDown(seed: number, most: number): void {
	const random = seeded(seed);
	bed.cerb.faults.add(
		{ times: Infinity },
		effects.before(async () => {
			await new Promise((resolve) => void setTimeout(resolve, random(most)));
		}),
	);
}

const ids = (count: number) =>
	[...bed.cerb.state.table('task').scan()].slice(0, count).map(({ id }) => id);
const atOnce = (count: number) => ({
	requestOptions: { batching: { settings: { atOnce: count, pause: 0 } } },
});

describe.each([
	['oAuth2', (expiresIn?: number) => bed.connect({ expiresIn })],
	['token', tokenCredential],
])('sign-in by %s', (authentication, make) => {
	const run = async (credential: CredentialRef, parameters: object, count: number) =>
		await bed.run({
			parameters: { ...parameters, authentication },
			credentials: [credential],
			items: ids(count).map((id, n) => ({ json: { id, n } })),
		});
	const get = record('get', 'task', byId('={{ $json.id }}'));

	it.each([1, 2, 3, 4, 5, 6])(
		'20 executions at once on an access token that is over all go on (round %i)',
		async (round) => {
			const credential = make(-1);
			slowDown(round, 60);
			// A database takes its time too: the losers of a race must wait for the winner's token.
			bed.engine.store.writeDelay = round % 2 === 0 ? 500 : 0;
			const runs = await Promise.all(
				Array.from({ length: 20 }, async () => await run(credential, get, 5)),
			);
			bed.engine.store.writeDelay = 0;
			expect(runs.map(({ error }) => error?.message).filter(Boolean)).toEqual([]);
			for (const result of runs) {
				expect(jsons(result).map(({ id }) => id)).toEqual(ids(5));
			}
			expect(renewals()).toHaveLength(1);
			const isShared = authentication === 'oAuth2' && SHARES_RENEWAL;
			// At most one an execution: its other items wait for what comes of it.
			expect(tokenCalls().length).toBeLessThanOrEqual(isShared ? 1 : 20);

			// What is stored is sound: the next execution has nothing to renew.
			expect((await run(credential, getMe, 1)).error).toBeUndefined();
			expect(renewals()).toHaveLength(1);
		},
	);

	it('reads lose and repeat nothing when the token ends amid them', async () => {
		const credential = make();
		slowDown(21, 20);
		bed.cerb.faults.add({ path: /\/rest\/records\/task\//, skip: 12 }, effects.expireToken());
		const result = await run(credential, { ...get, ...atOnce(8) }, 36);
		expect(result.error).toBeUndefined();
		expect(jsons(result).map(({ id }) => id)).toEqual(ids(36));
		expect(renewals()).toHaveLength(1);
	});

	it('a list is whole when the token ends amid its pages', async () => {
		const tasks = bed.cerb.state.table('task');
		if (tasks.size < 2000) bed.cerb.state.addTasks(2000);
		bed.cerb.faults.add({ path: '/rest/records/task/search.json', skip: 3 }, effects.expireToken());
		const parameters = { ...search('task', '', { returnAll: true }), ...atOnce(8) };
		const result = await run(make(), parameters, 1);
		expect(result.error).toBeUndefined();
		const listed = jsons(result).map(({ id }) => id);
		expect(listed).toHaveLength(tasks.size);
		expect(new Set(listed).size).toBe(tasks.size);
		expect(renewals()).toHaveLength(1);
	});

	it.each([1, 8])(
		'writes happen once each when the token ends amid them, %i at once',
		async (at) => {
			const credential = make();
			slowDown(22, 20);
			const path = '/rest/records/task/create.json';
			bed.cerb.faults.add({ path, skip: 12 }, effects.expireToken());
			const title = `${authentication} ${at} `;
			const values = { fieldsInput: 'json', fieldsJson: `={"title": "${title}{{ $json.n }}"}` };
			const parameters = { ...record('create', 'task', values), ...atOnce(at) };
			const result = await run(credential, parameters, 30);
			expect(result.error).toBeUndefined();
			const wanted = Array.from({ length: 30 }, (_, n) => `${title}${n}`);
			expect(jsons(result).map((task) => task.title)).toEqual(wanted);
			const made = [...bed.cerb.state.table('task').scan()].map((task) => String(task.title));
			expect(made.filter((name) => name.startsWith(title)).sort()).toEqual([...wanted].sort());
			expect(renewals()).toHaveLength(1);
		},
	);

	it('20 executions on a refresh token that is dead all say to reconnect the credential', async () => {
		const credential = make(-1);
		bed.cerb.oauth.revokeRefreshToken(refreshTokenOf(credential));
		slowDown(23, 20);
		const runs = await Promise.all(
			Array.from({ length: 20 }, async () => await run(credential, get, 3)),
		);
		for (const { error, main } of runs) {
			expect(error).toMatchObject({
				name: 'NodeApiError',
				description: expect.stringMatching(/reconnect/i),
				context: { itemIndex: 0 },
			});
			expect(main.flat()).toEqual([]);
		}
		expect(renewals()).toEqual([]);
	});
});
