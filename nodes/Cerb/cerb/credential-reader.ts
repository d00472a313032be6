import type { CerbContext } from './client';

/** For so many milliseconds what was read of a credential counts as its latest state. */
const KEPT = 1000;

/**
 * Reads a credential for a run. n8n reads, decrypts and resolves it anew for each request, which costs
 * more than all else it does for one (5 of 9 ms of processor time, measured on n8n 2.41). Its request
 * helper asks the context that it is called on, so here it is called on one that remembers.
 */
export class CredentialReader<Data extends object> {
	/** The context to call n8n's helper on: the same but for what it answers for the credential. */
	readonly context: CerbContext;
	private latest: { data: Promise<Data>; since: number } | undefined;

	constructor(
		private readonly original: CerbContext,
		private readonly type: string,
	) {
		const answers = { getCredentials: async () => await this.read() };
		this.context = new Proxy(original, {
			get: (target, name) => {
				if (Object.hasOwn(answers, name)) return answers[name as keyof typeof answers];
				const value: unknown = Reflect.get(target, name, target);
				// What n8n keeps private it finds on the original only.
				return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			},
		});
	}

	/** The credential as it is, or was a moment ago. n8n notes in it the tokens that it renews. */
	async read(): Promise<Data> {
		const age = this.latest ? Date.now() - this.latest.since : KEPT;
		// A clock that was set back tells nothing.
		return this.latest && age >= 0 && age < KEPT ? await this.latest.data : await this.readAnew();
	}

	/** The credential as it is stored now. */
	async readAnew(): Promise<Data> {
		const data = this.original.getCredentials<Data>(this.type);
		this.latest = { data, since: Date.now() };
		data.catch(() => (this.latest = undefined));
		return await data;
	}
}
