import type { RecordEnv, Reader } from '../records/type';

/** What mail is handled with. */
export interface MailContext extends RecordEnv {
	actor: Reader;
	/** Says that this server does not know what Cerb would do now. */
	unclaimed(what: string): void;
}
