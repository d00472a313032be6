/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the environment of the test process, never inside n8n */
import { randomUUID } from 'node:crypto';

import type { Login } from './editor/consent-pages';

/** A real Cerb with an OAuth app of this test's own. */
export interface RealCerb {
	url: string;
	login: Login;
	clientId: string;
	clientSecret: string;
	/** For a browser: Cerb's redirects lose a port that is not the usual one (measured on 10.4.10). */
	flags: string[];
	removeApp(): Promise<void>;
}

/** Whether there is a real Cerb to sign in to as a person, and an admin's token to add an app. */
export function hasRealCerb(): boolean {
	const { CERB_URL, CERB_EMAIL, CERB_PASSWORD, CERB_ACCESS_TOKEN } = process.env;
	return Boolean(CERB_URL && CERB_EMAIL && CERB_PASSWORD && CERB_ACCESS_TOKEN);
}

/**
 * Adds an OAuth app with a callback to the Cerb of the environment.
 * @throws Error with Cerb's answer when it refuses
 */
export async function prepareRealCerb(callbackUrl: string): Promise<RealCerb> {
	const { CERB_URL: url = '', CERB_EMAIL: email = '', CERB_PASSWORD: password = '' } = process.env;
	const secret = randomUUID();
	const call = async (method: string, path: string, fields?: Record<string, string>) => {
		const answer = await fetch(`${url}/rest/${path}`, {
			method,
			headers: { authorization: `Bearer ${process.env.CERB_ACCESS_TOKEN}` },
			body: fields && new URLSearchParams(fields),
		});
		const json = (await answer.json()) as { __status: string; id: number };
		if (json.__status === 'success') return json;
		throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
	};
	const clientId = `n8n-e2e-${randomUUID()}`;
	const { id } = await call('POST', 'records/oauth_app/create.json', {
		'fields[name]': 'n8n end-to-end test',
		'fields[client_id]': clientId,
		'fields[client_secret]': secret,
		'fields[callback_url]': callbackUrl,
		'fields[scopes]': '"api":\n  label: Everything\n  endpoints:\n    - "*"\n',
	});
	const { port } = new URL(url);
	return {
		url,
		login: { email, password },
		clientId,
		clientSecret: secret,
		flags: port ? [`--host-resolver-rules=MAP 127.0.0.1:80 127.0.0.1:${port}`] : [],
		removeApp: async () => {
			await call('DELETE', `records/oauth_app/${id}.json`);
		},
	};
}
