import type { CerbState } from '../../state';
import type { Reader, RecordType } from '../type';

/** What a write is done with. */
export interface WriteContext {
	state: CerbState;
	baseUrl: string;
	actor: Reader;
	type: RecordType;
	/** The record that is changed; undefined when one is created. */
	id?: number;
	/** Says that this server does not know what Cerb would do now. */
	unclaimed(what: string): void;
}
