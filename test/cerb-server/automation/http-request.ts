import { phpUrlEncode } from '../http/php-form';
import { checkUrl } from '../records/write/checks';
import { isDict, isNumericText, type Dict, type Value } from '../records/values';
import { textOf, withoutEmptyMaps } from '../templates/php';

/** One request that a script wants to be sent. */
export interface HttpCall {
	method: string;
	url: string;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: string | undefined;
	timeoutMs: number;
}

/** What came back; an error is one of the connection, or a status from 400 on. */
export interface HttpReply {
	error?: string;
	/** Status, headers and body as a script sees them; none when nothing came back. */
	response?: Dict;
	/** What only a real Cerb would know. */
	unclaimed?: string;
}

const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];

/** Cerb's limit where a script gives none. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** PHP's pretty JSON: four blanks, slashes as they are. */
function prettyJson(value: Value): string {
	return JSON.stringify(withoutEmptyMaps(value), null, 4).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Undefined: written in a way this server does not know. */
function headersOf(value: Value): Record<string, string> | undefined {
	const headers: Record<string, string> = {};
	if (typeof value === 'string') {
		for (const line of value.split('\n').filter((one) => one.trim() !== '')) {
			const [name, ...rest] = line.split(':');
			headers[name.trim().toLowerCase()] = rest.join(':').trim();
		}
	} else if (isDict(value)) {
		for (const [name, text] of Object.entries(value)) headers[name.toLowerCase()] = textOf(text);
	} else if (!Array.isArray(value) || value.length > 0) return undefined;
	return headers;
}

function bodyOf(
	value: Value | undefined,
	headers: Record<string, string>,
): string | undefined | { unclaimed: string } {
	if (value === undefined) return undefined;
	headers['content-type'] ??= 'application/x-www-form-urlencoded';
	if (typeof value === 'string') return value;
	const type = headers['content-type'].split(';')[0].trim().toLowerCase();
	if (/^application\/(?:json|x-amz-json-1\.[01])$/.test(type)) return prettyJson(value);
	const entries = Object.entries(value ?? {});
	const isFlat = entries.every(([, item]) => typeof item !== 'object');
	if (!isFlat || /yaml/.test(type)) return { unclaimed: `a body of ${type} made of a map` };
	return entries
		.map(([key, item]) => `${phpUrlEncode(key)}=${phpUrlEncode(textOf(item as Value))}`)
		.join('&');
}

function urlError(url: Value | undefined): string | { unclaimed: string } | undefined {
	if (url === undefined) return '`inputs:url:` is required.';
	if (url === '' || (Array.isArray(url) && url.length === 0)) {
		return "'inputs:url:' must not be blank.";
	}
	if (typeof url !== 'string') return { unclaimed: 'an address that is no text' };
	const checked = checkUrl(url);
	return 'error' in checked ? `'inputs:url:' ${checked.error}` : undefined;
}

/** What is wrong with the inputs of `http.request`, in Cerb's words and order (10.4.10). */
export function inputError(inputs: Dict): string | { unclaimed: string } | undefined {
	const odd = ['authentication', 'response'].find((name) => name in inputs);
	if (odd !== undefined) return { unclaimed: `${odd}: of http.request` };
	const url = urlError(inputs.url);
	if (url !== undefined) return url;
	if (!METHODS.includes(textOf(inputs.method ?? 'GET').toUpperCase())) {
		return `'inputs:method:' must be one of: ${METHODS.join(', ')}`;
	}
	for (const name of ['headers', 'body']) {
		if (typeof inputs[name] === 'boolean') {
			return `'inputs:${name}:' must be a string or array (boolean).`;
		}
	}
	const timeout = textOf(inputs.timeout ?? '0');
	return isNumericText(timeout)
		? undefined
		: `'inputs:timeout:' must be a decimal (string: "${timeout}").`;
}

/** The request that checked inputs describe. */
export function requestOf(inputs: Dict): HttpCall | { unclaimed: string } {
	const headers = headersOf(inputs.headers ?? []);
	if (headers === undefined) return { unclaimed: 'headers of this kind' };
	const body = bodyOf(inputs.body, headers);
	if (typeof body === 'object') return body;
	const seconds = Number(inputs.timeout ?? 0);
	return {
		method: textOf(inputs.method ?? 'GET').toUpperCase(),
		url: textOf(inputs.url),
		headers,
		body,
		timeoutMs: seconds > 0 ? seconds * 1000 : DEFAULT_TIMEOUT_MS,
	};
}
