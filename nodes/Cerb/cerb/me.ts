import type { CerbClient } from './client';
import { remember } from './memo';
import type { CerbRequest } from './types';

const known = new WeakMap<CerbClient, Promise<number>>();

/**
 * The id of the worker whom the credential stands for, asked for once a run.
 * @throws NodeApiError
 */
export async function currentWorkerId(client: CerbClient): Promise<number> {
	const request: CerbRequest = { method: 'GET', path: 'workers/me.json' };
	return await remember(known, client, async () => Number((await client.call(request)).id));
}
