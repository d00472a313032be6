import type { IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from './failure';
import { NO_SESSION, TOKEN_IS_OVER } from './token-renewal';
import type { CerbAnswer } from './types';

/** What lies behind an error that n8n's request helper threw. */
export type Thrown = { answer: CerbAnswer } | { failure: Failure };

interface ErrorLike {
	message?: unknown;
	description?: unknown;
	code?: unknown;
	cause?: unknown;
	response?: { status?: unknown; headers?: unknown; data?: unknown };
	/** All that n8n 1 keeps of the library's error: a status or an error code, and the body. */
	httpCode?: unknown;
	context?: { data?: unknown };
}

/** n8n wraps the HTTP library's error in its own, some paths twice. */
const MAX_DEPTH = 5;

/**
 * Reads an error of `httpRequestWithAuthentication`: the server's answer if there was one (any
 * status but 2xx is thrown), else why the request did not get that far. Takes over texts and codes
 * only, because the library's error carries the request with its Authorization header.
 */
export function readThrown(error: unknown, host: string): Thrown {
	const chain = causes(error);
	// n8n's OAuth2 client names its errors so: this answer is that of the token endpoint.
	const renewal = chain.find((link) => link.constructor?.name === 'ResponseError');
	const kept = chain.find((link) => isText(link.httpCode));
	const code = [...chain.map((link) => link.code), kept?.httpCode].find(isText);
	const isSession = chain.some((link) => link.description === NO_SESSION);
	if (renewal || (isSession && code === undefined)) return { failure: renewalFailure(chain) };
	const response = chain.map((link) => link.response).find((found) => found !== undefined);
	if (typeof response?.status === 'number') return readResponse(response);
	const texts = textsOf(chain);
	const unsent = signInFailure(texts.join('\n'));
	if (unsent) return { failure: unsent };
	if (/^\d{3}$/.test(String(kept?.httpCode))) {
		return readResponse({ status: Number(kept?.httpCode), data: kept?.context?.data });
	}
	const failure = connectionFailure(code, texts, host);
	return { failure: isSession ? { ...failure, reached: 'no' } : failure };
}

function readResponse(response: NonNullable<ErrorLike['response']>): Thrown {
	const status = response.status as number;
	const isSuccess = status >= 200 && status < 300;
	return isSuccess ? { failure: CUT_OFF } : { answer: answerOf(response) };
}

/** The token could not be renewed, so the call itself was never made. */
function renewalFailure(chain: ErrorLike[]): Failure {
	return (
		signInFailure(textsOf(chain).join('\n')) ?? {
			message: 'Cerb could not renew the access token',
			hint: 'Its token endpoint did not answer as it should: try again later. If it stays so, reconnect the credential',
			reached: 'no',
			isTransient: true,
			cause: 'temporarily-unavailable',
		}
	);
}

/** A success is thrown only if its body did not arrive. */
export const CUT_OFF: Failure = {
	message: 'The connection broke off in the middle of the answer',
	hint: 'The network or a proxy on the way lost the rest of it',
	reached: 'maybe',
	isTransient: true,
	cause: 'temporarily-unavailable',
};

/** The bytes of a body as they come, in the form that n8n's own helper takes them. */
export type ByteStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** Reads a body to its end. */
export async function readAll(bytes: ByteStream): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of bytes) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

/** The same error with its body read, where the request was for a stream. */
export async function withBody(error: unknown): Promise<unknown> {
	for (const { response } of causes(error)) {
		const data = response?.data;
		const isStream = data !== null && typeof data === 'object' && Symbol.asyncIterator in data;
		if (response && isStream) response.data = await readAll(data as ByteStream);
	}
	return error;
}

function causes(error: unknown): ErrorLike[] {
	const chain: ErrorLike[] = [];
	let link = error;
	while (link !== null && typeof link === 'object' && chain.length < MAX_DEPTH) {
		chain.push(link as ErrorLike);
		link = (link as ErrorLike).cause;
	}
	return chain;
}

function textsOf(chain: ErrorLike[]): string[] {
	return chain.flatMap((link) => [link.message, link.description]).filter(isText);
}

function answerOf(response: NonNullable<ErrorLike['response']>): CerbAnswer {
	const { data } = response;
	return {
		status: response.status as number,
		headers: headerMap(response.headers),
		body: Buffer.isBuffer(data) ? data : Buffer.from(isText(data) ? data : ''),
	};
}

/** Header names in lower case, repeated headers joined; anything that is not text is left out. */
export function headerMap(headers: unknown): Record<string, string> {
	const map: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {})) {
		if (isText(value)) map[name.toLowerCase()] = value;
		else if (Array.isArray(value)) map[name.toLowerCase()] = value.join(', ');
	}
	return map;
}

