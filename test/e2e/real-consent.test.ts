import { openEditor } from './editor/browser';
import { answerConsent } from './editor/consent-pages';
import { CredentialPage } from './editor/credential-page';
import { RestApi } from './n8n-host/rest-api';
import { hasRealCerb, prepareRealCerb } from './real-consent';
import { hostOfRun, n8nUrl } from './shared-n8n';

jest.setTimeout(120_000);

// Runs where CERB_URL, CERB_EMAIL, CERB_PASSWORD and an admin's CERB_ACCESS_TOKEN are set.
(hasRealCerb() ? test : test.skip)(
	'a real Cerb: refused first, then allowed, the account is connected',
	async () => {
		const cerb = await prepareRealCerb(`${n8nUrl()}/rest/oauth2-credential/callback`);
		const api = await RestApi.signIn(n8nUrl());
		const editor = await openEditor(await hostOfRun(), api, { flags: cerb.flags });
		try {
			const page = await CredentialPage.create(editor, 'Cerb OAuth2 API');
			const { url: baseUrl, clientId, clientSecret } = cerb;
			await page.fill({ baseUrl, clientId, clientSecret });
			const popup = await page.connect();
			await answerConsent(popup, cerb.login, false);
			await popup.getByText('denied the request').waitFor();
			await popup.close();
			await page.waitForBanner('not connected');
			await answerConsent(await page.connect(), cerb.login, true);
			await page.waitForBanner('connected');
		} finally {
			await editor.close();
			await cerb.removeApp();
		}
	},
);
