import { logAutomation } from '../records/automation-log';
import type { Dict } from '../records/values';
import { createState } from '../state';
import { restResult } from '../support/rest-call';

const state = createState({ now: 1795400000 });
for (const level of ['debug', 'error', 'warning'] as const) {
	logAutomation(state, { automation: 'a.first', node: `start:${level}`, level, message: 'boom 1' });
}
logAutomation(state, { automation: 'b', node: 'start:log.error', level: 'error', message: 'x' });

async function search(q: string, more = ''): Promise<unknown> {
	const line = `GET automations/logs/search?q=${encodeURIComponent(q)}${more}`;
	const found = await restResult(state, line);
	return typeof found === 'string' ? found : (found.results as Dict[]).map(({ id }) => id);
}

describe('automations/logs/search', () => {
	it('gives the newest first, by pages from 0, and nothing past the end', async () => {
		expect(await restResult(state, 'GET automations/logs/search?limit=3')).toMatchObject({
			count: 3,
			limit: 3,
			page: 0,
			total: 4,
			results: [{ id: 4, level: 3, level__label: 'error' }, { level__label: 'warning' }, {}],
		});
		expect(await search('', '&limit=3&page=1')).toEqual([1]);
		expect(await search('', '&limit=3&page=9')).toEqual([]);
		expect(await search('', '&page=-1')).toBe('raw');
	});

	it.each([
		['level:error', [4, 2]],
		['level:[3,warning]', [4, 3, 2]],
		['level:!error', [3, 1]],
		['level:ERROR', []],
		['automation:a.first', [3, 2, 1]],
		['automation:"a*"', [3, 2, 1]],
		['automation:(name:b node:"start:log.error")', [4]],
		['message:boom', []],
		['message:*boom*', [3, 2, 1]],
		['id:>2', [4, 3]],
		['created:"-1 hour to now"', [4, 3, 2, 1]],
		['created:"-2 days to -1 day"', []],
		['nonsense:1 sort:id limit:1', [4, 3, 2, 1]],
	])('%s', async (q, ids) => {
		expect(await search(q)).toEqual(ids);
	});

	it('is for administrators', async () => {
		expect(await restResult(state, 'GET automations/logs/search', '', 2)).toBe(
			'Only administrators may search automation logs.',
		);
		expect(await restResult(state, 'POST automations/logs/search')).toBe('ERROR_NOT_IMPLEMENTED');
	});
});
