import { NodeHelpers } from 'n8n-workflow';

import type { CredentialRef } from './host/engine';
import { byId, jsons, record } from './operations';
import { useBed } from './support';

const bed = useBed({ tasks: 300 });

afterEach(() => jest.restoreAllMocks());

/** A credential for each way in, whose token lasts. */
const CREDENTIALS: Array<[authentication: string, make: () => CredentialRef]> = [
	['oAuth2', () => bed.connect()],
	[
		'token',
		() => {
			const { accessToken } = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'] });
			return bed.engine.addCredential('cerbTokenApi', 'T', { baseUrl: bed.cerb.url, accessToken });
		},
	],
	[
		'signature',
		() => {
			const key = { accessKey: 'reads', secretKey: 'secret of a test' };
			bed.cerb.oauth.apiKeys.push({ ...key, workerId: 1, allowedPaths: ['*'] });
			return bed.engine.addCredential('cerbSignatureApi', 'S', { baseUrl: bed.cerb.url, ...key });
		},
	],
];

describe.each(CREDENTIALS)('a run that signs in by %s', (authentication, make) => {
	it.each([1, 2, 8])(
		'reads its credential four times a second at most, not for each of 200 requests, %i at once',
		async (atOnce) => {
			const read = jest.spyOn(bed.engine.credentials, 'getDecrypted');
			const ids = [...bed.cerb.state.table('task').scan()].slice(0, 200).map(({ id }) => id);
			const began = Date.now();
			const result = await bed.run({
				parameters: {
					...record('get', 'task', byId('={{ $json.id }}')),
					authentication,
					requestOptions: { batching: { settings: { atOnce, pause: 0 } } },
				},
				credentials: [make()],
				items: ids.map((id) => ({ json: { id } })),
			});
			const quarters = Math.ceil((Date.now() - began) / 250);
			expect(jsons(result).map(({ id }) => id)).toEqual(ids);
			expect(read.mock.calls.length).toBeGreaterThan(0);
			expect(read.mock.calls.length).toBeLessThanOrEqual(1 + quarters);
		},
	);
});

test('an edited credential counts for the next run at once', async () => {
	const other = bed.cerb.oauth.issueToken({ workerId: 2, scopes: ['api'] });
	const credential = bed.connect();
	const { oauthTokenData } = bed.engine.store.get(credential.id);
	const named = async () => {
		const result = await bed.run({
			parameters: { resource: 'worker', operation: 'getMe' },
			credentials: [credential],
		});
		return jsons(result)[0].id;
	};
	expect(await named()).toBe(1);
	bed.engine.store.set(credential.id, {
		...bed.engine.store.get(credential.id),
		oauthTokenData: { ...(oauthTokenData as object), access_token: other.accessToken },
	});
	expect(await named()).toBe(2);
});

test.each(['cerbOAuth2Api', 'cerbSignatureApi', 'cerbTokenApi'])(
	'the editor can show a new credential of type %s, which has no value yet',
	(type) => {
		const shown = (values: { baseUrl?: string }) =>
			bed.engine.credentialTypes
				.getProperties(type)
				.filter(({ name }) => /^(plainHttp|noScheme)Notice$/.test(name))
				.filter((notice) => NodeHelpers.displayParameter(values, notice, null, null))
				.map(({ name }) => name);
		expect(shown({})).toEqual([]);
		expect(shown({ baseUrl: 'http://cerb' })).toEqual(['plainHttpNotice']);
		expect(shown({ baseUrl: 'cerb' })).toEqual(['noSchemeNotice']);
	},
);
