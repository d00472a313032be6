import { normalizeBaseUrl } from '../../nodes/Cerb/cerb/base-url';
import type { CredentialRef, Engine } from '../engine/host/engine';
import { getMe, jsons } from '../engine/operations';
import { RENEWAL_REFUSED } from '../engine/versions';
import { tokenFields, type NodeFailure, type Pair } from './harness';

/** A Cerb on which tokens may be used up. */
export interface RenewalTarget {
	engine: Engine;
	url: string;
	client: { clientId: string; clientSecret: string };
	newPair(): Promise<Pair>;
}

/**
 * What the package promises of tokens that are over, for every Cerb. Using a refresh token ends the
 * access token of its pair, so an access token that is over can be had at once.
 */
export function renewalSuite(name: string, getTarget: () => RenewalTarget): void {
	/** What Cerb gives for a refresh token, and the status. */
	const redeem = async (refreshToken: string) => {
		const { url, client } = getTarget();
		const answer = await fetch(`${normalizeBaseUrl(url)}/oauth/access_token`, {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'refresh_token',
				refresh_token: refreshToken,
				client_id: client.clientId,
				client_secret: client.clientSecret,
			}),
		});
		return { status: answer.status, body: await answer.text() };
	};
	/** A pair whose access token is over and whose refresh token is good. */
	const expiredPair = async (): Promise<Pair> => {
		const old = await getTarget().newPair();
		const { refresh_token } = JSON.parse((await redeem(old.refresh_token)).body) as Pair;
		return { access_token: old.access_token, refresh_token };
	};
	const add = (authentication: string, pair: Pair): CredentialRef => {
		const { engine, url, client } = getTarget();
		if (authentication === 'token') {
			return engine.addCredential('cerbTokenApi', 'Renewal', tokenFields(url, client, pair));
		}
		const oauthTokenData = { token_type: 'Bearer', ...pair };
		const data = { baseUrl: url, ...client, oauthTokenData };
		return engine.addCredential('cerbOAuth2Api', 'Renewal', data);
	};
	/** The pair as it is stored now. */
	const stored = ({ id, type }: CredentialRef): Pair => {
		const data = getTarget().engine.store.get(id);
		if (type === 'cerbOAuth2Api') return data.oauthTokenData as unknown as Pair;
		return {
			access_token: String(data.accessToken),
			refresh_token: String(data.refreshToken),
		};
	};
	const run = async (authentication: string, credential: CredentialRef, items = 1) =>
		await getTarget().engine.runNode({
			type: 'cerb',
			parameters: { ...getMe, authentication },
			credentials: [credential],
			items: Array.from({ length: items }, () => ({ json: {} })),
		});

	describe.each(['oAuth2', 'token'])(`a token that is over on ${name}: %s`, (authentication) => {
		it('is renewed, and the new pair is stored and serves the next run', async () => {
			const credential = add(authentication, await expiredPair());
			const before = stored(credential);
			const first = await run(authentication, credential, 5);
			expect(first.error).toBeUndefined();
			expect(jsons(first)).toHaveLength(5);
			const after = stored(credential);
			expect(after.access_token).not.toBe(before.access_token);
			expect(after.refresh_token).not.toBe(before.refresh_token);

			expect((await run(authentication, credential)).error).toBeUndefined();
			expect(stored(credential)).toEqual(after);
			// The old refresh token is used up, the stored one is good.
			expect((await redeem(before.refresh_token)).status).toBe(401);
			expect((await redeem(after.refresh_token)).status).toBe(200);
		});

		it('is renewed for many runs at once, of which none fails', async () => {
			const credential = add(authentication, await expiredPair());
			const runs = await Promise.all(
				Array.from({ length: 6 }, async () => await run(authentication, credential, 2)),
			);
			expect(runs.map(({ error }) => error?.message).filter(Boolean)).toEqual([]);
			expect(runs.flatMap((result) => jsons(result))).toHaveLength(12);
			expect((await run(authentication, credential)).error).toBeUndefined();
		});

		it('whose refresh token is used up, too, says to reconnect', async () => {
			const old = await getTarget().newPair();
			await redeem(old.refresh_token);
			const { error } = await run(authentication, add(authentication, old));
			const isToldByN8n = authentication === 'oAuth2';
			const inCerbsWords = /^The refresh token is invalid\.$/;
			expect(error?.message).toMatch(isToldByN8n ? RENEWAL_REFUSED.deadToken : inCerbsWords);
			expect((error as NodeFailure).description).toMatch(/reconnect/);
		});
	});
}
