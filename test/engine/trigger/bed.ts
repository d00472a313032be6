import type { IDataObject } from 'n8n-workflow';

import type { ActiveTrigger } from '../host/active-trigger';
import { useBed, type Bed } from '../support';

/** A second from which the tests count: Cerb's clock stands still unless a test moves it. */
export const NOON = 1_795_000_000;

/** The bed with a clock of its own, and triggers on it. */
export interface TriggerBed extends Bed {
	/** Moves Cerb's clock on. */
	pass(seconds: number): void;
	/** An active trigger; it has had its first poll. */
	watch(event: string, parameters?: object): Promise<ActiveTrigger>;
	/** The same before it is activated. */
	trigger(event: string, parameters?: object): ActiveTrigger;
}

/** Starts n8n's engine and an embedded Cerb whose clock the test moves. */
export function useTriggerBed(): TriggerBed {
	let now = NOON;
	const bed = useBed({ now: () => now }) as TriggerBed;
	bed.pass = (seconds) => {
		now += seconds;
		bed.cerb.state.setNow(() => now);
	};
	bed.trigger = (triggerOn, { type, ...parameters }: { type?: string } & IDataObject = {}) =>
		bed.engine.pollingTrigger({
			type: 'cerbTrigger',
			// The clock of the test may run for years.
			credentials: [bed.connect({ expiresIn: 1e9 })],
			parameters: {
				triggerOn,
				...(type ? { recordType: { __rl: true, mode: 'alias', value: type } } : {}),
				output: 'raw',
				...parameters,
			},
		});
	bed.watch = async (event, parameters) => {
		const trigger = bed.trigger(event, parameters);
		await trigger.activate();
		return trigger;
	};
	return bed;
}

/** The ids of items, as numbers. */
export const idsOf = (items: IDataObject[]) => items.map(({ id }) => Number(id));

/** What a poll gave. */
export async function poll(trigger: ActiveTrigger): Promise<number[]> {
	const items = await trigger.poll();
	const [error] = trigger.errors.splice(0);
	if (error) throw error as Error;
	return items.map(({ json }) => Number(json.id));
}

/** No wait between hearing of a record and reading it: nothing in the bed is half done. */
export const AT_ONCE = { options: { settleSeconds: 0 } };
