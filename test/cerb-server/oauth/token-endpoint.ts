import { createHash } from 'node:crypto';

import type { HttpAnswer } from '../http/answer';
import { PHP_HEADERS } from '../http/answer';
import type { HttpRequest } from '../http/request';
import { authenticatedApp, clientCredentials, textOf } from './clients';
import { oauthErrorAnswer, type OAuthError } from './messages';
import type { AuthCode, OAuthApp, OAuthStore, TokenPair } from './store';

/** `/oauth/access_token`: answers in the order of checks measured on Cerb 10.4.10. */
export function tokenEndpoint(request: HttpRequest, store: OAuthStore): HttpAnswer {
	// Only form bodies of a POST get here as fields; JSON, GET and query parameters do not.
	const grantType = textOf(request.post, 'grant_type');
	if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
		return oauthErrorAnswer('unsupportedGrant');
	}
	if (clientCredentials(request).id === undefined) return oauthErrorAnswer('invalidRequest');
	const app = authenticatedApp(request, store);
	if (app === undefined) return oauthErrorAnswer('invalidClient');
	const outcome =
		grantType === 'authorization_code'
			? redeemCode(request, app, store)
			: refreshPair(request, app, store);
	return typeof outcome === 'string' ? oauthErrorAnswer(outcome) : tokenAnswer(outcome);
}

function redeemCode(
	request: HttpRequest,
	app: OAuthApp,
	store: OAuthStore,
): TokenPair | OAuthError {
	const text = textOf(request.post, 'code') ?? '';
	const code = store.code(text);
	if (code === undefined || code.clientId !== app.clientId) return 'invalidRequest';
	if (code.redirectUri !== (textOf(request.post, 'redirect_uri') ?? null)) return 'invalidRequest';
	const failure = checkVerifier(code, textOf(request.post, 'code_verifier'));
	if (failure !== undefined) return failure;
	// Only success uses a code up: it survives every failed attempt before.
	store.useCode(text);
	return store.addPair({
		clientId: app.clientId,
		workerId: code.workerId,
		scopes: code.scopes,
	});
}

/** PKCE, RFC 7636. */
function checkVerifier(code: AuthCode, verifier: string | undefined): OAuthError | undefined {
	if (code.challenge === undefined) return verifier === undefined ? undefined : 'invalidRequest';
	if (verifier === undefined || !PKCE_TEXT.test(verifier)) return 'invalidRequest';
	const hashed =
		code.challenge.method === 'plain'
			? verifier
			: createHash('sha256').update(verifier).digest('base64url');
	return hashed === code.challenge.value ? undefined : 'invalidGrant';
}

/** What a challenge and a verifier have to look like. */
export const PKCE_TEXT = /^[A-Za-z0-9\-._~]{43,128}$/;

function refreshPair(
	request: HttpRequest,
	app: OAuthApp,
	store: OAuthStore,
): TokenPair | OAuthError {
	const text = textOf(request.post, 'refresh_token');
	if (text === undefined) return 'invalidRequest';
	const grant = store.refreshGrant(text);
	if (grant === undefined || grant.clientId !== app.clientId) return 'invalidRefreshToken';
	const wanted = textOf(request.post, 'scope');
	const scopes = wanted === undefined ? grant.scopes : scopeList(wanted);
	if (scopes.some((scope) => !grant.scopes.includes(scope))) return 'invalidScope';
	// Rotation: the old refresh token and the old access token die together.
	store.revokePair(text);
	return store.addPair({ clientId: app.clientId, workerId: grant.workerId, scopes });
}

/** A scope parameter as a list. */
export function scopeList(text: string): string[] {
	return text.split(' ').filter((scope) => scope !== '');
}

function tokenAnswer(pair: TokenPair): HttpAnswer {
	return {
		status: 200,
		headers: {
			...PHP_HEADERS,
			'cache-control': 'no-store',
			'content-type': 'application/json; charset=UTF-8',
		},
		body: JSON.stringify({
			token_type: 'Bearer',
			expires_in: pair.expiresIn,
			access_token: pair.accessToken,
			refresh_token: pair.refreshToken,
		}),
	};
}
