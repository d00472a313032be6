/* eslint-disable @n8n/community-nodes/no-restricted-imports -- inspects errors in Node's own test process */
import { inspect } from 'node:util';

import { effects } from '../cerb-server';
import { DEFAULT_APP } from '../cerb-server/oauth';
import { getMe, jsons, request } from './operations';
import { useBed } from './support';

const bed = useBed();

const tokenCalls = () => bed.cerb.requests.filter(({ path }) => path === '/oauth/access_token');
const authentication = 'token';

/** A credential with a token from Cerb's token generator. */
function credential(data: Record<string, string> = {}, expiresIn?: number, isRenewable = true) {
	const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn });
	const renewal = {
		refreshToken: pair.refreshToken,
		clientId: DEFAULT_APP.clientId,
		clientSecret: DEFAULT_APP.clientSecret,
	};
	return bed.engine.addCredential('cerbTokenApi', 'Token', {
		baseUrl: bed.cerb.url,
		accessToken: pair.accessToken,
		...(isRenewable ? renewal : {}),
		...data,
	});
}

const run = async (ref: ReturnType<typeof credential>, parameters: object = getMe, items = 1) =>
	await bed.run({
		parameters: { ...parameters, authentication },
		credentials: [ref],
		items: Array.from({ length: items }, () => ({ json: {} })),
	});

describe('a token from the token generator', () => {
	it('signs in, and is not renewed while it lasts', async () => {
		const ref = credential();
		const result = await run(ref, getMe, 5);
		expect(result.error).toBeUndefined();
		expect(jsons(result)).toHaveLength(5);
		expect(tokenCalls()).toEqual([]);
	});

	it('needs nothing else as long as it lasts', async () => {
		expect((await run(credential({}, undefined, false))).error).toBeUndefined();
	});

	it('is renewed when it is over; the new pair is stored and serves the next run', async () => {
		const ref = credential({}, -1);
		const before = bed.engine.store.get(ref.id);
		expect((await run(ref, getMe, 5)).error).toBeUndefined();
		const after = bed.engine.store.get(ref.id);
		expect(after.refreshToken).not.toBe(before.refreshToken);
		expect(after.accessToken).not.toBe(before.accessToken);
		expect(tokenCalls()).toHaveLength(1);
		expect((await run(ref)).error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(1);
	});

	it('is renewed when it ends between two runs', async () => {
		const ref = credential();
		await run(ref);
		bed.cerb.oauth.expireAccessToken(String(bed.engine.store.get(ref.id).accessToken));
		const result = await run(ref, getMe, 3);
		expect(result.error).toBeUndefined();
		expect(jsons(result)).toHaveLength(3);
		expect(tokenCalls()).toHaveLength(1);
	});

	it('is not written over what another run has stored meanwhile', async () => {
		const ref = credential();
		const stored = bed.engine.store.get(ref.id);
		const renewed = { ...stored, accessToken: 'newer', refreshToken: 'newest' };
		const store = () => bed.engine.store.set(ref.id, renewed);
		// The test of a credential tries the token before anything else.
		bed.cerb.faults.add({ path: '/rest/workers/me.json' }, effects.before(store));
		await bed.engine.testCredential(ref);
		expect(bed.engine.store.get(ref.id)).toEqual(renewed);
	});

	it('says what to do when it is over and cannot be renewed', async () => {
		const { error } = await run(credential({}, -1, false));
		expect(error).toMatchObject({
			message: 'The access token is over',
			description: expect.stringMatching(/create a new token in Cerb/i),
		});
	});

	it('says what to do when the refresh token is dead, too', async () => {
		const ref = credential({}, -1);
		bed.cerb.oauth.revokeRefreshToken(String(bed.engine.store.get(ref.id).refreshToken));
		const { error } = await run(ref);
		expect(error).toMatchObject({ message: 'The refresh token is invalid.' });
	});

	it('does not show in errors', async () => {
		const ref = credential();
		const { error, outcome } = await run(ref, request('nowhere/at-all'));
		const told = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(outcome.runData);
		const { accessToken, refreshToken, clientSecret } = bed.engine.store.get(ref.id);
		for (const secret of [accessToken, refreshToken, clientSecret]) {
			expect(String(secret).length).toBeGreaterThan(5);
			expect(told).not.toContain(secret);
		}
	});

	it('passes the test of the credential, also when it must be renewed first', async () => {
		expect(await bed.engine.testCredential(credential())).toMatchObject({ status: 'OK' });
	});
});
