import { platformSamples } from './platform';
import { recordSamples } from './records';
import type { Sample } from './sample';
import { ticketSamples } from './tickets';

export type { Sample };

/** One for every operation of the node, by `resource/operation`. */
export const SAMPLES: Record<string, Sample> = {
	...recordSamples,
	...ticketSamples,
	...platformSamples,
};
