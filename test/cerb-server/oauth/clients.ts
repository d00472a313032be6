import type { HttpRequest } from '../http/request';
import type { PhpMap } from '../http/php-form';
import type { OAuthApp, OAuthStore } from './store';

/** A form or query value that is text; Cerb's OAuth2 server knows no arrays. */
export function textOf(map: PhpMap, name: string): string | undefined {
	const value = map[name];
	return typeof value === 'string' ? value : undefined;
}

/** Client id and secret: body fields win over the Basic header. */
export function clientCredentials(request: HttpRequest): { id?: string; secret?: string } {
	const [, encoded] = /^Basic\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '') ?? [];
	const decoded = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
	const colon = decoded.indexOf(':');
	const [id, secret] = colon < 0 ? [] : [decoded.slice(0, colon), decoded.slice(colon + 1)];
	return {
		id: textOf(request.post, 'client_id') ?? id,
		secret: textOf(request.post, 'client_secret') ?? secret,
	};
}

/** The app whose id, secret and (where sent) redirect_uri are right. */
export function authenticatedApp(request: HttpRequest, store: OAuthStore): OAuthApp | undefined {
	const { id, secret } = clientCredentials(request);
	const app = id === undefined ? undefined : store.app(id);
	if (app === undefined || app.clientSecret !== secret) return undefined;
	const redirectUri = textOf(request.post, 'redirect_uri');
	if (redirectUri !== undefined && !isRegisteredRedirect(app, redirectUri)) return undefined;
	return app;
}

/**
 * Whether a redirect_uri is the registered one. A registered loopback IP accepts any port,
 * `localhost` does not (measured on Cerb 10.4.10).
 */
export function isRegisteredRedirect(app: OAuthApp, redirectUri: string): boolean {
	if (redirectUri === app.callbackUrl) return true;
	const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d+)?(?=[/?#]|$)/;
	if (!loopback.test(app.callbackUrl)) return false;
	return redirectUri.replace(loopback, '$1') === app.callbackUrl.replace(loopback, '$1');
}
