/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the environment of the test process */
import type { IDataObject } from 'n8n-workflow';

import type { CredentialRef, Engine } from '../engine/host/engine';
import { tokenFields, type Pair } from './harness';

/** A way to sign in to a real Cerb that the environment allows. */
export interface WayIn {
	/** Value of the node's parameter of this name. */
	authentication: 'oAuth2' | 'token' | 'signature';
	/** Makes a credential that is connected. @throws Error when Cerb refuses the login */
	connect(engine: Engine): Promise<CredentialRef>;
}

/** A real Cerb as the environment describes it. */
export interface RealCerb {
	url: string;
	/** At least one; OAuth2 first. */
	ways: WayIn[];
	/** What is not tested for want of variables, and which these are. */
	missing: string[];
	client: { clientId: string; clientSecret: string };
	/** Whether what stands in its event record.changed may be replaced: nobody can read it first. */
	mayReplaceHandlers: boolean;
	/** A token pair of its own, which may be used up; there where a worker's password is known. */
	newPair?(engine: Engine): Promise<Pair>;
}

const VARIABLES = {
	oAuth2: 'CERB_CLIENT_ID, CERB_CLIENT_SECRET, CERB_EMAIL and CERB_PASSWORD (or CERB_ACCESS_TOKEN)',
	token: 'CERB_ACCESS_TOKEN (or CERB_CLIENT_ID, CERB_CLIENT_SECRET, CERB_EMAIL and CERB_PASSWORD)',
	signature: 'CERB_ACCESS_KEY and CERB_SECRET_KEY',
	renewal: 'CERB_CLIENT_ID, CERB_CLIENT_SECRET, CERB_EMAIL and CERB_PASSWORD',
	handlers:
		'CERB_REPLACE_HANDLERS=yes, which empties the event record.changed: only where nobody uses it',
};

/**
 * The real Cerb of `CERB_URL`, or undefined without one. `CONTRIBUTING.md` says which variable is
 * for which way in.
 * @throws Error naming what is missing when there is no way in at all
 */
export function realCerb(environment = process.env): RealCerb | undefined {
	const { CERB_URL: url, CERB_ACCESS_TOKEN: accessToken, CERB_CALLBACK_URL } = environment;
	const { CERB_CLIENT_ID: clientId = '', CERB_CLIENT_SECRET: clientSecret = '' } = environment;
	const { CERB_EMAIL: email, CERB_PASSWORD: password } = environment;
	const { CERB_ACCESS_KEY: accessKey, CERB_SECRET_KEY: secretKey } = environment;
	if (!url) return undefined;
	const client = { clientId, clientSecret };
	const given = accessToken
		? { access_token: accessToken, refresh_token: environment.CERB_REFRESH_TOKEN ?? '' }
		: undefined;
	const addOAuth2 = (engine: Engine, data: IDataObject = {}) =>
		engine.addCredential('cerbOAuth2Api', 'Real Cerb', { baseUrl: url, ...client, ...data });

	const consent =
		clientId && clientSecret && email && password
			? async (engine: Engine) => {
					const credential = addOAuth2(engine);
					await engine.authorize(credential, { email, password }, CERB_CALLBACK_URL);
					return credential;
				}
			: undefined;
	const newPair =
		consent &&
		(async (engine: Engine) => {
			const { id } = await consent(engine);
			return engine.store.get(id).oauthTokenData as unknown as Pair;
		});
	const addToken = (engine: Engine, pair: Pair) =>
		engine.addCredential('cerbTokenApi', 'Real Cerb', tokenFields(url, client, pair));

	// Both ways share a pair that is given: what one has renewed, the other has to take over.
	let shared: CredentialRef | undefined;
	const sharedPair = (engine: Engine, pair: Pair) =>
		shared ? (engine.store.get(shared.id).oauthTokenData as unknown as Pair) : pair;

	const ways: Record<WayIn['authentication'], WayIn['connect'] | undefined> = {
		oAuth2:
			consent ??
			(given &&
				(async (engine) => {
					const oauthTokenData = { token_type: 'Bearer', ...given };
					return (shared = addOAuth2(engine, { oauthTokenData }));
				})),
		token: given
			? async (engine) => addToken(engine, sharedPair(engine, given))
			: newPair && (async (engine) => addToken(engine, await newPair(engine))),
		signature:
			accessKey && secretKey
				? async (engine) =>
						engine.addCredential('cerbSignatureApi', 'Real Cerb', {
							baseUrl: url,
							accessKey,
							secretKey,
						})
				: undefined,
	};
	const open = (Object.keys(ways) as Array<keyof typeof ways>).flatMap((authentication) => {
		const connect = ways[authentication];
		return connect ? [{ authentication, connect }] : [];
	});
	const mayReplaceHandlers = environment.CERB_REPLACE_HANDLERS === 'yes';
	const lacking = Object.entries({
		...ways,
		renewal: newPair,
		handlers: mayReplaceHandlers || undefined,
	})
		.filter(([, connect]) => connect === undefined)
		.map(([name]) => `${name}: set ${VARIABLES[name as keyof typeof VARIABLES]}`);
	if (open.length === 0) {
		throw new Error(`CERB_URL is set, but no way to sign in.\n${lacking.join('\n')}`);
	}
	return { url, ways: open, missing: lacking, client, mayReplaceHandlers, newPair };
}
