import { redirectAnswer, type HttpAnswer } from '../http/answer';
import type { HttpRequest } from '../http/request';
import { phpUrlEncode } from '../http/php-form';
import { isRegisteredRedirect, textOf } from './clients';
import { oauthErrorAnswer, type OAuthError } from './messages';
import { clearAuthentication, loginStateOf, type Session } from './sessions';
import type { AuthCode, OAuthApp, OAuthStore } from './store';
import { PKCE_TEXT, scopeList } from './token-endpoint';

/** A valid authorize request. */
interface AuthorizeRequest {
	app: OAuthApp;
	redirectUri: string | null;
	scopes: string[];
	state?: string;
	challenge?: AuthCode['challenge'];
}

/**
 * `/oauth/authorize`: sends the browser to login or consent, and back to the client with a code
 * once consent was given. Errors are never told to the client, not even a refusal (measured on
 * Cerb 10.4.10).
 */
export function authorize(request: HttpRequest, session: Session, store: OAuthStore): HttpAnswer {
	const asked = validate(request, store);
	if (typeof asked === 'string') return oauthErrorAnswer(asked);
	const login = loginStateOf(session);
	login.consent = { clientId: asked.app.clientId, scopes: asked.scopes };
	if (login.workerId === undefined || !login.consentAsked) {
		clearAuthentication(login);
		login.redirects.push(request.origin + request.target);
		login.workerId = session.activeWorkerId;
		const next = login.workerId === undefined ? '/login' : '/login/consent';
		return redirectAnswer(request.baseUrl + next);
	}
	// The answer is given once: the next authorize request asks again.
	delete session.login;
	if (!login.consentGiven) return oauthErrorAnswer('accessDenied');
	const code = store.addCode({
		clientId: asked.app.clientId,
		workerId: login.workerId,
		scopes: asked.scopes,
		redirectUri: asked.redirectUri,
		challenge: asked.challenge,
	});
	return redirectAnswer(callbackUrl(asked, code));
}

function validate(request: HttpRequest, store: OAuthStore): AuthorizeRequest | OAuthError {
	const query = (name: string) => textOf(request.query, name);
	const clientId = query('client_id');
	if (request.method !== 'GET' || query('response_type') !== 'code' || clientId === undefined) {
		return 'unsupportedGrant';
	}
	const app = store.app(clientId);
	const redirectUri = query('redirect_uri') ?? null;
	if (app === undefined) return 'invalidClient';
	if (redirectUri !== null && !isRegisteredRedirect(app, redirectUri)) return 'invalidClient';
	const value = query('code_challenge');
	const method = query('code_challenge_method') ?? 'plain';
	if (value !== undefined && (!PKCE_TEXT.test(value) || !isChallengeMethod(method))) {
		return 'invalidRequest';
	}
	return {
		app,
		redirectUri,
		scopes: scopeList(query('scope') ?? ''),
		state: query('state'),
		challenge: value !== undefined && isChallengeMethod(method) ? { value, method } : undefined,
	};
}

function isChallengeMethod(method: string): method is 'plain' | 'S256' {
	return method === 'plain' || method === 'S256';
}

function callbackUrl(asked: AuthorizeRequest, code: string): string {
	const target = asked.redirectUri ?? asked.app.callbackUrl;
	const query = [`code=${code}`];
	if (asked.state !== undefined) query.push(`state=${phpUrlEncode(asked.state)}`);
	return `${target}${target.includes('?') ? '&' : '?'}${query.join('&')}`;
}
