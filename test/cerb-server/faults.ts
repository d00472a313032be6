import type { HttpAnswer } from './http/answer';
import type { HttpRequest } from './http/request';
import type { LoggedRequest } from './http/request-log';

/** Which requests a rule is for. All that is given must fit. */
export interface FaultMatch {
	method?: string;
	/** The path below the base path, without query: the whole of it, or an expression. */
	path?: string | RegExp;
	/** Anything else, by what the log holds of the request. */
	where?: (request: LoggedRequest) => boolean;
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
	/** Handles the request, then cuts the connection without an answer. */
	| { kind: 'resetAfter' }
	/** Handles the request, sends head and `bytes` of the body, then cuts the connection. */
	| { kind: 'resetInBody'; bytes: number }
	/** Handles the request and sends the body in pieces, with a wait between them. */
	| { kind: 'slowBody'; pieces: number; wait: () => Promise<void> }
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
	effectsFor(request: LoggedRequest): FaultEffect[] {
		return this.rules.flatMap((rule) => {
			if (!fits(rule, request)) return [];
			const index = rule.seen++ - (rule.skip ?? 0);
			if (index < 0 || index >= (rule.times ?? 1)) return [];
			rule.hits++;
			return rule.effects;
		});
	}
}

function fits({ method, path, where }: FaultMatch, request: LoggedRequest): boolean {
	if (method !== undefined && method !== request.method) return false;
	if (where?.(request) === false) return false;
	if (path instanceof RegExp) return path.test(request.path);
	return path === undefined || path === request.path;
}
