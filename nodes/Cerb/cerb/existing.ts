import type { CerbClient } from './client';
import { remember } from './memo';
import type { CerbRecord } from './types';

const known = new WeakMap<CerbClient, Map<string, Promise<CerbRecord>>>();

/**
 * A record that a call refers to, looked up once a run. Many endpoints take an id that does not
 * exist and leave the rest undone, without a word (measured on Cerb 10.4.10).
 * @throws NodeApiError when Cerb has no such record, or does not show it to this worker
 */
export async function existingRecord(
	client: CerbClient,
	type: string,
	id: number,
): Promise<CerbRecord> {
	const byName = known.get(client) ?? new Map<string, Promise<CerbRecord>>();
	known.set(client, byName);
	const request = { method: 'GET' as const, path: `records/${type}/${id}.json` };
	return await remember(byName, `${type}:${id}`, async () => await client.callRecord(request));
}
