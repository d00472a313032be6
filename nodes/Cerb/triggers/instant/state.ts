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
	/** The last deliveries, and when they came: unix seconds. */
	taken: Array<[delivery: string, at: number]>;
}

/** The state of an active trigger; undefined where there is none. */
export function readState(storage: IDataObject): InstantState | undefined {
	return storage.secret === undefined ? undefined : (storage as unknown as InstantState);
}

/**
 * The state that an activation begins with. The secret stays for good: n8n stores the whole state
 * after each delivery, as it was before it, so one that ends late would bring back an older secret.
 * What was taken with it stays known.
 */
export function startState(storage: IDataObject, automation: string): InstantState {
	const { secret = randomBytes(32).toString('hex'), taken = [] } = readState(storage) ?? {};
	const state = { automation, secret, clockAhead: 0, taken };
	return Object.assign(storage, state) as unknown as InstantState;
}

/** Deliveries of all triggers: two that come at once do not see each other's stored state. */
const known = new Map<string, number>();

/** Whether a delivery came before, within the time for which it is believed. Remembers it. */
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
