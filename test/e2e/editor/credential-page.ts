import { byTestId, settle, type Editor } from './browser';
import type { Locator, Page } from './playwright';

/** What the banner at the top of a credential says. */
export type Banner = 'connected' | 'failed' | 'not connected' | 'tested';

const CONNECT_1 = byTestId('oauth-connect-button');
/** The button of n8n 2 or that of n8n 1. */
const CONNECT = `${byTestId('quick-connect-button')}, ${CONNECT_1}`;

const BANNERS: Record<Banner, string> = {
	connected: 'Account connected',
	failed: 'Couldn’t connect with these settings',
	'not connected': 'Connect your account to use this credential',
	tested: 'Connection tested successfully',
};

/** A credential as it is open in n8n's editor. */
export class CredentialPage {
	private constructor(readonly page: Page) {}

	/** The window of a new credential. @param type as the list of types shows it */
	static async create(editor: Editor, type: string): Promise<CredentialPage> {
		const page = await editor.open('/home/credentials/create');
		const select = byTestId('new-credential-type-select');
		const input = page.locator(`${select} input, input${select}`).first();
		await input.waitFor();
		await input.fill(type);
		await page
			.locator(byTestId('new-credential-type-select-option'))
			.filter({ visible: true, hasText: type })
			.first()
			.click();
		await page.locator(byTestId('new-credential-type-button')).click();
		return await CredentialPage.opened(page);
	}

	/** The window of a stored credential. */
	static async open(editor: Editor, id: string): Promise<CredentialPage> {
		return await CredentialPage.opened(await editor.open(`/home/credentials/${id}`));
	}

	private static async opened(page: Page): Promise<CredentialPage> {
		await page.locator(byTestId('editCredential-modal')).waitFor();
		await settle(page);
		return new CredentialPage(page);
	}

	/** Types into fields, by their names. */
	async fill(fields: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) await this.field(name).fill(value);
		await settle(this.page);
	}

	async value(name: string): Promise<string> {
		return await this.field(name).inputValue();
	}

	private field(name: string): Locator {
		return this.page
			.locator(byTestId(`parameter-input-${name}`))
			.locator('input')
			.first();
	}

	/** Clicks the name at the top and types another one. */
	async rename(name: string): Promise<void> {
		const title = this.page.locator(byTestId('credential-name'));
		await title.locator(byTestId('inline-edit-preview')).click();
		await title.locator(byTestId('inline-edit-input')).fill(name);
		await title.locator(byTestId('inline-edit-input')).press('Enter');
		await settle(this.page);
	}

	/** Clicks Save; n8n then tests the credential by itself if its type has a test. */
	async save(): Promise<void> {
		await this.page.locator(byTestId('credential-save-button')).first().click();
		await settle(this.page);
	}

	/** Clicks Connect. @returns the window that n8n opens */
	async connect(): Promise<Page> {
		const opening = this.page.waitForEvent('popup');
		await this.page.locator(CONNECT).filter({ visible: true }).first().click();
		return await opening;
	}

	/** Clicks Retry in the banner about the test. */
	async retryTest(): Promise<void> {
		await this.text('Retry').click();
		await settle(this.page);
	}

	private text(text: string): Locator {
		return this.page
			.locator(byTestId('editCredential-modal'))
			.getByText(text, { exact: true })
			.filter({ visible: true })
			.first();
	}

	/** Waits for a banner. @throws Error when it does not show in time */
	async waitForBanner(banner: Banner): Promise<void> {
		const text = this.text(BANNERS[banner]);
		// n8n 1 has no text for this; its button is there until the account is connected.
		const button = this.page.locator(CONNECT_1).filter({ visible: true });
		await (banner === 'not connected' ? text.or(button) : text).first().waitFor();
	}

	/** What the banner of a failed test tells when it is asked for more. */
	async failureDetails(): Promise<string> {
		await this.text('More details').click();
		const details = this.page.locator('[class*="_details_"]').filter({ visible: true }).first();
		await details.waitFor();
		return await details.innerText();
	}

	/** The texts of the notices between the fields. */
	async notices(): Promise<string[]> {
		return await this.page.locator('.n8n-notice, [class*="_notice_"]').allInnerTexts();
	}

	async picture(path: string): Promise<void> {
		await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
	}

	async close(): Promise<void> {
		await this.page.close();
	}
}
