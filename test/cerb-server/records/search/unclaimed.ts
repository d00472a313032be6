/**
 * Collects what a request would need that this server does not know. Whoever finds an entry here
 * answers with a loud 501 instead of a guess.
 */
export class Unclaimed {
	private readonly reasons: string[] = [];

	add(reason: string): void {
		this.reasons.push(reason);
	}

	get first(): string | undefined {
		return this.reasons[0];
	}
}
