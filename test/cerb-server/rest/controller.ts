import type { CerbState } from '../state';
import type { PhpMap } from '../http/php-form';

/** The worker a request acts as, as the token (or, later, the signature) names it. */
export interface Actor {
	workerId: number;
	isAdmin: boolean;
}

/**
 * One request under /rest after transport, authentication and scope check.
 * `/rest/records/task/7.json?expand=links` gives controller `records`, path `['task', '7']`.
 */
export interface RestRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/**
	 * Segments behind the controller's name as sent, the last one without its extension: Cerb does
	 * not decode paths (measured on Cerb 10.4.10).
	 */
	path: string[];
	/** `$_GET`. */
	query: PhpMap;
	/** `$_POST`, or for PUT and PATCH the raw body read as a form. */
	form: PhpMap;
	/** `$_REQUEST`: query and form merged as PHP (and Cerb for PUT/PATCH) merges them. */
	params: PhpMap;
	rawBody: Buffer;
	headers: Record<string, string | undefined>;
	actor: Actor;
	/** Cerb's idea of its own address, without trailing slash: the head of every `record_url`. */
	baseUrl: string;
	state: CerbState;
}

/** What a controller answers; the transport turns it into JSON or XML, or sends `raw` as it is. */
export type RestAnswer =
	| { kind: 'success'; payload: Record<string, unknown> }
	| { kind: 'error'; code: RestErrorCode; message?: string }
	/** A header without a value is not sent. */
	| { kind: 'raw'; status: number; headers: Record<string, string>; body: Buffer | string }
	/** Not known to this server: answered with a loud 501, never with a guess. */
	| { kind: 'unclaimed'; what: string };

/** Cerb's `__error` codes; the transport knows each one's default message. */
export type RestErrorCode =
	| 'ERROR'
	| 'ERROR_PERMISSIONS'
	| 'ERROR_NOT_IMPLEMENTED'
	| 'ERROR_NOT_FOUND'
	| 'ERROR_PARAM_INVALID'
	| 'ERROR_PARAM_REQUIRED'
	| 'ERROR_SEARCH_FILTERS_INVALID';

/** One REST controller: everything below `/rest/<name>`. */
export type Controller = (request: RestRequest) => RestAnswer | Promise<RestAnswer>;
