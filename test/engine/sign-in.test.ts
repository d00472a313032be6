import type { IDataObject } from 'n8n-workflow';

import { effects } from '../cerb-server';
import { getMe, jsons, request, search } from './operations';
import { useBed } from './support';
import { RENEWAL_REFUSED, SHARES_RENEWAL, UNAUTHORIZED_BEFORE_RENEWAL } from './versions';

const bed = useBed();

interface TokenData extends IDataObject {
	access_token: string;
	refresh_token: string;
}

const tokens = (id: string) => bed.engine.store.get(id).oauthTokenData as unknown as TokenData;
const tokenCalls = () => bed.cerb.requests.filter(({ path }) => path === '/oauth/access_token');

function newCredential(data: Record<string, string>) {
	return bed.engine.addCredential('cerbOAuth2Api', 'New', {
		baseUrl: bed.cerb.url,
		clientId: 'n8n-client',
		clientSecret: 'n8n-secret',
		...data,
	});
}

describe('consent', () => {
	it('connects by login and consent, with the scopes of the choice, and the node works', async () => {
		const credential = newCredential({ scopes: 'profile search' });
		const address = new URL(await bed.engine.authorizeUrl(credential));
		expect(address.origin + address.pathname).toBe(`${bed.cerb.url}/oauth/authorize`);
		expect(address.searchParams.get('scope')).toBe('profile search');
		expect(address.searchParams.get('client_id')).toBe('n8n-client');

		await bed.engine.authorize(credential, bed.cerb.state.getWorker(1)!);
		const [me] = jsons(await bed.run({ parameters: getMe, credentials: [credential] }));
		expect(me).toMatchObject({ id: 1, is_superuser: 1 });
		// The client signs in by the body, not by a header.
		expect(tokenCalls().at(-1)?.form).toMatchObject({ client_id: 'n8n-client' });
	});

	it('asks for custom scopes however they are separated', async () => {
		const credential = newCredential({ scopes: 'custom', customScopes: ' profile,  search ' });
		const address = new URL(await bed.engine.authorizeUrl(credential));
		expect(address.searchParams.get('scope')).toBe('profile search');
	});

	it.each([
		'127.0.0.1:PORT',
		'http://127.0.0.1:PORT/rest/workers/me.json',
		'HTTP://127.0.0.1:PORT//',
	])('derives its addresses from %s', async (form) => {
		const pasted = form.replace('PORT', String(bed.cerb.port));
		const address = await bed.engine.authorizeUrl(newCredential({ baseUrl: pasted }));
		expect(address).toMatch(
			new RegExp(`^https?://127\\.0\\.0\\.1:${bed.cerb.port}/oauth/authorize\\?`, 'i'),
		);
	});
});

describe('an access token that is over', () => {
	it('is renewed once, stored with its new refresh token, and no item is lost or repeated', async () => {
		const credential = bed.connect({ expiresIn: -1 });
		const before = tokens(credential.id);
		const items = [1, 2, 3, 4, 5].map((n) => ({ json: { n } }));
		const result = await bed.run({ parameters: getMe, credentials: [credential], items });

		expect(result.error).toBeUndefined();
		expect(jsons(result)).toHaveLength(5);
		expect(tokenCalls()).toHaveLength(1);
		const after = tokens(credential.id);
		expect(after.access_token).not.toBe(before.access_token);
		expect(after.refresh_token).not.toBe(before.refresh_token);

		// The stored pair is sound: the next run needs no renewal.
		const next = await bed.run({ parameters: getMe, credentials: [credential] });
		expect(next.error).toBeUndefined();
		expect(tokenCalls()).toHaveLength(1);
	});

	it('may be over in the middle of a list', async () => {
		bed.cerb.state.addTasks(1100);
		bed.cerb.faults.add({ path: '/rest/records/task/search.json', skip: 1 }, effects.expireToken());
		const result = await bed.run({ parameters: search('task', '', { returnAll: true }) });
		const ids = jsons(result).map(({ id }) => id);
		expect(new Set(ids).size).toBe(bed.cerb.state.table('task').size);
		expect(ids).toHaveLength(bed.cerb.state.table('task').size);
		expect(tokenCalls().filter(({ status }) => status === 200)).toHaveLength(1);
		// Two pages are under way, and n8n 1 lets each of them try.
		expect(tokenCalls().length).toBeLessThanOrEqual(SHARES_RENEWAL ? 1 : 2);
	});

	it('sends the same form again after the renewal', async () => {
		const credential = bed.connect({ expiresIn: -1 });
		const body = {
			bodyType: 'form',
			formParameters: { parameters: [{ name: 'a[]', value: 'ü' }] },
		};
		await bed.run({
			parameters: request('nowhere/at-all', { method: 'POST', ...body }),
			credentials: [credential],
		});
		const sent = bed.cerb.requests.filter(({ path }) => path === '/rest/nowhere/at-all.json');
		const refused = Array<number>(UNAUTHORIZED_BEFORE_RENEWAL).fill(401);
		expect(sent.map(({ status }) => status)).toEqual([...refused, 200]);
		for (const { form } of sent) expect(form).toEqual({ a: { 0: 'ü' } });
	});
});

