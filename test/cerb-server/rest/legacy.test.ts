import type { Dict } from '../records/values';
import { createState } from '../state';
import { restResult } from '../support/rest-call';

const state = createState();

describe('older controllers', () => {
	it('write a record with all links', async () => {
		expect(await restResult(state, 'GET tasks/1')).toMatchObject({
			_type: 'task',
			owner_address_contact_org__type: 'org',
		});
	});

	it('search with a total as text and without a limit', async () => {
		const found = (await restResult(state, 'POST orgs/search', 'q=sort:id&limit=2')) as Dict;
		expect(found).toMatchObject({ count: 2, page: 1, total: String(state.table('org').size) });
		expect(Object.keys(found).sort()).toEqual(['count', 'page', 'results', 'total']);
	});

	it('give other rows past the end', async () => {
		const found = (await restResult(
			state,
			'POST calendars/search',
			'q=sort:id&limit=1&page=99',
		)) as { results: Dict[]; page: number };
		expect(found.page).toBe(99);
		expect(found.results).toHaveLength(1);
	});

	it.each([
		['GET tasks/9999', "Invalid task id '9999'"],
		['GET snippets/9999', "Invalid snippet id '9999'"],
		['GET tasks/abc', 'ERROR_NOT_IMPLEMENTED'],
		['GET activity_log/1', 'ERROR_NOT_IMPLEMENTED'],
		['POST tasks/create', 'unclaimed'],
		['PUT tasks/1', 'unclaimed'],
		['POST tasks/search?criteria[]=id', 'unclaimed'],
	])('%s', async (line, expected) => {
		expect(await restResult(state, line)).toBe(expected);
	});

	it('say nothing about what other workers may see', async () => {
		expect(await restResult(state, 'GET messages/1', '', 2)).toBe('unclaimed');
		expect(await restResult(state, 'GET tasks/1', '', 2)).toMatchObject({ _type: 'task' });
	});
});
