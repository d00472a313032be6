/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import type { FaultEffect } from './faults';
import { htmlAnswer, page, redirectAnswer, restAnswer, type HttpAnswer } from './http/answer';
import type { HttpRequest } from './http/request';
import { JSON_TYPE, VERSION } from './http/rest-front';
import { NO_SCOPE } from './oauth/bearer';
import { oauthMessage } from './oauth/messages';
import type { RestErrorCode } from './rest/controller';

/** An answer that does not come from Cerb. */
function foreign(status: number, body: string, headers: HttpAnswer['headers'] = {}): FaultEffect {
	return {
		kind: 'answer',
		answer: { status, headers: { 'content-type': 'text/html', ...headers }, body },
	};
}

function retryHeader(retryAfter?: number | string): HttpAnswer['headers'] {
	return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

/** An answer of Cerb's API without asking it. */
function envelope(json: object, status = 200): FaultEffect {
	const answer = restAnswer(JSON_TYPE, JSON.stringify(json), status);
	return { kind: 'answer', isFromCerb: true, answer };
}

function changed(change: (answer: HttpAnswer) => HttpAnswer): FaultEffect {
	return { kind: 'change', change };
}

/** Ready-made effects: what goes wrong between a client and a Cerb, and in Cerb itself. */
/** What PHP has printed already, no header can follow. */
function withoutFileHeaders(headers: HttpAnswer['headers']): HttpAnswer['headers'] {
	const late = ['accept-ranges', 'content-disposition', 'content-length'];
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !late.includes(name)));
}

export const effects = {
	delay: (ms: number): FaultEffect => ({ kind: 'delay', ms }),
	before: (run: (request: HttpRequest) => void | Promise<void>): FaultEffect => ({
		kind: 'before',
		run,
	}),
	expireToken: (): FaultEffect => ({ kind: 'expireToken' }),
	reset: (): FaultEffect => ({ kind: 'reset' }),
	resetAfter: (): FaultEffect => ({ kind: 'resetAfter' }),
	resetInBody: (bytes = 20): FaultEffect => ({ kind: 'resetInBody', bytes }),
	/** @param wait milliseconds, or what to wait for */
	slowBody: (wait: number | (() => Promise<void>), pieces = 3): FaultEffect => ({
		kind: 'slowBody',
		pieces,
		wait: typeof wait === 'number' ? async () => await setTimeout(wait) : wait,
	}),
	/** Any status, headers and body. */
	answer: (status: number, body = '', headers: HttpAnswer['headers'] = {}): FaultEffect =>
		foreign(status, body, headers),
	/** 429 of a proxy in front of Cerb; Cerb itself never sends one. */
	rateLimited: (retryAfter?: number | string): FaultEffect =>
		foreign(429, page('Too Many Requests', '<p>Slow down.</p>'), retryHeader(retryAfter)),
	badGateway: (): FaultEffect => foreign(502, page('Bad Gateway', '')),
	gatewayTimeout: (): FaultEffect => foreign(504, page('Gateway Timeout', '')),
	unavailable: (retryAfter?: number): FaultEffect =>
		foreign(503, page('Service Unavailable', ''), retryHeader(retryAfter)),
	/** Cerb without its database: a 503 page, for the token endpoint too (measured on 10.4.10). */
	databaseDown: (): FaultEffect => ({
		kind: 'answer',
		isFromCerb: true,
		answer: {
			status: 503,
			headers: { 'content-type': 'text/html; charset=UTF-8' },
			body: page('Error', '<p>The database is not reachable.</p>'),
		},
	}),
	/** Cerb waiting for an upgrade: every address leads to /update/locked (measured on 10.4.10). */
	upgradePending: (): FaultEffect => ({
		kind: 'answer',
		isFromCerb: true,
		answer: (request) => redirectAnswer(`${request.baseUrl}/update/locked`),
	}),
	/** Cerb's answer to a path that is none of its API (measured on 10.4.10). */
	toLogin: (): FaultEffect => ({
		kind: 'answer',
		isFromCerb: true,
		answer: (request) => redirectAnswer(`${request.baseUrl}/login`),
	}),
	/** A proxy that wants https. */
	toHttps: (): FaultEffect => ({
		kind: 'answer',
		answer: (request) =>
			redirectAnswer(request.origin.replace(/^http:/, 'https:') + request.target),
	}),
	/** A page with status 200 where JSON should be: a login portal, a maintenance page. */
	htmlPage: (): FaultEffect => foreign(200, page('Welcome', '<p>Please sign in.</p>')),
	/** An uncaught PHP error: status 500 and nothing else (measured on 10.4.10). */
	emptyError: (): FaultEffect => ({
		kind: 'answer',
		isFromCerb: true,
		answer: htmlAnswer(500, ''),
	}),
	/** A token that Cerb does not accept (measured on 10.4.10). */
	unauthorized: (): FaultEffect =>
		envelope({ __status: 'error', message: oauthMessage('accessDenied') }, 401),
	/** A scope that does not cover the request: status 200 (measured on 10.4.10). */
	outOfScope: (): FaultEffect => envelope({ __status: 'error', message: NO_SCOPE }),
	/** Cerb says no: status 200 and its long form of an error (measured on 10.4.10). */
	refused: (message: string, code: RestErrorCode = 'ERROR'): FaultEffect =>
		envelope({ __status: 'error', ...VERSION, __error: code, message }),
	/** Cerb's answer to a path without extension: it runs nothing (measured on 10.4.10). */
	withoutExtension: (): FaultEffect => ({
		kind: 'answer',
		isFromCerb: true,
		answer: restAnswer('text/plain; charset=utf-8', "'me' is not implemented."),
	}),
	/** The same answer with another content type. */
	typed: (contentType: string): FaultEffect =>
		changed((answer) => ({
			...answer,
			headers: { ...answer.headers, 'content-type': contentType },
		})),
	/** The same answer, compressed. */
	gzipped: (): FaultEffect =>
		changed((answer) => {
			const body = gzipSync(answer.body);
			const length = 'content-length' in answer.headers && {
				'content-length': String(body.length),
			};
			return {
				...answer,
				headers: { ...answer.headers, 'content-encoding': 'gzip', ...length },
				body,
			};
		}),
	/** The same JSON, made longer by so many spaces. */
	padded: (bytes: number): FaultEffect =>
		changed((answer) => {
			const body = Buffer.from(answer.body);
			return {
				...answer,
				body: Buffer.concat([body.subarray(0, 1), Buffer.alloc(bytes, ' '), body.subarray(1)]),
			};
		}),
	/** A PHP warning printed in front of the answer. */
	phpWarning: (): FaultEffect =>
		changed((answer) => ({
			...answer,
			headers: withoutFileHeaders(answer.headers),
			body: `<br />\n<b>Warning</b>:  something odd in <b>/cerb/x.php</b> on line <b>1</b><br />\n${String(answer.body)}`,
		})),
	/** An answer that ends in the middle, by all rules of HTTP. */
	truncatedJson: (bytes = 60): FaultEffect =>
		changed((answer) => {
			const headers = { ...answer.headers };
			delete headers['content-length'];
			return { ...answer, headers, body: String(answer.body).slice(0, bytes) };
		}),
};
