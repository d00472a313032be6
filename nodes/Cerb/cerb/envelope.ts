import type { IDataObject } from 'n8n-workflow';

import type { Failure } from './failure';
import { hintFor } from './hints';
import { readRetryAfter } from './retry';
import type { CerbAnswer, CerbRequest } from './types';

/** What an answer turned out to be: Cerb's payload, or why the call failed. */
export type Reading = { value: IDataObject } | { failure: Failure };

/** How much of a foreign body a message quotes. */
const QUOTE_LENGTH = 200;

/** Cerb's answer, with HTTP 200, to a path whose extension it does not know or that has none. */
const WITHOUT_EXTENSION = /^'.*' is not implemented\.$/;

/**
 * Judges an answer. Cerb sends HTTP 200 for nearly every failure (measured on Cerb 10.4.10), so an
 * answer counts only if its body is JSON with `__status: success`; everything else is a failure.
 */
export function readEnvelope(answer: CerbAnswer, request: CerbRequest, baseUrl: string): Reading {
	const failure = readTransport(answer, baseUrl);
	if (failure) return { failure };

	const text = textOf(answer);
	const json = parseObject(text);
	if (json?.__status === 'success' && answer.status < 300) return { value: json };
	if (json?.__status === 'error') return { failure: readError(json, answer.status, request) };
	return { failure: readForeign(text, json, answer, request) };
}

/** Whether an answer is the envelope of a success, whatever its content type says. */
export function isSuccess(answer: CerbAnswer): boolean {
	return parseObject(textOf(answer))?.__status === 'success';
}

/**
 * Judges an answer that need not be an envelope: a file (it has a Content-Disposition, or a type of
 * its own) and XML pass; Cerb's errors, web pages and cut-off or empty answers do not.
 */
export function readFailure(
	answer: CerbAnswer,
	request: CerbRequest,
	baseUrl: string,
): Failure | undefined {
	const isSuccess = answer.status >= 200 && answer.status < 300;
	if (isSuccess && answer.headers['content-disposition'] !== undefined) return undefined;

	const reading = readEnvelope(answer, request, baseUrl);
	if ('value' in reading) return undefined;
	const text = textOf(answer);
	const type = answer.headers['content-type'] ?? '';
	if (!isSuccess || text === '' || /json|html/.test(type) || WITHOUT_EXTENSION.test(text)) {
		return reading.failure;
	}
	return /xml/.test(type) ? readXmlError(text, answer.status, request) : undefined;
}

