import type { IDataObject } from 'n8n-workflow';

import { DEFAULT_APP } from '../cerb-server/oauth';
import { answerConsent } from './editor/consent-pages';
import { CredentialPage } from './editor/credential-page';
import { chain, credentialsOf, type Credential } from './n8n-host/workflows';
import { useBed, useEditor } from './support';

jest.setTimeout(120_000);

const bed = useBed();
const browser = useEditor();
let page: CredentialPage;
let name: string;

const login = () => bed.cerb.state.getWorker(1) ?? { email: '', password: '' };
const { clientId, clientSecret } = DEFAULT_APP;

/** The credential of this test as it is stored. */
async function stored(): Promise<Credential & { data: IDataObject }> {
	const all = await bed.api.call<Credential[]>('GET', '/credentials');
	const { id } = all.find((one) => one.name === name) ?? { id: 'none' };
	return await bed.api.call('GET', `/credentials/${id}?includeData=true`);
}

beforeEach(async () => {
	page = await CredentialPage.create(browser.editor, 'Cerb OAuth2 API');
	name = `Cerb of ${expect.getState().currentTestName}`;
	await page.rename(name);
});
afterEach(async () => await page.close());

test('allowed in Cerb, the account is connected and signs in the worker', async () => {
	await page.fill({ baseUrl: bed.cerb.url, clientId, clientSecret });
	expect(await page.notices()).toContainEqual(expect.stringContaining('plain http'));
	await page.waitForBanner('not connected');
	await answerConsent(await page.connect(), login(), true);
	await page.waitForBanner('connected');

	const { id, type } = await stored();
	const getMe = {
		name: 'Get me',
		type: 'n8n-nodes-cerb.cerb',
		parameters: { resource: 'worker', operation: 'getMe' },
		credentials: credentialsOf({ id, name, type }),
	};
	const { items } = await bed.run(chain(name, [getMe]));
	expect(items('Get me')[0].json).toMatchObject({ id: 1 });
});

test('refused in Cerb, the account stays unconnected and can be connected after all', async () => {
	await page.fill({ baseUrl: bed.cerb.url, clientId, clientSecret });
	const popup = await page.connect();
	await answerConsent(popup, login(), false);
	await popup.getByText('denied the request').waitFor();
	await popup.close();
	await page.waitForBanner('not connected');
	expect((await stored()).data.oauthTokenData).toBeUndefined();

	await answerConsent(await page.connect(), login(), true);
	await page.waitForBanner('connected');
});

test.each([
	['nobody listens there', () => 'http://127.0.0.1:9'],
	['there is no Cerb', () => `${browser.editor.url}/nowhere`],
])('with an address where %s, the account stays unconnected', async (_what, baseUrl) => {
	await page.fill({ baseUrl: baseUrl(), clientId, clientSecret });
	const popup = await page.connect();
	await popup.waitForTimeout(500);
	await popup.close();
	await page.waitForBanner('not connected');
	expect((await stored()).data.oauthTokenData).toBeUndefined();
});

test('with a wrong secret, n8n shows what Cerb said and the account stays unconnected', async () => {
	await page.fill({ baseUrl: bed.cerb.url, clientId, clientSecret: 'wrong' });
	const popup = await page.connect();
	await answerConsent(popup, login(), true);
	// n8n 1 folds it away.
	await popup.getByText('Client authentication failed').first().waitFor({ state: 'attached' });
	await popup.close();
	await page.waitForBanner('not connected');
});
