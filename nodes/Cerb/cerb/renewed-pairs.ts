import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The fields of a credential that a renewal replaces. */
export interface TokenPair {
	[key: string]: string;
	accessToken: string;
	refreshToken: string;
}

/** More than the credentials that anyone has open in the editor at once. */
const KEPT = 50;

/** What this process renewed last; the oldest is forgotten first. */
const pairs = new Map<string, TokenPair>();

/**
 * Remembers what a credential was renewed to. An editor that is still open on the credential knows
 * nothing of it and goes on testing and saving the pair that was typed in, which Cerb has burnt by
 * then (seen in n8n 2.41).
 */
export function keepRenewed(credentials: ICredentialDataDecryptedObject, pair: TokenPair): void {
	pairs.set(keyOf(credentials), pair);
	for (const oldest of [...pairs.keys()].slice(0, -KEPT)) pairs.delete(oldest);
}

/** What exactly this credential, with this refresh token, was renewed to. */
export function renewedPairOf(credentials: ICredentialDataDecryptedObject): TokenPair | undefined {
	return pairs.get(keyOf(credentials));
}

/** For tests, which use the same tokens again. */
export function forgetRenewed(): void {
	pairs.clear();
}

/** All that a renewal needs: nobody gets a pair who could not have renewed it, nor another server. */
function keyOf({ baseUrl, clientId, clientSecret, refreshToken }: ICredentialDataDecryptedObject) {
	return JSON.stringify([baseUrl, clientId, clientSecret, refreshToken]);
}
