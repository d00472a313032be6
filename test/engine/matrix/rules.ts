import { SENT_WHEN_DENIED, UNAUTHORIZED_BEFORE_RENEWAL } from '../versions';
import type { Fault, FaultClass } from './fault';

/** How often a fault comes: to one try of a request, or to each. */
export type Times = 'once' | 'always';

/** Whether a request only reads or changes something; GET is the one method that reads. */
export type Kind = 'read' | 'write';

/** What has to come of a request that meets a fault, whatever the operation. */
export interface Rule {
	faults: FaultClass[];
	kind?: Kind;
	times?: Times;
	/** `items`: the same as without the fault; `records`: each one that stays, once. */
	gives: 'items' | 'records' | 'error';
	/** How often the request is sent: `all` is as often as the user allows. */
	tries: number | 'all';
	/** What an error says of a change: nothing (it was not made), that nobody knows, or that it was. */
	fate?: 'unknown' | 'made';
	/** Why it failed, in n8n's own words for programs. */
	cause?: 'rate-limited' | 'temporarily-unavailable' | 'credential-invalid';
}

const DOWN = 'temporarily-unavailable';

/** The whole judgement of the matrix: the first rule that fits counts. */
export const RULES: Rule[] = [
	{ faults: ['harmless'], gives: 'items', tries: 1 },
	{ faults: ['moving'], gives: 'records', tries: 1 },
	// What surely did not reach Cerb is sent again, changes too.
	{ faults: ['unmade', 'limited'], times: 'once', gives: 'items', tries: 2 },
	{ faults: ['unmade'], times: 'always', gives: 'error', tries: 'all', cause: DOWN },
	{ faults: ['limited'], times: 'always', gives: 'error', tries: 'all', cause: 'rate-limited' },
	// What may have reached it: only what changes nothing.
	{ faults: ['broken'], kind: 'read', times: 'once', gives: 'items', tries: 2 },
	{ faults: ['broken'], kind: 'read', times: 'always', gives: 'error', tries: 'all', cause: DOWN },
	{ faults: ['broken'], kind: 'write', gives: 'error', tries: 1, fate: 'unknown', cause: DOWN },
	{ faults: ['stalled'], kind: 'read', gives: 'error', tries: 1, cause: DOWN },
	{ faults: ['stalled'], kind: 'write', gives: 'error', tries: 1, fate: 'unknown', cause: DOWN },
	// What would be the same at the next try.
	{ faults: ['garbled', 'warned'], kind: 'read', gives: 'error', tries: 1 },
	{ faults: ['garbled'], kind: 'write', gives: 'error', tries: 1, fate: 'unknown' },
	{ faults: ['warned'], kind: 'write', gives: 'error', tries: 1, fate: 'made' },
	{ faults: ['refused'], gives: 'error', tries: 1 },
	// n8n renews the token and sends the request again.
	{ faults: ['expired'], times: 'once', gives: 'items', tries: UNAUTHORIZED_BEFORE_RENEWAL + 1 },
	{
		faults: ['denied'],
		times: 'always',
		gives: 'error',
		tries: SENT_WHEN_DENIED,
		cause: 'credential-invalid',
	},
];

/** The most rules that the table may have: more would be expectations of single cells. */
export const MAX_RULES = 20;

/** The rule for a fault, or undefined where it cannot come so often. */
export function ruleFor(fault: Fault, kind: Kind, times: Times): Rule | undefined {
	return RULES.find(
		(rule) =>
			rule.faults.includes(fault.class) &&
			(rule.kind ?? kind) === kind &&
			(rule.times ?? times) === times,
	);
}
