import type { CerbServer } from '../index';
import { DEFAULT_APP } from '../oauth';
import { Browser } from './browser';
import { httpCall, type CallAnswer } from './http-call';

/** Id and secret of the app every server has, as form fields. */
export const CLIENT_FIELDS = {
	client_id: DEFAULT_APP.clientId,
	client_secret: DEFAULT_APP.clientSecret,
};

/** The address a client opens to sign a person in; undefined leaves a parameter out. */
export function authorizeUrl(changes: Record<string, string | undefined> = {}): string {
	const query: Record<string, string | undefined> = {
		response_type: 'code',
		client_id: DEFAULT_APP.clientId,
		redirect_uri: DEFAULT_APP.callbackUrl,
		scope: 'api',
		state: 'a b=',
		...changes,
	};
	const pairs = Object.entries(query).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, value] as [string, string]],
	);
	return `/oauth/authorize?${new URLSearchParams(pairs).toString()}`;
}

/** Login of the server's first worker, an administrator. */
export function adminOf({ state }: CerbServer): { email: string; password: string } {
	const { email = '', password = '' } = state.getWorker(1) ?? {};
	return { email, password };
}

/** A code, got by way of login and consent. */
export async function consentedCode(server: CerbServer, url = authorizeUrl()): Promise<string> {
	const { headers } = await new Browser(server.url).consent(url, adminOf(server));
	return new URL(headers.location ?? '').searchParams.get('code') ?? '';
}

/** Posts a form to the token endpoint. */
export async function postToken(
	server: CerbServer,
	fields: Record<string, string>,
	headers: Record<string, string> = {},
): Promise<CallAnswer> {
	return await httpCall(`${server.url}/oauth/access_token`, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		body: new URLSearchParams(fields).toString(),
	});
}
