import { Needles, type Found } from './needles';
import { eachText, type Where } from './texts';

/** What can be looked at, as it is counted. */
export const KINDS = ['items', 'errors', 'answers', 'lines'] as const;
export type Kind = (typeof KINDS)[number];

export interface Leak extends Found {
	/** E.g. `error.cause.config.headers.Authorization`. */
	place: string;
}

/** What was looked at in a test file. */
export type Counts = Record<Kind | 'texts' | 'secrets' | 'leaks', number>;

/** Something that comes to know of secrets over time, oldest first: `[kind, value]`. */
export type SecretList = ReadonlyArray<readonly [secret: string, value: string]>;

/**
 * Watches over a test file: learns every secret that is in use, takes every result, error and log
 * line there is, and finds the ones in the others. Texts are looked at when the test is over, as a
 * secret may become known after it leaked.
 */
export class Watch {
	private readonly needles = new Needles();
	private readonly sources: Array<{ list: SecretList; read: number }> = [];
	private texts = new Map<string, Where>();
	private readonly counts: Counts = {
		items: 0,
		errors: 0,
		answers: 0,
		lines: 0,
		texts: 0,
		secrets: 0,
		leaks: 0,
	};
	private isOn = false;

	/** Until then nothing is kept: the engine also runs outside of tests. */
	start(): void {
		this.isOn = true;
	}

	/** @param secret its kind, e.g. `access token` */
	learn(secret: string, value: unknown): void {
		if (this.isOn && typeof value === 'string') this.needles.add(secret, value);
	}

	/** Learns what is in a list now and what is added to it later. */
	learnFrom(list: SecretList): void {
		this.sources.push({ list, read: 0 });
	}

	/**
	 * Takes a result to look at.
	 * @param count how many things of the kind it holds
	 */
	take(kind: Kind, name: string, value: unknown, count = 1): void {
		if (!this.isOn) return;
		this.counts[kind] += count;
		eachText(value, name, (text, at) => {
			if (!this.texts.has(text)) this.texts.set(text, at);
		});
	}

	/** Looks at all that was taken since the last time. */
	look(): Leak[] {
		for (const source of this.sources) {
			for (const [secret, value] of source.list.slice(source.read)) {
				this.needles.add(secret, value);
			}
			source.read = source.list.length;
		}
		const leaks: Leak[] = [];
		for (const [text, at] of this.texts) {
			const found = this.needles.find(text);
			if (found) leaks.push({ ...found, place: at() });
		}
		this.counts.texts += this.texts.size;
		this.texts = new Map();
		return leaks;
	}

	/** The same, counted and told in words; undefined where nothing leaked. */
	problem(): string | undefined {
		const leaks = this.look();
		this.counts.leaks += leaks.length;
		return leaks.length > 0 ? describeLeaks(leaks) : undefined;
	}

	/** The same. @throws Error naming the leaks */
	assertTight(): void {
		const problem = this.problem();
		if (problem !== undefined) throw new Error(problem);
	}

	report(): Counts {
		return { ...this.counts, secrets: this.needles.size };
	}
}

function describeLeaks(leaks: Leak[]): string {
	const lines = leaks
		.slice(0, 10)
		.map(({ secret, form, place }) => `${secret} (${form}): ${place}`);
	return `${leaks.length} leaks of secrets\n${lines.join('\n')}`;
}

/** The one watch of a test file. */
export const watch = new Watch();