/** An error envelope in Cerb's XML form: `<string key="__status">error</string>` and so on. */
function readXmlError(xml: string, status: number, request: CerbRequest): Failure | undefined {
	const value = (key: string) =>
		new RegExp(`<string key="${key}">([^<]*)</string>`).exec(xml)?.[1] ?? null;
	if (value('__status') !== 'error') return undefined;
	const message = (value('message') ?? '').replace(
		/&(lt|gt|quot|apos|#0?39|amp);/g,
		(_entity, name: string) => XML_ENTITIES[name] ?? "'",
	);
	return readError({ message, __error: value('__error') }, status, request);
}

const XML_ENTITIES: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/**
 * Failures that show without reading the body: those that the status line tells (their bodies are
 * pages of proxies and web servers), and JSON that lacks its end.
 */
export function readTransport(answer: CerbAnswer, baseUrl: string): Failure | undefined {
	const { status, headers } = answer;
	if (status >= 300 && status < 400) return readRedirect(answer, baseUrl);
	const known = TRANSPORT_FAILURES[status];
	if (known) {
		return { ...known, status, retryAfter: readRetryAfter(headers['retry-after'], Date.now()) };
	}
	return lacksEnd(answer) ? { ...DAMAGED, status, isTransient: true } : undefined;
}

/** Whether an answer begins as a JSON object and does not end as one. Files are as they are. */
function lacksEnd({ headers, body }: CerbAnswer): boolean {
	const isJson =
		/json/.test(headers['content-type'] ?? '') && body.toString('latin1', 0, 1) === '{';
	if (!isJson || headers['content-disposition'] !== undefined) return false;
	let end = body.length;
	while (body[end - 1] <= SPACE) end--;
	return body.toString('latin1', end - 1, end) !== '}';
}

/** White space has this code or a smaller one. */
const SPACE = 32;

export const DAMAGED: Failure = {
	message: 'The answer of Cerb is cut off or damaged',
	hint: 'The connection, or a proxy on the way, may have lost the rest',
	reached: 'maybe',
	cause: 'temporarily-unavailable',
};

const TRANSPORT_FAILURES: Record<number, Failure> = {
	413: {
		message: 'The request is too large for the web server in front of Cerb',
		hint: 'Send less in one call, or ask the administrator of Cerb to raise the upload limit',
	},
	414: {
		message: 'The address of the request is too long for the web server in front of Cerb',
		hint: 'Shorten the query or the query parameters: some 8,000 characters fit',
	},
	429: {
		message: 'The server in front of Cerb is receiving too many requests',
		hint: 'Wait, then run the workflow again with fewer requests at once',
		// Cerb has no such limit: a proxy before it refused the request.
		reached: 'no',
		isTransient: true,
		cause: 'rate-limited',
	},
	502: {
		message: 'The web server could not reach Cerb behind it',
		hint: 'Cerb may be restarting: try again later, or ask its administrator',
		reached: 'maybe',
		isTransient: true,
		cause: 'temporarily-unavailable',
	},
	503: {
		message: 'Cerb is unavailable',
		hint: 'Cerb cannot reach its database, or is down for maintenance: try again later',
		reached: 'maybe',
		isTransient: true,
		cause: 'temporarily-unavailable',
	},
	504: {
		message: 'Cerb did not answer the web server in front of it in time',
		hint: 'Ask for less at once, e.g. a narrower query, or try again later',
		reached: 'maybe',
		isTransient: true,
		cause: 'temporarily-unavailable',
	},
};

function readRedirect({ status, headers }: CerbAnswer, baseUrl: string): Failure {
	const location = headers.location ?? '';
	const path = location.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
	const message = `Cerb answered with a redirect to ${path || 'nowhere'}`;
	const told = (hint: string, words = message): Failure => ({ message: words, hint, status });

	if (/\/update(\/|$)/.test(path)) {
		return told(
			'An upgrade of Cerb is pending or running: ask the administrator to finish it, then try again',
			'Cerb is being upgraded',
		);
	}
	if (/\/login(\/|$)/.test(path)) {
		return told(
			'This address belongs to the web pages of Cerb, not to its API: check the Cerb URL in the credential and the path',
		);
	}
	const secure = baseUrl.replace(/^http:/i, 'https:');
	if (secure !== baseUrl && `${location}/`.toLowerCase().startsWith(`${secure}/`.toLowerCase())) {
		return told(
			`Use ${secure} as the Cerb URL in the credential`,
			'Cerb wants to be called by https',
		);
	}
	// Without a user name and password.
	const host = /^[a-z]+:\/\/(?:[^/]*@)?([^/]*)/i.exec(location)?.[1];
	return told(
		`Redirects are not followed, because they would carry the credential along${host ? ` (here to ${host})` : ''}: check the Cerb URL in the credential`,
	);
}

/** Cerb's own errors: the long form has `__error`, the short form (sign-in, scope) has none. */
function readError(json: IDataObject, status: number, request: CerbRequest): Failure {
	const message = typeof json.message === 'string' ? json.message.trim() : '';
	const code = typeof json.__error === 'string' ? json.__error : undefined;
	return {
		message: message || `Cerb answered ${code ?? 'with a failure'} and gave no reason`,
		hint: hintFor(message, code, status, request),
		status,
		code,
		...(status === 401 ? { cause: 'credential-invalid' as const } : {}),
	};
}

/** How PHP begins what it prints of itself. */
const PHP_MESSAGE = /^(?:<br \/>\s*)?(?:<b>)?(?:Deprecated|Fatal error|Notice|Warning)\b/;

/** Answers that are not Cerb's envelope: web pages, proxies, crashed or cut-off scripts. */
function readForeign(
	text: string,
	json: IDataObject | undefined,
	answer: CerbAnswer,
	request: CerbRequest,
): Failure {
	const { status, headers } = answer;
	const type = headers['content-type'] ?? 'no content type';
	// Whoever answered with success or a crash may have passed the request on to Cerb before.
	const isRefusal = status >= 400 && status < 500;
	const known = (message: string, hint: string): Failure => ({ message, hint, status });
	const told = (message: string, hint: string): Failure => ({
		...known(message, hint),
		reached: isRefusal ? undefined : 'maybe',
	});

	if (status >= 500 && text === '') {
		return told(
			'Cerb crashed on this request and said nothing',
			'A value may have the wrong shape, e.g. a list where Cerb expects a text. The PHP error log of Cerb knows more',
		);
	}
	if (text === '' && status === 401) {
		// n8n 1 loses the words of a refusal where a file was asked for.
		return readError({ message: 'Cerb denied the request.' }, status, request);
	}
	if (text === '') {
		return told('Cerb gave an empty answer', 'Check the path: nothing may stand at this address');
	}
	if (WITHOUT_EXTENSION.test(text)) {
		return known(text, 'The path needs an extension, e.g. .json: without it Cerb runs nothing');
	}
	// The first key is "__build" or "__status", in answers to data queries "_".
	const embedded = text.search(/\{"_/);
	const inner = embedded > 0 ? parseObject(text.slice(embedded)) : undefined;
	if (inner?.__status === 'error') return readError(inner, status, request);
	if (inner?.__status === 'success') {
		return known(
			`Cerb printed messages before its answer: ${quote(text.slice(0, embedded))}`,
			'Cerb did carry out the call, but its answer is spoiled: ask the administrator to stop PHP from printing messages (display_errors)',
		);
	}
	if (PHP_MESSAGE.test(text)) {
		return told(
			`Cerb printed messages before its answer: ${quote(text)}`,
			'Ask the administrator of Cerb to stop PHP from printing messages (display_errors)',
		);
	}
	if (!json && text.startsWith('{') && /json/.test(type)) {
		return { ...DAMAGED, status };
	}
	if (/^\s*<(!doctype|html|head|body)/i.test(text)) {
		const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
		return told(
			`Got a web page${title ? ` ("${quote(title)}")` : ''} where Cerb's API was expected`,
			'Check the Cerb URL in the credential, and that no sign-in page or proxy stands before the API',
		);
	}
	return told(
		`This address does not answer like Cerb's API: ${quote(text)}`,
		`Check the Cerb URL in the credential and the path (the answer was ${type})`,
	);
}

function textOf({ body }: CerbAnswer): string {
	return body.toString('utf8').trim();
}

function parseObject(text: string): IDataObject | undefined {
	if (!text.startsWith('{')) return undefined;
	try {
		return JSON.parse(text) as IDataObject;
	} catch {
		// Not JSON after all: the caller says what the text looks like.
		return undefined;
	}
}

function quote(text: string): string {
	const line = text
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return line.length > QUOTE_LENGTH ? `${line.slice(0, QUOTE_LENGTH)}…` : line;
}
