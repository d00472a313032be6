import { pause } from './retry';
import type { Thrown } from './thrown';

/** The access token in a credential's data: that of OAuth2, or a pre-generated one. */
export interface TokenData {
	oauthTokenData?: { access_token?: unknown };
	accessToken?: unknown;
}

/** How often, and how many milliseconds apart, a run looks for a token that another one renewed. */
const LOOKS = 5;
const BETWEEN_LOOKS = 400;

/**
 * Gets requests over a renewal of the access token by someone else. Where requests go on side by
 * side, n8n 1 lets each renew it; Cerb accepts the first and tells the others that their refresh
 * token is invalid. These find the new token in the credential as soon as it is stored. Tokens are
 * only compared here.
 */
export class TokenWatch {
	private known: unknown;
	private hasWaited = false;

	/**
	 * @param data the credential as it is now
	 * @param read gives the credential as it is stored at the time
	 */
	constructor(
		data: TokenData,
		private readonly read: () => Promise<TokenData>,
		private readonly signal?: AbortSignal,
	) {
		this.known = tokenOf(data);
	}

	/** Sends a request, and again for each new token that turns up after the sign-in has failed. */
	async follow(send: () => Promise<Thrown>): Promise<Thrown> {
		let known = this.known;
		let outcome = await send();
		for (let round = 1; round <= LOOKS && isSignInFailure(outcome); round++) {
			const token = await this.otherThan(known);
			if (token === undefined) break;
			known = token;
			outcome = await send();
		}
		return outcome;
	}

	/** A token that is not the known one; waits for it once a run: a dead credential fails fast. */
	private async otherThan(known: unknown): Promise<unknown> {
		for (let look = 1; ; look++) {
			const token = tokenOf(await this.read());
			if (token !== known) {
				this.known = token;
				return token;
			}
			if (this.hasWaited || look === LOOKS) break;
			if (await pause(BETWEEN_LOOKS, this.signal)) break;
		}
		this.hasWaited = true;
		return undefined;
	}
}

function tokenOf({ oauthTokenData, accessToken }: TokenData): unknown {
	return oauthTokenData?.access_token ?? accessToken;
}

function isSignInFailure(outcome: Thrown): boolean {
	return 'failure' in outcome && outcome.failure.cause === 'credential-invalid';
}
