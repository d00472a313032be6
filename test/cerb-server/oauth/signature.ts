import { createHash } from 'node:crypto';

import type { HttpRequest } from '../http/request';
import { fits } from './scopes';

/** An API key of the older way to sign in (record type `webapi_credentials`). */
export interface ApiKey {
	accessKey: string;
	secretKey: string;
	workerId: number;
	/** Patterns for the path behind `/rest/`, extension included; none allows nothing. */
	allowedPaths: string[];
}

/** Seconds that a signature may be old, or ahead. */
const WINDOW = 600;

type Authorization = { workerId: number } | { status: 401; message: string };

/**
 * Checks a signed request in the order of the measured Cerb 10.4.10: date, key, worker, checksum,
 * paths.
 * @param restPath the path behind `/rest/`
 * @param now unix milliseconds
 */
export function authorizeSignature(
	request: HttpRequest,
	restPath: string,
	keys: ApiKey[],
	now: number,
	worker: (id: number) => { isDisabled: boolean } | undefined,
): Authorization {
	const { headers } = request;
	const date = headers['x-date'] || headers.date || '';
	if (!isFresh(date, now)) return denied('Invalid timestamp');
	const [accessKey, signature = ''] = (headers['cerb-auth'] ?? headers['cerb5-auth'] ?? '').split(
		/:(.*)/s,
	);
	const key = keys.find((known) => known.accessKey === accessKey);
	if (!key) return denied('Invalid credentials: access key');
	const account = worker(key.workerId);
	if (!account) return denied('Invalid credentials: worker');
	if (account.isDisabled) return denied('Invalid credentials: worker account is disabled');
	if (signature !== checksum(request, date, key.secretKey)) {
		return denied('Invalid credentials: checksum');
	}
	if (key.allowedPaths.length === 0) return denied('This path is prohibited');
	if (!key.allowedPaths.some((pattern) => fits(pattern, restPath))) {
		return denied('You are not authorized to make this request');
	}
	return { workerId: key.workerId };
}

function denied(reason: string): Authorization {
	return { status: 401, message: `Access denied! (${reason})` };
}

function isFresh(date: string, now: number): boolean {
	const unix = /^@(\d+)$/.exec(date)?.[1];
	const time = unix === undefined ? Date.parse(date) : Number(unix) * 1000;
	return Math.abs(now - time) < WINDOW * 1000;
}

function checksum({ method, target, rawBody, headers }: HttpRequest, date: string, secret: string) {
	const [path, query = ''] = target.split(/\?(.*)/s);
	const pairs = query.split('&').map((pair) => ({ key: pair.split('=')[0], pair }));
	const sorted = pairs.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
	// PHP has taken a multipart body away before it could be signed.
	const isMultipart = (headers['content-type'] ?? '').startsWith('multipart/');
	return createHash('md5')
		.update([method, date, path, sorted.map(({ pair }) => pair).join('&'), ''].join('\n'))
		.update(isMultipart ? '' : rawBody)
		.update(`\n${createHash('md5').update(secret).digest('hex')}\n`)
		.digest('hex');
}
