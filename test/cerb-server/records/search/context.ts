import type { CerbState } from '../../state';
import type { RecordEnv } from '../type';
import type { Clock } from './time-text';
import { Unclaimed } from './unclaimed';
import { startOfDay, zoneOffset } from './zone';

/** What the conditions of one query are read with. */
export interface QueryContext {
	env: RecordEnv;
	/** Id of the worker who asks: `me`. */
	workerId: number;
	clock: Clock;
	unclaimed: Unclaimed;
}

export function queryContext(
	env: RecordEnv,
	workerId: number,
	unclaimed: Unclaimed = new Unclaimed(),
): QueryContext {
	return { env, workerId, clock: clockOf(env.state, workerId), unclaimed };
}

/** The clock of a worker: now, in the zone its dates are read in. */
export function clockOf(state: CerbState, workerId: number): Clock {
	return clockIn(state.now(), state.getWorker(workerId)?.timezone ?? 'UTC');
}

export function clockIn(now: number, zone: string): Clock {
	return {
		now,
		zone,
		startOfDay: (at, plus) => startOfDay(at, zone, plus),
		localDate: (at) => new Date((at + zoneOffset(at, zone)) * 1000),
	};
}
