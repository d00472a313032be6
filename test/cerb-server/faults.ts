import { htmlAnswer, page, redirectAnswer, type HttpAnswer } from './http/answer';
import type { HttpRequest } from './http/request';

/** Which requests a rule is for. All that is given must fit. */
export interface FaultMatch {
	method?: string;
	/** The path below the base path, without query: the whole of it, or an expression. */
	path?: string | RegExp;
	/** Let so many fitting requests through first (default 0). */
	skip?: number;
	/** Apply to so many requests after those (default 1; Infinity for all). */
	times?: number;
}

/** What a rule does. `delay` and `before` let the request go on to the normal answer. */
export type FaultEffect =
	/** Waits before anything else. */
	| { kind: 'delay'; ms: number }
	/** Runs before the request is handled: to change records, or to let its token expire. */
	| { kind: 'before'; run: (request: HttpRequest) => void | Promise<void> }
	/** Lets the request's access token be over. */
	| { kind: 'expireToken' }
	/** Cuts the connection without an answer; the request is not handled. */
	| { kind: 'reset' }
	/** Handles the request, sends head and `bytes` of the body, then cuts the connection. */
	| { kind: 'resetInBody'; bytes: number }
	/** Answers by itself; the request is not handled. Cerb's own answers set its session cookie. */
	| {
			kind: 'answer';
			answer: HttpAnswer | ((request: HttpRequest) => HttpAnswer);
			isFromCerb?: boolean;
	  }
	/** Handles the request and changes the answer. */
	| { kind: 'change'; change: (answer: HttpAnswer) => HttpAnswer };

/** A rule in force. */
export interface Fault {
	/** How many requests it was applied to. */
	readonly hits: number;
	remove(): void;
}

interface Rule extends FaultMatch {
	effects: FaultEffect[];
	seen: number;
	hits: number;
}

/** The switchboard of faults: rules are tried in the order they were added, all that fit apply. */
export class Faults {
	private rules: Rule[] = [];

	add(match: FaultMatch, ...effects: FaultEffect[]): Fault {
		const rule: Rule = { ...match, effects, seen: 0, hits: 0 };
		this.rules.push(rule);
		const remove = () => {
			this.rules = this.rules.filter((other) => other !== rule);
		};
		return {
			get hits() {
				return rule.hits;
			},
			remove,
		};
	}

	clear(): void {
		this.rules = [];
	}

	/** The effects for one request; counts it. */
	effectsFor(request: HttpRequest): FaultEffect[] {
		return this.rules.flatMap((rule) => {
			if (!fits(rule, request)) return [];
			const index = rule.seen++ - (rule.skip ?? 0);
			if (index < 0 || index >= (rule.times ?? 1)) return [];
			rule.hits++;
			return rule.effects;
		});
	}
}

function fits({ method, path }: FaultMatch, request: HttpRequest): boolean {
	if (method !== undefined && method !== request.method) return false;
	if (path instanceof RegExp) return path.test(request.path);
	return path === undefined || path === request.path;
}

/** An answer that does not come from Cerb. */
function foreign(status: number, body: string, headers: HttpAnswer['headers'] = {}): FaultEffect {
	return {
		kind: 'answer',
		answer: { status, headers: { 'content-type': 'text/html', ...headers }, body },
	};
}

/** Ready-made effects: what goes wrong between a client and a Cerb, and in Cerb itself. */
export const effects = {
	delay: (ms: number): FaultEffect => ({ kind: 'delay', ms }),
	before: (run: (request: HttpRequest) => void | Promise<void>): FaultEffect => ({
		kind: 'before',
		run,
	}),
	expireToken: (): FaultEffect => ({ kind: 'expireToken' }),
	reset: (): FaultEffect => ({ kind: 'reset' }),
	resetInBody: (bytes = 20): FaultEffect => ({ kind: 'resetInBody', bytes }),
	/** Any status, headers and body. */
	answer: (status: number, body = '', headers: HttpAnswer['headers'] = {}): FaultEffect =>
		foreign(status, body, headers),
	/** 429 of a proxy in front of Cerb; Cerb itself never sends one. */
	rateLimited: (retryAfter: number | string): FaultEffect =>
		foreign(429, page('Too Many Requests', '<p>Slow down.</p>'), {
			'retry-after': String(retryAfter),
		}),
	badGateway: (): FaultEffect => foreign(502, page('Bad Gateway', '')),
	gatewayTimeout: (): FaultEffect => foreign(504, page('Gateway Timeout', '')),
	unavailable: (retryAfter?: number): FaultEffect =>
		foreign(
			503,
			page('Service Unavailable', ''),
			retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
		),
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
	/** A PHP warning printed in front of the answer. */
	phpWarning: (): FaultEffect => ({
		kind: 'change',
		change: (answer) => ({
			...answer,
			body: `<br />\n<b>Warning</b>:  something odd in <b>/cerb/x.php</b> on line <b>1</b><br />\n${String(answer.body)}`,
		}),
	}),
	/** An answer that ends in the middle, by all rules of HTTP. */
	truncatedJson: (bytes = 60): FaultEffect => ({
		kind: 'change',
		change: (answer) => ({ ...answer, body: String(answer.body).slice(0, bytes) }),
	}),
};
