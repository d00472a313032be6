import type { CerbContext } from './client';
import { remember } from './memo';

/** For so many milliseconds what was read of a credential counts as its latest state. */
const KEPT = 250;

/**
 * Reads a credential for a run. n8n reads, decrypts and resolves it anew for each request, which is half
 * of the processor time of a request (7 ms with it, 3.5 without, measured in n8n 2.41). Its request
 * helper asks the context that it is called on, so here it is called on one that remembers for a moment.
 */
export class CredentialReader<Data extends object> {
	/** The context to call n8n's helper on: the same but for what it answers for the credential. */
	readonly context: CerbContext;
	private readonly latest = new Map<string, Promise<Data>>();
	private since = 0;

	constructor(
		private readonly original: CerbContext,
		private readonly type: string,
	) {
		this.context = new Proxy(original, {
			get: (target, name) => {
				if (name === 'getCredentials') return async () => await this.read();
				const value: unknown = Reflect.get(target, name, target);
				// Methods get the original: on another object they find nothing that is private.
				const isMethod = typeof value === 'function' && !Object.hasOwn(target, name);
				return isMethod ? (value.bind(target) as unknown) : value;
			},
		});
	}

	/** The credential as it is, or was a moment ago. n8n notes in it the tokens that it renews. */
	async read(): Promise<Data> {
		const age = Date.now() - this.since;
		// A clock that was set back tells nothing.
		if (age < 0 || age >= KEPT) return await this.readAnew();
		return await remember(this.latest, this.type, async () => await this.ask());
	}

	/** The credential as it is stored now. */
	async readAnew(): Promise<Data> {
		this.latest.delete(this.type);
		return await remember(this.latest, this.type, async () => await this.ask());
	}

	private async ask(): Promise<Data> {
		this.since = Date.now();
		return await this.original.getCredentials<Data>(this.type);
	}
}
