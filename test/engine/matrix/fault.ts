import type { FaultEffect } from '../../cerb-server';

/** What the faults of a class have in common for a client; the rules go by it. */
export type FaultClass =
	/** The right answer comes after all, by an unusual way. */
	| 'harmless'
	/** The request surely did not reach Cerb. */
	| 'unmade'
	/** Something broke on the way, and may be over at the next try. */
	| 'broken'
	/** A proxy before Cerb lets nothing through for a while. */
	| 'limited'
	/** What came is no answer of Cerb's API, and would be the same again. */
	| 'garbled'
	/** Cerb's answer came, and cannot be trusted as a whole. */
	| 'warned'
	/** Cerb, or what stands before it, said no: nothing was done. */
	| 'refused'
	/** The access token is over, and can be renewed. */
	| 'expired'
	/** No token helps. */
	| 'denied'
	/** Nothing comes until the time limit of the node. */
	| 'stalled'
	/** Records appear and vanish between pages. */
	| 'moving';

/** What the error of a fault has to tell. */
export interface Told {
	message: RegExp;
	/** The way out. */
	hint: RegExp;
	/** HTTP status; null where there was no answer. */
	httpCode: number | null;
	code?: string;
}

/** Lets the node's time limit pass, and ends only with the run: no test has to wait for either. */
export type Silence = () => Promise<void>;

export interface Fault {
	name: string;
	class: FaultClass;
	/** How far a request comes that meets it; the log of the server is checked for it. */
	reach: 'nothing' | 'arrives' | 'carriedOut';
	/** What happens to the request; nothing where the server cannot be connected to at all. */
	effects: (silence: Silence) => FaultEffect[];
	outage?: 'refuse' | 'hangUp';
	/** Undefined where no error comes of it. */
	told?: Told;
	/** Takes seconds: tried on one operation for each method of HTTP, one after the other. */
	isHeavy?: boolean;
}