describe('a credential that Cerb no longer accepts', () => {
	it('says to reconnect when the refresh token is dead', async () => {
		const credential = bed.connect({ expiresIn: -1 });
		bed.cerb.oauth.revokeRefreshToken(tokens(credential.id).refresh_token);
		const { error } = await bed.run({ parameters: getMe, credentials: [credential] });
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(RENEWAL_REFUSED.deadToken),
			description: expect.stringMatching(/reconnect/),
			context: { itemIndex: 0 },
		});
	});

	it('names the client when the OAuth app was deleted', async () => {
		bed.cerb.oauth.registerApp({ clientId: 'doomed', clientSecret: 'doomed-secret' });
		const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], clientId: 'doomed' });
		const credential = newCredential({ clientId: 'doomed', clientSecret: 'doomed-secret' });
		bed.engine.store.set(credential.id, {
			...bed.engine.store.get(credential.id),
			oauthTokenData: { access_token: pair.accessToken, refresh_token: pair.refreshToken },
		});
		bed.cerb.oauth.removeApp('doomed');
		const { error } = await bed.run({ parameters: getMe, credentials: [credential] });
		expect(error).toMatchObject({
			message: expect.stringMatching(RENEWAL_REFUSED.unknownClient),
			description: expect.stringMatching(/Client ID/),
		});
	});

	it('says to connect when it never was', async () => {
		const { error } = await bed.run({ parameters: getMe, credentials: [newCredential({})] });
		expect(error).toMatchObject({
			message: 'The credential is not connected to Cerb',
			description: expect.stringMatching(/click Connect/),
		});
	});

	it('explains a scope that does not cover the call', async () => {
		const credential = bed.connect({ scopes: ['search'] });
		const { error } = await bed.run({ parameters: getMe, credentials: [credential] });
		expect(error).toMatchObject({
			message: 'Your token does not have permission to use this endpoint.',
			description: expect.stringMatching(/scopes of the credential/),
		});
	});
});

describe('the credential test', () => {
	const testOf = async (data: Record<string, string>, scopes = ['api']) =>
		await bed.engine.testCredential(bed.connect({ scopes, data }));

	it('passes on a Cerb', async () => {
		expect(await testOf({})).toMatchObject({ status: 'OK' });
	});

	it('names token and scope where the scope does not cover it', async () => {
		expect(await testOf({}, ['search'])).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/scopes do not cover Get Me/),
		});
	});

	it('doubts the address where a web page answers', async () => {
		bed.cerb.faults.add({ path: '/rest/workers/me.json' }, effects.htmlPage());
		expect(await testOf({})).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/check the Cerb URL/),
		});
	});

	it('fails on a wrong path', async () => {
		expect(await testOf({ baseUrl: `${bed.cerb.url}/somewhere` })).toMatchObject({
			status: 'Error',
		});
	});
});
