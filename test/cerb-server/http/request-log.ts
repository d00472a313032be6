import type { PhpMap, PhpValue } from './php-form';
import type { HttpRequest } from './request';

/** One request as a test may want to look at it afterwards; secrets are not kept. */
export interface LoggedRequest {
	method: string;
	/** Below the base path, without query. */
	path: string;
	query: PhpMap;
	/** Fields of a POST, or of the raw body of PUT and PATCH. */
	form: PhpMap;
	/** HTTP status of the answer; undefined while there is none, and after a reset. */
	status?: number;
	/** Milliseconds, real time: when the request had arrived as a whole. */
	at: number;
	/** Client of the bearer token, expired ones included. */
	clientId?: string;
}

const SECRETS = new Set([
	'_csrf_token',
	'access_token',
	'client_secret',
	'code',
	'code_verifier',
	'password',
	'refresh_token',
]);

/** Makes the entry of a request. */
export function logEntry(request: HttpRequest, form: PhpMap, clientId?: string): LoggedRequest {
	return {
		method: request.method,
		path: request.path,
		query: withoutSecrets(request.query),
		form: withoutSecrets(form),
		at: Date.now(),
		...(clientId === undefined ? {} : { clientId }),
	};
}

function withoutSecrets(map: PhpMap): PhpMap {
	return Object.fromEntries(
		Object.entries(map).map(([key, value]): [string, PhpValue] => [
			key,
			SECRETS.has(key) ? '(hidden)' : value,
		]),
	);
}
