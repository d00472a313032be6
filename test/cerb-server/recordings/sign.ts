import { createHash } from 'node:crypto';

import type { Recording } from './recording';

/** The API keys of the recorded Cerb; their secrets were never recorded. */
export const API_KEYS = [
	{ accessKey: 'apikey12345', allowedPaths: ['*'] },
	{ accessKey: 'limitedkey00', allowedPaths: ['workers/*', 'records/*/search.json'] },
	{ accessKey: 'nopathskey00', allowedPaths: [] },
].map((key) => ({ ...key, secretKey: 'the secret of all recorded keys', workerId: 1 }));

/** When the signed requests were recorded, in unix seconds: their dates stand around it. */
export const SIGNED_AT = 1795319484;

/** The parts of a request that are signed, in this order. */
interface Signed {
	method: string;
	date: string;
	path: string;
	query: string;
	body: string;
	/** The MD5 of the secret key. */
	secret: string;
}

/** What was wrong with the signature of a recording, by the end of its name. */
const DEFECTS: Record<string, (signed: Signed, recording: Recording) => Partial<Signed>> = {
	'bad-secret': () => ({ secret: md5('another secret') }),
	'get-query-decoded-signed': ({ query }) => ({ query: decodeURIComponent(query) }),
	'get-query-unsorted-signature': (_signed, { request }) => ({ query: request.query }),
	'path-case': ({ path }) => ({ path: path.toUpperCase() }),
	'post-body-not-signed': () => ({ body: '' }),
	// No defect, although it looks like one: PHP takes such a body away before it can be signed.
	'post-multipart-signed-empty': () => ({ body: '' }),
	'uppercase-secret-md5': ({ secret }) => ({ secret: secret.toUpperCase() }),
};

/**
 * Signs a recorded request anew, with the secret of the embedded server and with the same defect.
 * @returns its headers; they stay as they are where no signature was made from the request
 */
export function signAnew(recording: Recording): Record<string, string> {
	const { method, path, query = '', headers, body = '' } = recording.request;
	const name = ['Cerb-Auth', 'Cerb5-Auth'].find((header) => header in headers);
	const [accessKey, signature] = name === undefined ? [] : headers[name].split(':');
	const date = headers['X-Date'] ?? headers.Date;
	if (name === undefined || date === undefined || !/^[0-9a-f]{32}$/.test(signature ?? '')) {
		return headers;
	}
	const secret = md5(API_KEYS[0].secretKey);
	const correct: Signed = { method, date, path, query: sorted(query), body, secret };
	const defect = DEFECTS[recording.name.replace(/^legacy-/, '')];
	const signed = { ...correct, ...defect?.(correct, recording) };
	const parts = [signed.method, signed.date, signed.path, signed.query, signed.body, signed.secret];
	const made = md5(parts.map((part) => `${part}\n`).join(''));
	return { ...headers, [name]: `${accessKey}:${made}` };
}

/** The pairs of a query by their raw names, equal names in their order. */
function sorted(query: string): string {
	const name = (pair: string) => pair.replace(/=.*/s, '');
	const order = (a: string, b: string) => (name(a) < name(b) ? -1 : Number(name(a) > name(b)));
	return query.split('&').sort(order).join('&');
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('hex');
}
