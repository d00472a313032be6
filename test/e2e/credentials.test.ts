import type { IDataObject } from 'n8n-workflow';

import { DEFAULT_APP } from '../cerb-server/oauth';
import { CredentialPage } from './editor/credential-page';
import { chain, credentialsOf, type Credential } from './n8n-host/workflows';
import { useBed, useEditor } from './support';

jest.setTimeout(120_000);

const bed = useBed();
const browser = useEditor();

const { clientId, clientSecret } = DEFAULT_APP;

async function byName(name: string): Promise<Credential> {
	const found = (await bed.api.call<Credential[]>('GET', '/credentials')).find(
		(one) => one.name === name,
	);
	if (!found) throw new Error(`No credential is named ${name}`);
	return found;
}

async function whoAmI(credential: Credential, authentication: string): Promise<IDataObject> {
	const { error, items } = await bed.run(
		chain('Who am I', [
			{
				name: 'Get me',
				type: 'n8n-nodes-cerb.cerb',
				parameters: { authentication, resource: 'worker', operation: 'getMe' },
				credentials: credentialsOf(credential),
			},
		]),
	);
	expect(error).toBeUndefined();
	return items('Get me')[0].json;
}

test.each([
	['still good', 3600, 0],
	['over', -10, 1],
])(
	'a token that is %s survives test, retry, rename, reopening and saving, and signs in',
	async (what, expiresIn, renewals) => {
		const name = `Token ${what}`;
		const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn });
		const page = await CredentialPage.create(browser.editor, 'Cerb Token API');
		await page.fill({
			baseUrl: bed.cerb.url,
			accessToken: pair.accessToken,
			refreshToken: pair.refreshToken,
			clientId,
			clientSecret,
		});
		await page.save();
		await page.waitForBanner('tested');
		await page.retryTest();
		await page.waitForBanner('tested');
		await page.rename(name);
		await page.save();
		await page.waitForBanner('tested');
		await page.close();

		const credential = await byName(name);
		const again = await CredentialPage.open(browser.editor, credential.id);
		await again.waitForBanner('tested');
		await again.rename(`${name}, again`);
		await again.save();
		await again.waitForBanner('tested');
		await again.close();

		expect(await whoAmI(credential, 'token')).toMatchObject({ id: 1 });
		const calls = bed.cerb.requests.filter(({ path }) => path === '/oauth/access_token');
		expect(calls.filter(({ status }) => status === 200)).toHaveLength(renewals);
	},
);

test('a token that Cerb does not take is told apart, with the reason', async () => {
	const page = await CredentialPage.create(browser.editor, 'Cerb Token API');
	await page.fill({ baseUrl: bed.cerb.url, accessToken: 'nonsense' });
	await page.save();
	await page.waitForBanner('failed');
	expect(await page.failureDetails()).toContain('The access token is over');
	await page.close();
});

test('a signature credential is tested as it is saved, and signs in', async () => {
	bed.cerb.oauth.apiKeys.push({
		accessKey: 'e2e-key',
		secretKey: 'e2e-secret',
		workerId: 1,
		allowedPaths: ['*'],
	});
	const page = await CredentialPage.create(browser.editor, 'Cerb Signature API');
	await page.rename('Signature');
	await page.fill({ baseUrl: bed.cerb.url, accessKey: 'e2e-key', secretKey: 'wrong' });
	await page.save();
	await page.waitForBanner('failed');
	await page.fill({ secretKey: 'e2e-secret' });
	await page.save();
	await page.waitForBanner('tested');
	await page.close();
	expect(await whoAmI(await byName('Signature'), 'signature')).toMatchObject({ id: 1 });
});
