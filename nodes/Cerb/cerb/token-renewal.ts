import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { normalizeBaseUrl } from './base-url';
import { encodeForm } from './encode';
import { redact, secretsOf } from './redact';
import { keepRenewed, renewedPairOf } from './renewed-pairs';

/**
 * What the credential's expirable field always holds: n8n opens a session where it is empty, and the
 * token has its own field.
 */
export const IN_USE = 'in use';

/** What is stored of a session; all keys replace those of the credential. */
export interface Session {
	[key: string]: string;
	/** n8n stores nothing without it. */
	sessionToken: string;
}

/** Told where there is nothing to renew a token with. */
export const TOKEN_IS_OVER = 'The access token is over';

/** Marks a SessionError: of an error n8n 1 keeps nothing but its texts. */
export const NO_SESSION = 'There is no access token to make a call with';

/** The call was never made, for want of a token. Holds words and no request. */
export class SessionError extends Error {
	readonly description = NO_SESSION;

	constructor(
		message: string,
		/** Of the network, e.g. `ECONNREFUSED`; absent when Cerb refused. */
		readonly code?: string,
	) {
		super(message);
	}
}

/**
 * A token that Cerb accepts. n8n asks for it when a call met 401, and for each test of the credential.
 * Cerb burns a refresh token and its access token at once when it is used (measured on Cerb 10.4.10),
 * so the token at hand is tried first, and a new pair is given back to be stored. Nothing else is:
 * n8n 1 writes the whole credential as it had read it, over a pair that came in between.
 * @throws SessionError in Cerb's words where it has any
 */
export async function openSession(
	helper: IHttpRequestHelper,
	given: ICredentialDataDecryptedObject,
): Promise<Session | Record<string, never>> {
	// Requests of a run share what they read: the pair that one of them renews is not for others to burn.
	const credentials = { ...given };
	const current = String(credentials.accessToken);
	const send = async (request: IHttpRequestOptions) =>
		await exchange(helper, {
			...request,
			skipSslCertificateValidation: credentials.ignoreSSLIssues === true,
		});

	const baseUrl = normalizeBaseUrl(String(credentials.baseUrl));
	const probe = await send({
		url: `${baseUrl}/rest/workers/me.json`,
		headers: { Authorization: `Bearer ${current}` },
	});
	if (probe.status !== 401) return {};

	if (!credentials.refreshToken) {
		throw new SessionError(TOKEN_IS_OVER);
	}
	const renewal = await send({
		method: 'POST',
		url: `${baseUrl}/oauth/access_token`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
		body: encodeForm({
			grant_type: 'refresh_token',
			client_id: String(credentials.clientId ?? ''),
			client_secret: String(credentials.clientSecret ?? ''),
			refresh_token: String(credentials.refreshToken),
		}),
	});
	const pair = readPair(renewal.body);
	const known = renewedPairOf(credentials);
	if (pair) {
		const renewed = {
			accessToken: pair.access_token,
			refreshToken: pair.refresh_token ?? String(credentials.refreshToken),
		};
		keepRenewed(credentials, renewed);
		return { sessionToken: IN_USE, ...renewed };
	}
	if (!known || known.accessToken === current) {
		throw new SessionError(redact(readReason(renewal.body), secretsOf(credentials)));
	}
	// The editor brought back a pair that was renewed already.
	const stored: Session = { sessionToken: IN_USE, ...known };
	return { ...stored, ...(await openSession(helper, { ...credentials, ...known })) };
}

interface Pair {
	access_token: string;
	refresh_token?: string;
}

/** Cerb tells its failures here in bare sentences, so anything that is no pair is one. */
function readPair(body: string): Pair | undefined {
	try {
		const pair = JSON.parse(body) as Partial<Pair>;
		return typeof pair.access_token === 'string' && pair.access_token !== ''
			? (pair as Pair)
			: undefined;
	} catch {
		return undefined;
	}
}

/** Cerb's sentence; anything else, which might hold a token, is not quoted. */
function readReason(body: string): string {
	const isSentence = /^[A-Z][\w ,.'()-]{5,200}$/.test(body.trim());
	return isSentence ? body.trim() : 'Cerb did not renew the access token';
}

async function exchange(
	helper: IHttpRequestHelper,
	request: IHttpRequestOptions,
): Promise<{ status: number; body: string }> {
	const outcome = await helper.helpers
		.httpRequest({
			...request,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})
		.then(
			(answer: { statusCode: number; body: unknown }) => ({
				status: answer.statusCode,
				body: String(answer.body ?? ''),
			}),
			withoutRequest,
		);
	return outcome instanceof SessionError ? await Promise.reject(outcome) : outcome;
}

/** The HTTP library's errors carry the request, and so the tokens and the client secret. */
function withoutRequest(error: unknown): SessionError {
	const { message, code } = error as { message?: unknown; code?: unknown };
	return new SessionError(String(message), typeof code === 'string' ? code : undefined);
}
