import { SMALL_SERVER, startCerbServer, type CerbServer } from '../cerb-server';
import { DEFAULT_APP } from '../cerb-server/oauth';
import type { Target } from './contender';
import { serveParent } from './processes';
import type { Counts } from './targets';

/*
 * The embedded Cerb in a process of its own.
 */

let cerb: CerbServer;

serveParent({
	start: async (tasks: number, pace: 'small server' | 'at once'): Promise<Target> => {
		const cost = pace === 'small server' ? SMALL_SERVER : undefined;
		cerb = await startCerbServer({ tasks, cost });
		const { url, oauth } = cerb;
		const pair = oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn: 86_400 });
		const { clientId, clientSecret } = DEFAULT_APP;
		const oauthTokenData = {
			token_type: 'Bearer',
			access_token: pair.accessToken,
			refresh_token: pair.refreshToken,
		};
		return { url, credential: { baseUrl: url, clientId, clientSecret, oauthTokenData } };
	},
	burst: async (count: number) => await Promise.resolve(burst(cerb, count)),
	counts: async (): Promise<Counts> =>
		await Promise.resolve({ requests: cerb.requests.length, connections: cerb.connections }),
	stop: async () => await cerb?.stop(),
});

/** Changes so many tasks within one second. @returns their stamp */
function burst({ state }: CerbServer, count: number): number {
	const ids = [...state.table('task').scan()].slice(0, count).map(({ id }) => id);
	const updated = state.now();
	for (const id of ids) state.update('task', id, { updated });
	return updated;
}
