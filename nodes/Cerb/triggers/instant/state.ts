import { randomBytes } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { MAX_AGE } from '../../cerb/instant/delivery';

/** So many deliveries are remembered across restarts: they are written with each change. */
const MAX_STORED = 200;

/** So many are remembered by this process. */
const MAX_KNOWN = 10_000;

/** What is kept between deliveries, as n8n stores it with the workflow; a test has its own. */
export interface InstantState {
	/** Name of the automation in Cerb: n8n ends a test as it ends a workflow (seen on 2.41.1). */
	automation: string;
	/** What deliveries are signed with. Never shown anywhere. */
	secret: string;
	/** Seconds by which the clock of Cerb is ahead of that of n8n. */
	clockAhead: number;
	/** What Cerb was asked to tell: nothing else is believed, whoever signed it. */
	events: string[];
	types: string[];
	/** The last deliveries, and when they came: unix seconds on the clock of n8n. */
	taken: Array<[delivery: string, at: number]>;
}

/** The state of an active trigger; undefined where there is none that can be used. */
export function readState(storage: IDataObject): InstantState | undefined {
	const { secret, automation, clockAhead, events, types, taken } = storage;
	const isSound =
		/^[0-9a-f]{64}$/.test(String(secret)) &&
		typeof automation === 'string' &&
		Number.isFinite(clockAhead) &&
		[events, types, taken].every((list) => Array.isArray(list));
	return isSound ? (storage as unknown as InstantState) : undefined;
}

/**
 * Keeps what an activation has found. The secret stays for good: n8n stores the whole state after each
 * delivery, as it was before it, so one that ends late would bring back an older secret. What was taken
 * with it stays known.
 */
export function storeState(storage: IDataObject, found: Omit<InstantState, 'taken'>): void {
	Object.assign(storage, { ...found, taken: readState(storage)?.taken ?? [] });
}

/** The secret of a trigger, or a new one. */
export function secretOf(storage: IDataObject): string {
	return readState(storage)?.secret ?? randomBytes(32).toString('hex');
}

/** Deliveries of all triggers: two that come at once do not see each other's stored state. */
const known = new Map<string, number>();

/**
 * Whether a delivery came before, within the time for which it is believed. Remembers it.
 * @param now unix seconds on the clock of n8n, whatever that of Cerb says
 */
export function isRepeat(state: InstantState, delivery: string, now: number): boolean {
	// One that was signed by a clock ahead is believed for longer.
	const recent = state.taken.filter(([, at]) => at > now - 2 * MAX_AGE);
	for (const [id, at] of known) {
		if (at > now - 2 * MAX_AGE && known.size <= MAX_KNOWN) break;
		known.delete(id);
	}
	if (known.has(delivery) || recent.some(([id]) => id === delivery)) return true;
	known.set(delivery, now);
	state.taken = [...recent, [delivery, now] as [string, number]].slice(-MAX_STORED);
	return false;
}
