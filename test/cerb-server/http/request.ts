/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import type { IncomingMessage } from 'node:http';

import { multipartFields } from './multipart';
import { emptyPhpMap, parsePhpForm, phpMapOf, type PhpMap } from './php-form';

/** nginx's `client_max_body_size` on the measured server. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** nginx's `large_client_header_buffers`: the whole request line has to fit into one of them. */
export const MAX_REQUEST_LINE = 8192;

/** A request as PHP sees it. */
export interface HttpRequest {
	method: string;
	/** Path as sent, without query; below the base path, e.g. `/rest/workers/me.json`. */
	path: string;
	/** Path and query as sent, the base path included. */
	target: string;
	/** `$_GET`. */
	query: PhpMap;
	/** `$_POST`: urlencoded or multipart fields, of a POST only. */
	post: PhpMap;
	rawBody: Buffer;
	headers: Record<string, string | undefined>;
	cookies: Record<string, string>;
	/** Scheme and host as the client named them. */
	origin: string;
	/** Cerb's idea of its own address: the origin and the base path, no trailing slash. */
	baseUrl: string;
}

/** The whole body, or undefined as soon as it is larger than nginx allows. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of message as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= MAX_BODY_BYTES) chunks.push(chunk);
		else chunks.length = 0;
	}
	return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

/** Length of the line nginx measures. */
export function requestLineLength(message: IncomingMessage): number {
	return `${message.method} ${message.url} HTTP/${message.httpVersion}\r\n`.length;
}

/**
 * Reads a request the way PHP does. Path segments stay as sent: Cerb neither decodes them nor
 * resolves `..` (measured on Cerb 10.4.10).
 * @param basePath `''` or e.g. `/cerb/index.php`
 * @returns undefined for a path outside of the base path
 */
export function parseRequest(
	message: IncomingMessage,
	rawBody: Buffer,
	basePath: string,
): HttpRequest | undefined {
	const target = message.url ?? '/';
	const [fullPath] = target.split('?', 1);
	if (fullPath !== basePath && !fullPath.startsWith(`${basePath}/`)) return undefined;
	const headers = singleHeaders(message);
	const origin = `http://${headers.host ?? '127.0.0.1'}`;
	const method = message.method ?? 'GET';
	return {
		method,
		path: fullPath.slice(basePath.length) || '/',
		target,
		query: parsePhpForm(target.slice(fullPath.length + 1)),
		post: method === 'POST' ? parsePost(rawBody, headers['content-type'] ?? '') : emptyPhpMap(),
		rawBody,
		headers,
		cookies: parseCookies(headers.cookie ?? ''),
		origin,
		baseUrl: origin + basePath,
	};
}

function singleHeaders(message: IncomingMessage): HttpRequest['headers'] {
	return Object.fromEntries(
		Object.entries(message.headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);
}

function parsePost(rawBody: Buffer, contentType: string): PhpMap {
	const [mediaType] = contentType.split(';', 1);
	switch (mediaType.trim().toLowerCase()) {
		case 'application/x-www-form-urlencoded':
			return parsePhpForm(rawBody.toString('utf8'));
		case 'multipart/form-data':
			return phpMapOf(multipartFields(rawBody, contentType));
		default:
			return emptyPhpMap();
	}
}

function parseCookies(header: string): Record<string, string> {
	const cookies = Object.create(null) as Record<string, string>;
	for (const part of header.split(';')) {
		const at = part.indexOf('=');
		if (at > 0) cookies[part.slice(0, at).trim()] = part.slice(at + 1).trim();
	}
	return cookies;
}