/**
 * n8n's own words when the token could not be used or renewed. Cerb answers its token endpoint in
 * bare sentences (measured on Cerb 10.4.10), which n8n 2 quotes and n8n 1 reports as an unsupported
 * content type.
 */
function signInFailure(texts: string): Failure | undefined {
	if (/credentials? (?:is )?not connected|without access token/i.test(texts)) {
		return {
			message: 'The credential is not connected to Cerb',
			hint: 'Open the credential, click Connect and accept in Cerb',
			reached: 'no',
			cause: 'credential-invalid',
		};
	}
	if (/refresh token is invalid/i.test(texts)) {
		return {
			message: 'The refresh token is invalid.',
			hint: 'Cerb signed this credential out (unused for a month, or its token was renewed elsewhere): open the credential and reconnect it',
			reached: 'no',
			cause: 'credential-invalid',
		};
	}
	if (texts.includes(TOKEN_IS_OVER)) {
		return {
			message: TOKEN_IS_OVER,
			hint: 'Create a new token in Cerb (OAuth Apps) and enter it in the credential; with its refresh token and the client it is renewed by itself',
			reached: 'no',
			cause: 'credential-invalid',
		};
	}
	if (/client authentication failed/i.test(texts)) {
		return {
			message: 'Client authentication failed',
			hint: 'Cerb does not know this Client ID or Client Secret (any more): compare them with the OAuth app in Cerb, then reconnect the credential',
			reached: 'no',
			cause: 'credential-invalid',
		};
	}
	if (/OAuth2 token endpoint|Unsupported content type|needs to be reconnected/i.test(texts)) {
		return {
			message: 'Cerb did not renew the access token',
			hint: 'Open the credential and reconnect it. If that fails too, check the Cerb URL, the Client ID and the Client Secret',
			reached: 'no',
			cause: 'credential-invalid',
		};
	}
	return undefined;
}

/** Connections that were never made, by Node's error code: nothing reached Cerb. */
const UNMADE: Record<string, { hint: string; isTransient: boolean }> = {
	EAI_AGAIN: {
		hint: 'The host name could not be looked up: check the Cerb URL and the network of n8n',
		isTransient: true,
	},
	ECONNREFUSED: {
		hint: 'Nothing listens there: check the Cerb URL (host and port) and that Cerb is running',
		isTransient: true,
	},
	EHOSTUNREACH: {
		hint: 'The host cannot be reached from n8n: check the network between them',
		isTransient: true,
	},
	ENETUNREACH: {
		hint: 'The host cannot be reached from n8n: check the network between them',
		isTransient: true,
	},
	ENOTFOUND: {
		hint: 'This host name does not exist: check the Cerb URL in the credential',
		isTransient: false,
	},
	ERR_INVALID_URL: {
		hint: 'The Cerb URL in the credential is not a web address',
		isTransient: false,
	},
};

/** Connections that broke: Cerb may have got the request. */
const BROKEN: Record<string, string> = {
	ECONNABORTED: 'No answer in time: check that n8n can reach Cerb, or ask for less at once',
	ECONNRESET: 'The connection broke off before the answer came',
	EPIPE: 'The connection broke off while the request was being sent',
	ETIMEDOUT: 'No answer in time: check that n8n can reach Cerb, or ask for less at once',
};

function connectionFailure(code: string | undefined, texts: string[], host: string): Failure {
	const message = `Could not reach Cerb at ${host}`;
	if (code === 'ERR_CANCELED') return CANCELLED;
	if (code !== undefined && Object.hasOwn(UNMADE, code)) {
		return { message, ...UNMADE[code], code, reached: 'no', cause: 'temporarily-unavailable' };
	}
	if (code === 'EPROTO' || /^ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/.test(code ?? '')) {
		return {
			message: `${host} does not speak https there`,
			hint: 'Check the port in the Cerb URL. If this Cerb is reached without https, begin the Cerb URL with http://',
			code,
			reached: 'no',
		};
	}
	if (code !== undefined && /CERT|SSL|TLS|UNABLE_TO_(VERIFY|GET)/.test(code)) {
		return {
			message: `The certificate of ${host} is not trusted`,
			hint: 'Give Cerb a valid certificate, or turn on Ignore SSL Issues in the credential if you trust this network',
			code,
			reached: 'no',
		};
	}
	const isKnown = code !== undefined && Object.hasOwn(BROKEN, code);
	return {
		message,
		// Without a known code the first text is all there is to go by, e.g. n8n's own refusals.
		hint: isKnown ? BROKEN[code] : (texts[0] ?? 'The request failed before an answer came'),
		code,
		reached: 'maybe',
		isTransient: isKnown,
		cause: isKnown ? 'temporarily-unavailable' : undefined,
	};
}

/** The user stopped the execution. */
export const CANCELLED: Failure = {
	message: 'The request was cancelled',
	hint: 'The execution was cancelled while the request was under way',
	code: 'ERR_CANCELED',
	reached: 'maybe',
};

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
