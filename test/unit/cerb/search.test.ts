import { readQuery } from '../../../nodes/Cerb/cerb/query';
import { searchRecords, type SearchResult } from '../../../nodes/Cerb/cerb/search';
import { FakeCerb, makeRecords } from '../support/fake-cerb';

function search(
	cerb: FakeCerb,
	text: string,
	limit?: number,
	expand: string[] = [],
): Promise<SearchResult> {
	const reading = readQuery(text);
	if ('problem' in reading) return Promise.reject(new TypeError(reading.problem.message));
	return searchRecords(cerb.client, { type: 'task', query: reading.query, limit, expand });
}
const ids = ({ records }: SearchResult) => records.map(({ id }) => Number(id));
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const asc = (a: number, b: number) => a - b;

/** Behind a page that is full one looks for more, unless two readers have met or no more is wanted. */
function callsFor(count: number, limit = Infinity): number {
	const wanted = Math.min(count, limit);
	const isOpen = wanted > 0 && wanted % 500 === 0 && wanted < limit && wanted <= 1000;
	return Math.max(1, Math.ceil(wanted / 500)) + (isOpen ? 1 : 0);
}

describe('counts of records and limits', () => {
	const counts = [0, 1, 2, 499, 500, 501, 999, 1000, 1001, 1500];
	const limits = [undefined, 1, 2, 10, 499, 500, 501, 750, 1000, 5000];
	const cases = counts.flatMap((count) => limits.map((limit) => [count, limit] as const));

	test.each(cases)(
		'%i records, limit %s: each once, by id, in as few calls as can be',
		async (count, limit) => {
			const cerb = new FakeCerb(makeRecords(count));
			const wanted = Math.min(count, limit ?? Infinity);
			expect(ids(await search(cerb, '', limit))).toEqual(range(wanted));
			expect(cerb.searches).toHaveLength(callsFor(count, limit));
			for (const { query } of cerb.searches) {
				expect((query as { limit: number }).limit).toBeLessThanOrEqual(Math.min(500, limit ?? 500));
			}
		},
	);

	test.each(cases)('%i records, limit %s, in an order of numbers', async (count, limit) => {
		const cerb = new FakeCerb(makeRecords(count));
		const { records } = await search(cerb, 'sort:-importance,updated', limit);
		const expected = makeRecords(count).sort(
			(a, b) =>
				Number(b.importance) - Number(a.importance) ||
				Number(a.updated) - Number(b.updated) ||
				Number(a.id) - Number(b.id),
		);
		expect(records).toEqual(expected.slice(0, limit ?? count));
		expect(cerb.searches.length).toBeLessThanOrEqual(callsFor(count, limit));
	});

	test.each(cases)('%i records, limit %s, in an order of texts', async (count, limit) => {
		const cerb = new FakeCerb(makeRecords(count));
		const result = await search(cerb, 'sort:title', limit);
		const titles = result.records.map(({ title }) => String(title));
		expect(titles).toEqual([...titles].sort());
		expect(new Set(ids(result)).size).toBe(Math.min(count, limit ?? count));
		expect(result.hint).toBeUndefined();
		const once = callsFor(count, limit);
		expect(cerb.searches.length).toBeLessThanOrEqual(limit === undefined ? 2 * once : once);
	});

	test('ids as texts and gaps between ids', async () => {
		const cerb = new FakeCerb(makeRecords(1200, 1000), true);
		const { records } = await search(cerb, '');
		expect(records.map(({ id }) => id)).toEqual(range(1200).map((id) => String(id * 1000)));
		expect(cerb.searches).toHaveLength(3);
	});
});

describe('requests', () => {
	test('wrap the filters, carry the place and ask for what was asked', async () => {
		const cerb = new FakeCerb(makeRecords(1800));
		await search(cerb, 'kind:1 sort:id', undefined, ['owner_', 'custom_']);
		expect(cerb.searches.map(({ method, path, query }) => ({ method, path, ...query }))).toEqual([
			{
				method: 'GET',
				path: 'records/task/search.json',
				q: '(kind:1) sort:id',
				limit: 500,
				page: 1,
				expand: 'owner_,custom_',
			},
			{
				method: 'GET',
				path: 'records/task/search.json',
				q: '(kind:1) id:>1498 sort:id',
				limit: 101,
				page: 1,
				expand: 'owner_,custom_',
			},
		]);
	});

	test.each(['sort:id', 'sort:+id', 'sort:id,-title', ''])('%j goes by keyset', async (text) => {
		const cerb = new FakeCerb(makeRecords(1001));
		expect(ids(await search(cerb, text))).toEqual(range(1001));
		expect(cerb.searches.map(({ query }) => (query as { page: number }).page)).toEqual([1, 1, 1]);
	});

	test.each([
		['sort:-id', 'sort:-id'],
		['sort:title', 'sort:title,id'],
		['sort:title,-id', 'sort:title,-id'],
	])('%j with a limit breaks ties by id: %j', async (text, q) => {
		const cerb = new FakeCerb(makeRecords(20));
		await search(cerb, text, 5);
		expect(cerb.searches).toHaveLength(1);
		expect(cerb.searches[0].query).toMatchObject({ q, limit: 5, page: 1 });
	});

	test('pages that only tell the order load nothing else', async () => {
		const cerb = new FakeCerb(makeRecords(20));
		await search(cerb, 'sort:title', undefined, ['owner_']);
		const expands = cerb.searches.map(({ query }) => (query as { expand?: string }).expand);
		expect(expands).toEqual(['owner_', undefined]);
	});
});

