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
	const [path, query] = pathAndQuery(address);
	const date = now.toUTCString();
	const secret = md5(String(secretKey));
	const hash = createHash('md5')
		.update([request.method ?? 'GET', date, path, sortQuery(query), ''].join('\n'))
		.update(bodyBytes(request.body))
		.update(`\n${secret}\n`)
		.digest('hex');
	return {
		...request,
		baseURL: undefined,
		qs: undefined,
		url: address,
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

function pathAndQuery(address: string): [path: string, query: string] {
	const [, path = '/', query = ''] =
		/^[a-z]+:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(address) ?? [];
	return [path, query];
}

/** Pairs in the order of their raw keys; equal keys keep theirs. */
function sortQuery(query: string): string {
	const pairs = query.split('&').map((pair) => ({ key: pair.split('=')[0], pair }));
	pairs.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
	return pairs.map(({ pair }) => pair).join('&');
}

function bodyBytes(body: IHttpRequestOptions['body']): string | Buffer {
	if (Buffer.isBuffer(body) || typeof body === 'string') return body;
	return body instanceof URLSearchParams ? body.toString() : '';
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('hex');
}
