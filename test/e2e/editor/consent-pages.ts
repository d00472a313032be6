import type { Page } from './playwright';

/** A worker of Cerb who signs in. */
export interface Login {
	email: string;
	password: string;
}

/**
 * What a person does in the window that Connect opens: sign in at Cerb, then allow or refuse. The
 * fields are named alike on the embedded Cerb and on a real one.
 */
export async function answerConsent(
	popup: Page,
	{ email, password }: Login,
	accept: boolean,
): Promise<void> {
	await popup.locator('input[name="email"]').fill(email);
	await popup.locator('input[name="password"]').fill(password);
	await popup.locator('input[name="password"]').press('Enter');
	await popup.locator(`button[name="accept"][value="${accept ? 1 : 0}"]`).click();
}