describe('limit: and page: of the query', () => {
	test.each([
		['limit:5', undefined, range(5)],
		['limit:5', 3, range(3)],
		['limit:3', 5, range(3)],
		['limit:600', undefined, range(600)],
		['limit:9999', undefined, range(1001)],
		['page:2 limit:5', undefined, [6, 7, 8, 9, 10]],
		['page:2 limit:5', 50, [6, 7, 8, 9, 10]],
		['page:1', 4, range(4)],
		['page:201 limit:5', undefined, [1001]],
		['page:202 limit:5', undefined, []],
		['page:99 limit:500', undefined, []],
		['page:2 limit:3 sort:-id', undefined, [998, 997, 996]],
	])('%j with the limit %s', async (text, limit, expected) => {
		const cerb = new FakeCerb(makeRecords(1001));
		expect(ids(await search(cerb, text, limit))).toEqual(expected);
	});

	test('a page without a limit that Cerb can give is refused before any call', async () => {
		const cerb = new FakeCerb(makeRecords(10));
		await expect(search(cerb, 'page:2')).rejects.toThrow(/page:2 .*at most 500/);
		expect(cerb.requests).toHaveLength(0);
	});

	test('that refusal does not claim that a call was made and got no answer', async () => {
		const cerb = new FakeCerb(makeRecords(10));
		const refusal = (await search(cerb, 'page:2').catch((error: unknown) => error)) as {
			description?: string;
		};
		expect(refusal.description).not.toContain('no answer');
	});
});

describe('failures', () => {
	test.each(['', 'sort:-importance', 'sort:title', 'page:2 limit:5'])(
		'%j: total -1 is no empty result',
		async (text) => {
			const cerb = new FakeCerb(makeRecords(10));
			cerb.brokenFrom = 1;
			await expect(search(cerb, text)).rejects.toMatchObject({
				name: 'NodeApiError',
				message: expect.stringMatching(/could not carry out the search/),
			});
		},
	);

	test.each([
		['', 2],
		['sort:title', 3],
	])('%j: total -1 later on fails too', async (text, from) => {
		const cerb = new FakeCerb(makeRecords(1001));
		cerb.brokenFrom = from;
		await expect(search(cerb, text)).rejects.toThrow(/could not carry out/);
	});

	test('an answer without a list fails', async () => {
		const cerb = new FakeCerb([]);
		jest.spyOn(cerb, 'call').mockResolvedValue({ __status: 'success', total: 3 });
		await expect(search(cerb, '')).rejects.toThrow(/could not carry out/);
	});

	test('records that do not come by id fail rather than loop', async () => {
		const cerb = new FakeCerb([]);
		const results = [{ id: 3 }, { id: 1 }];
		jest.spyOn(cerb, 'call').mockResolvedValue({ total: 9, results });
		await expect(search(cerb, '')).rejects.toThrow(/order of their ids/);
	});

	test('records without an id fail', async () => {
		const cerb = new FakeCerb([]);
		jest.spyOn(cerb, 'call').mockResolvedValue({ total: 1, results: [{ name: 'x' }] });
		await expect(search(cerb, '')).rejects.toThrow(/order of their ids/);
	});
});

describe('unknown filters', () => {
	test.each([
		'nonsense:1',
		'kind:1 nonsense:2 limit:5',
		'(kind:1 OR nonsense:2)',
		'nonsense:1 sort:title',
		'nonsense:1 page:2 limit:3',
	])('%j is named', async (text) => {
		const cerb = new FakeCerb(makeRecords(10));
		await expect(search(cerb, text)).rejects.toMatchObject({
			message: 'Unknown filter `nonsense:`',
			description: expect.stringContaining('Query'),
		});
	});

	test('an empty result of known filters stays empty, one look spent', async () => {
		const cerb = new FakeCerb(makeRecords(10));
		expect(await search(cerb, 'kind:9')).toEqual({ records: [] });
		expect(cerb.requests).toHaveLength(2);
		expect(cerb.requests[1].query).toMatchObject({ q: expect.stringContaining('of:"task"') });
	});

	test('results are not looked into', async () => {
		const cerb = new FakeCerb(makeRecords(10));
		await search(cerb, 'kind:1');
		expect(cerb.requests).toHaveLength(1);
	});

	test('no filters, no look', async () => {
		const cerb = new FakeCerb([]);
		expect(await search(cerb, 'limit:5')).toEqual({ records: [] });
		expect(cerb.requests).toHaveLength(1);
	});

	test('where data queries are forbidden the empty result stands', async () => {
		const cerb = new FakeCerb(makeRecords(3));
		cerb.dataQueriesForbidden = true;
		expect(await search(cerb, 'nonsense:1')).toEqual({
			records: [],
			hint: expect.stringMatching(/could not be checked/),
		});
	});

	test('a top-level OR that finds nothing is an empty result, not an unknown filter `limit:`', async () => {
		const cerb = new FakeCerb(makeRecords(10));
		await expect(search(cerb, 'kind:8 OR kind:9')).resolves.toEqual({ records: [] });
	});
});

test('order among equals is by id, however records came', async () => {
	const cerb = new FakeCerb(
		range(700)
			.map((id) => ({ id, importance: 1, updated: 5 }))
			.reverse(),
	);
	expect(ids(await search(cerb, 'sort:-importance,-updated'))).toEqual(range(700).sort(asc));
});
