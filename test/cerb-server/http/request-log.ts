import { withoutSecrets } from '../secrets';
import type { HttpAnswer } from './answer';
import type { PhpMap } from './php-form';
import type { HttpRequest } from './request';

/** One request as a test may want to look at it afterwards; secrets are not kept. */
export interface LoggedRequest {
	method: string;
	/** Below the base path, without query. */
	path: string;
	query: PhpMap;
	/** Fields of a POST, or of the raw body of PUT and PATCH. */
	form: PhpMap;
	/** The body where it is no form, as of a data query. */
	text?: string;
	/** HTTP status of the answer; undefined while there is none, and after a reset. */
	status?: number;
	/** Whether Cerb did what was asked, whatever became of its answer on the way back. */
	isCarriedOut: boolean;
	/** Milliseconds, real time: when the request had arrived as a whole. */
	at: number;
	/** Client of the bearer token, expired ones included. */
	clientId?: string;
}

function isText({ headers }: HttpRequest): boolean {
	return (headers['content-type'] ?? '').startsWith('text/');
}

/** Makes the entry of a request. */
export function logEntry(request: HttpRequest, form: PhpMap, clientId?: string): LoggedRequest {
	return {
		method: request.method,
		path: request.path,
		query: withoutSecrets(request.query),
		form: withoutSecrets(form),
		...(isText(request) ? { text: request.rawBody.toString('utf8') } : {}),
		isCarriedOut: false,
		at: Date.now(),
		...(clientId === undefined ? {} : { clientId }),
	};
}

/** Whether an answer of Cerb's API says that the request was carried out. */
export function isSuccess({ status, headers, body }: HttpAnswer): boolean {
	if (status !== 200) return false;
	if (headers['content-disposition'] !== undefined) return true;
	// Keys that begin with `_` come first.
	return /"__status":"success"|<string key="__status">success</.test(String(body.slice(0, 2000)));
}
