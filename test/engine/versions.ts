import { IS_N8N_1 } from './host/version';

/*
 * What n8n 1 does otherwise, as far as the tests see it: all of it is here.
 */

/** A test of what n8n 1 has not; listed there as skipped, with the reason. */
export function itOnN8n2(reason: string, name: string, run: () => Promise<void>): void {
	if (IS_N8N_1) it.skip(`${name} (n8n 1: ${reason})`, run);
	else it(name, run);
}

/** Whether executions side by side renew an OAuth2 token once for all; on n8n 1 each tries. */
export const SHARES_RENEWAL = !IS_N8N_1;

/** Whether an error tells n8n why the node failed; n8n 1 knows no such thing. */
export const KEEPS_FAILURE = !IS_N8N_1;

/**
 * How often a request is sent that meets an access token that is over. n8n 1 is asked once more, so
 * that it sees the status that makes it renew the token.
 */
export const UNAUTHORIZED_BEFORE_RENEWAL = IS_N8N_1 ? 2 : 1;

/**
 * How often a request is sent that no token helps: until the renewal, and once behind it. n8n 1 by
 * itself adds another try.
 */
export const SENT_WHEN_DENIED = IS_N8N_1 ? 4 : 2;

/** What is told when Cerb's token endpoint refused; n8n 1 keeps its reason to itself. */
export const RENEWAL_REFUSED = IS_N8N_1
	? {
			deadToken: /^Cerb did not renew the access token$/,
			unknownClient: /^Cerb did not renew the access token$/,
		}
	: {
			deadToken: /^The refresh token is invalid\.$/,
			unknownClient: /^Client authentication failed$/,
		};
