import type { HttpRequest } from '../http/request';
import { readJwt } from './jwt';
import { oauthMessage } from './messages';
import { isAllowed } from './scopes';
import type { OAuthStore } from './store';

/** Who a request acts as, or the status and message of its refusal. */
export type Authorization =
	| { workerId: number; clientId: string }
	| { status: 200 | 401; message: string };

/** Measured on Cerb 10.4.10: a missing scope is refused with status 200. */
export const NO_SCOPE = 'Your token does not have permission to use this endpoint.';

/** The JWT of an Authorization header: the word must be `Bearer`, and may be missing. */
export function bearerToken(header: string): string {
	return header.replace(/^\s*Bearer\s/, '').trim();
}

/**
 * Checks a request's Authorization header. Expired, revoked, rotated and garbage tokens get the
 * same answer; scopes are looked up in the app as it is now.
 * @param restPath the path behind `/rest/`
 * @param hasWorker whether a worker of that id exists (a disabled one does)
 */
export function authorizeBearer(
	request: HttpRequest,
	restPath: string,
	store: OAuthStore,
	now: number,
	hasWorker: (id: number) => boolean,
): Authorization {
	const header = request.headers.authorization;
	if (header === undefined || header === '')
		return { status: 401, message: 'Unauthorized request' };
	const denied = { status: 401, message: oauthMessage('accessDenied') } as const;
	const claims = readJwt(bearerToken(header));
	if (claims === undefined || claims.exp * 1000 <= now) return denied;
	const grant = store.accessGrant(claims.jti);
	const app = store.app(claims.aud);
	if (grant === undefined || app === undefined || !hasWorker(grant.workerId)) return denied;
	if (!isAllowed(app.scopes, claims.scopes, request.method, restPath)) {
		return { status: 200, message: NO_SCOPE };
	}
	return { workerId: grant.workerId, clientId: app.clientId };
}
