import type { IDataObject } from 'n8n-workflow';

import type { CerbClient } from './client';
import type { SearchPage } from './types';

/** The most that one page holds (measured on Cerb 10.4.10). */
const MAX_PAGE_SIZE = 250;

/**
 * Entries of the automation log, newest first: `{ id, automation_name, automation_node, level,
 * message, created_at }` with times in ISO 8601. Each page begins behind the last entry of the one
 * before, so that entries which come meanwhile move nothing.
 * @param filters conditions in the words of the log
 * @param limit undefined means all
 * @throws NodeApiError, e.g. for workers who are no administrators
 */
export async function readLogs(
	client: CerbClient,
	filters: string[],
	limit = Infinity,
): Promise<IDataObject[]> {
	const logs: IDataObject[] = [];
	let below: number | undefined;
	for (;;) {
		const size = Math.min(MAX_PAGE_SIZE, limit - logs.length);
		const conditions = [...filters, ...(below === undefined ? [] : [`id:<${below}`])];
		const page = (await client.call({
			method: 'GET',
			path: 'automations/logs/search.json',
			query: { q: conditions.join(' '), limit: size },
		})) as unknown as SearchPage;
		for (const { level__label, created_at, ...entry } of page.results) {
			logs.push({
				...entry,
				level: level__label,
				created_at: new Date(Number(created_at) * 1000).toISOString(),
			});
		}
		const last = page.results[page.results.length - 1];
		if (!last || page.results.length < size || logs.length >= limit) return logs;
		below = Number(last.id);
	}
}
