import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { encodeForm } from './encode';
import type { FormFields } from './types';

/**
 * Signs a request the way Cerb did before OAuth2, over exactly what will be sent: method, date, path,
 * query sorted by its raw keys, body and the MD5 of the secret key (measured on Cerb 10.4.10). So the
 * query must stand in the address, and the body must be a text or bytes.
 * @param now the time of the signature; Cerb accepts it for ten minutes
 */
export function signRequest(
	{ accessKey, secretKey }: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	now = new Date(),
): IHttpRequestOptions {
	const address = withQuery(request);
	// As the HTTP layer will write it: blanks, quotes and other letters encoded.
	const { href, pathname, search } = new URL(address);
	const date = now.toUTCString();
	const secret = md5(String(secretKey));
	const hash = createHash('md5')
		.update([request.method ?? 'GET', date, pathname, sortQuery(search.slice(1)), ''].join('\n'))
		.update(bodyBytes(request.body))
		.update(`\n${secret}\n`)
		.digest('hex');
	return {
		...request,
		baseURL: undefined,
		qs: undefined,
		url: href,
		headers: {
			...request.headers,
			// X-Date, because proxies may touch Date.
			'X-Date': date,
			'Cerb-Auth': `${String(accessKey)}:${hash}`,
		},
	};
}

/** The whole address; parameters that are still apart go into it, encoded so that nothing changes. */
function withQuery({ baseURL = '', url, qs }: IHttpRequestOptions): string {
	const query = encodeForm((qs ?? {}) as FormFields);
	const address = baseURL + url;
	if (query === '') return address;
	return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

/** Pairs in the order of their raw keys; equal keys keep theirs. */
function sortQuery(query: string): string {
	const pairs = query.split('&').map((pair) => ({ key: pair.split('=')[0], pair }));
	pairs.sort((a, b) => compareKeys(a.key, b.key));
	return pairs.map(({ pair }) => pair).join('&');
}

/** As PHP compares keys: numbers by their size, all else as text. */
function compareKeys(a: string, b: string): number {
	const isNumeric = /^\d+$/.test(a) && /^\d+$/.test(b);
	if (isNumeric) return Number(a) - Number(b);
	return a < b ? -1 : Number(a > b);
}

function bodyBytes(body: IHttpRequestOptions['body']): string | Buffer {
	if (Buffer.isBuffer(body) || typeof body === 'string') return body;
	return body instanceof URLSearchParams ? body.toString() : '';
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('hex');
}
