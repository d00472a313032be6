import { explain, unreachable, UPGRADE_PENDING, wordsOf } from './explain';
import { fail, reasonOf } from './failure';
import type { SavedToken } from './store';

const TIMEOUT_MS = 30_000;

/** The worker of a token, e.g. `Kina Halpue (worker #2, @Kina)`. */
function nameOf(me: Record<string, unknown>): string {
	const mention = me.at_mention_name ? `, @${String(me.at_mention_name)}` : '';
	return wordsOf(`${String(me.full_name ?? me._label)} (worker #${String(me.id)}${mention})`);
}

function jsonOf(text: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
}

/**
 * Asks `workers/me` whose token it is.
 * @returns undefined when Cerb does not take the token (any more): it answers alike for expired,
 * revoked and wrong ones (measured on Cerb 10.4.10)
 * @throws Failure when Cerb says something else, or nothing
 */
export async function whoIs({ url, access_token, scope }: SavedToken): Promise<string | undefined> {
	const lost = (problem: unknown) => fail(unreachable(url, reasonOf(problem)));
	const answer = await fetch(`${url}/rest/workers/me.json`, {
		// The token is not for whoever a redirect leads to.
		redirect: 'manual',
		headers: { authorization: `Bearer ${access_token}`, accept: 'application/json' },
		signal: AbortSignal.timeout(TIMEOUT_MS),
	}).catch(lost);
	const text = await answer.text().catch(lost);
	if (answer.headers.get('location')?.includes('/update/locked')) fail(UPGRADE_PENDING);
	const me = jsonOf(text);
	if (me?.__status === 'success') return nameOf(me);
	if (me?.__status !== 'error') {
		return fail(explain({ status: answer.status, text }, 'renew', { url, clientId: '' }));
	}
	if (answer.status === 401) return undefined;
	const words = wordsOf(String(me.message));
	// Refusals for want of a scope come with status 200 (measured on Cerb 10.4.10).
	const advice = /does not have permission/i.test(words)
		? `Cerb takes the token, but its scope "${scope}" does not cover workers/me, or the OAuth app defines no such scope. Sign in with another --scope.`
		: 'Look at the worker and the OAuth app in Cerb.';
	return fail(`Cerb says: "${words}" (HTTP ${answer.status})\n${advice}`);
}
