/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the environment of the test process */
import type { CredentialRef, Engine } from '../engine/host/engine';

/** How to sign in to a real Cerb, from the environment. */
export interface RealCerb {
	url: string;
	/** Makes a credential that is connected. @throws Error when Cerb refuses the login */
	connect(engine: Engine): Promise<CredentialRef>;
}

/**
 * The real Cerb of `CERB_URL`, or undefined without one. Signs in with `CERB_ACCESS_TOKEN` (and
 * `CERB_REFRESH_TOKEN`, `CERB_CLIENT_ID`, `CERB_CLIENT_SECRET` to renew it), or with the client and
 * a worker's `CERB_EMAIL` and `CERB_PASSWORD` through the consent pages; `CERB_CALLBACK_URL` is then
 * the callback that the OAuth app names, if it is not n8n's on this machine.
 * @throws Error naming what is missing
 */
export function realCerb(environment = process.env): RealCerb | undefined {
	const {
		CERB_URL: url,
		CERB_ACCESS_TOKEN: accessToken,
		CERB_REFRESH_TOKEN: refreshToken,
		CERB_CLIENT_ID: clientId = '',
		CERB_CLIENT_SECRET: clientSecret = '',
		CERB_EMAIL: email,
		CERB_PASSWORD: password,
		CERB_CALLBACK_URL: callbackUrl,
	} = environment;
	if (!url) return undefined;
	const fields = { baseUrl: url, clientId, clientSecret };
	if (accessToken) {
		const oauthTokenData = {
			token_type: 'Bearer',
			access_token: accessToken,
			...(refreshToken ? { refresh_token: refreshToken } : {}),
		};
		return {
			url,
			connect: async (engine) =>
				engine.addCredential('cerbOAuth2Api', 'Real Cerb', { ...fields, oauthTokenData }),
		};
	}
	if (clientId && clientSecret && email && password) {
		return {
			url,
			async connect(engine) {
				const credential = engine.addCredential('cerbOAuth2Api', 'Real Cerb', fields);
				await engine.authorize(credential, { email, password }, callbackUrl);
				return credential;
			},
		};
	}
	throw new Error(
		'CERB_URL is set, but no way to sign in: set CERB_ACCESS_TOKEN, or CERB_CLIENT_ID, CERB_CLIENT_SECRET, CERB_EMAIL and CERB_PASSWORD',
	);
}
