import type { CerbState } from '../state';

/** The seed's "installation" (unix seconds): when the measured demo instance was made. */
const INSTALLED = 1795317858;

/** The state being filled and its calendar. */
export interface Seeding {
	state: CerbState;
	/**
	 * A moment by its distance to the installation, in seconds. With a clock that is not past those
	 * days yet, everything moves back, so that no record is stamped in the future.
	 */
	at(offset: number): number;
}

export function seeding(state: CerbState): Seeding {
	const base = Math.min(INSTALLED, state.now() - 7200);
	return { state, at: (offset) => base + offset };
}
