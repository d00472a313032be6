import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Where the records are, and how to get in. */
export interface Target {
	/** Without trailing slash. */
	url: string;
	/** Fields of a connected OAuth2 credential. */
	credential: ICredentialDataDecryptedObject & { oauthTokenData: { access_token: string } };
}

/** A list of all tasks up to an id. */
export interface ListJob {
	upTo: number;
	output: 'simplified' | 'raw';
}

/** Calls, one for each input item. */
export interface EachJob {
	/** `search` finds all tasks in one answer. */
	operation: 'create' | 'update' | 'get' | 'search';
	count: number;
	/** Of the tasks to update or to get. */
	ids: number[];
	output: 'simplified' | 'raw';
	/** How many may be under way. */
	overlap: number;
}

/** A look at what has changed. */
export interface PollJob {
	/** Stamp of the changes: unix seconds. */
	at: number;
	/** How many there are. */
	count: number;
}

/** Someone who does the work. Each method gives what came out, one entry a record or answer. */
export interface Contender {
	list(job: ListJob): Promise<unknown[]>;
	each(job: EachJob): Promise<unknown[]>;
	/** Uploads so many megabytes and gives the id of the attachment. */
	upload(megabytes: number): Promise<number[]>;
	download(id: number): Promise<unknown[]>;
	/** Begins to watch for changes of tasks, where that is needed, with so many at most in one poll. */
	watch(most: number): Promise<void>;
	/** Gives the changed tasks. */
	poll(job: PollJob): Promise<unknown[]>;
	stop(): Promise<void>;
}
