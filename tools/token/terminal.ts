/** Where a person types and reads. */
export interface Streams {
	input: NodeJS.ReadableStream;
	/** Whether a person sits at the input, so that it makes sense to ask. */
	isInteractive: boolean;
	out(text: string): void;
	err(text: string): void;
}

/** Shorter ones would blot out ordinary words. */
const SHORTEST_SECRET = 6;

/** Says things to the person, and never one of the secrets it was told to hide. */
export class Terminal {
	readonly input: NodeJS.ReadableStream;
	readonly isInteractive: boolean;
	private readonly secrets = new Set<string>();

	constructor(private readonly streams: Streams) {
		this.input = streams.input;
		this.isInteractive = streams.isInteractive;
	}

	/** From now on these texts are printed as `***`, also in what a server sends back. */
	hide(...secrets: string[]): void {
		for (const secret of secrets.filter(({ length }) => length >= SHORTEST_SECRET)) {
			this.secrets.add(secret);
			this.secrets.add(encodeURIComponent(secret));
			this.secrets.add(new URLSearchParams({ '': secret }).toString().slice(1));
		}
	}

	/** Prints a line on standard output. */
	say(text: string): void {
		this.streams.out(`${this.redacted(text)}\n`);
	}

	/** Prints a line on standard error. */
	warn(text: string): void {
		this.streams.err(`${this.redacted(text)}\n`);
	}

	private redacted(text: string): string {
		return [...this.secrets].reduce((shown, secret) => shown.split(secret).join('***'), text);
	}
}
