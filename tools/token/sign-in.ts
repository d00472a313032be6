import type { SignInWish } from './arguments';
import { fail } from './failure';
import { newProof, oauthClient, probeAuthorize } from './oauth';
import { loopbackOf, waitForCode } from './redirect';
import { redeem } from './renew';
import { clientSecret } from './secret';
import { requireFreePlace } from './store';
import type { Terminal } from './terminal';

/**
 * The consent flow: shows the address, waits for Cerb's redirect, saves the token.
 * @throws Failure in words for the person
 */
export async function signIn(wish: SignInWish, terminal: Terminal): Promise<void> {
	const { url, clientId, scope, callback, file, timeoutSeconds } = wish;
	await requireFreePlace(file);
	if (isUnprotected(url)) {
		terminal.warn(
			'This address is plain http: passwords and tokens travel unprotected. Use https unless you trust the network.',
		);
	}
	const client = oauthClient(url, clientId, await clientSecret(wish.clientSecret, terminal));
	const { state, verifier, challenge } = newProof();
	terminal.hide(verifier);
	const request = {
		redirect_uri: callback,
		scope,
		state,
		code_challenge: challenge,
		code_challenge_method: 'S256',
	};
	const address = client.authorizeURL(request);
	await probeAuthorize(address, { url, clientId, callback });

	const code = await waitForCode({ callback, state, timeoutSeconds }, terminal, () =>
		terminal.say(invitation(address, callback)),
	);
	const proven = { code, redirect_uri: callback, code_verifier: verifier };
	const target = { url, clientId, callback, scope, file };
	const saved = await redeem(async () => await client.getToken(proven), 'code', target, terminal);
	if ('dead' in saved) fail(saved.dead);
	terminal.say(`Saved in ${file}, readable by you only. ${lifetime(saved)}`);
	terminal.say('See who is signed in with --check; renew the token with --renew.');
}

/** How long an access token lasts, as a sentence. */
export function lifetime({ expires_at }: { expires_at: string | null }): string {
	return expires_at === null
		? 'Cerb does not say how long the access token lasts.'
		: `The access token lasts until ${expires_at}.`;
}

function invitation(address: string, callback: string): string {
	const next = loopbackOf(callback)
		? `Then the browser goes to ${callback}, where this program waits. If the browser runs on another\nmachine and shows an error there, paste the address of that page here and press Enter.`
		: `Then the browser goes to ${callback}. Paste the address of that page here and press Enter.`;
	return `Open this address in a browser, sign in to Cerb and allow the access:\n\n  ${address}\n\n${next}\n`;
}

function isUnprotected(url: string): boolean {
	const { protocol, hostname } = new URL(url);
	return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
