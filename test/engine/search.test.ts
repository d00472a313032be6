import { effects } from '../cerb-server';
import { jsons, search } from './operations';
import { useBed } from './support';

const bed = useBed({ tasks: 1600 });
const path = '/rest/records/task/search.json';
const all = { returnAll: true, output: 'raw' };

const pages = () => bed.cerb.requests.filter((sent) => sent.path === path);
const ids = (result: Awaited<ReturnType<typeof bed.run>>) =>
	jsons(result).map(({ id }) => Number(id));
const stored = () =>
	[...bed.cerb.state.table('task').scan()].map(({ id }) => id).sort((a, b) => a - b);

describe('Return All', () => {
	it('gives every record once, in the order of the ids, 500 a request', async () => {
		const result = await bed.run({ parameters: search('task', '', all) });
		expect(ids(result)).toEqual(stored());
		expect(pages()).toHaveLength(Math.ceil(stored().length / 500));
	});

	it('stays exact while records appear and vanish between its pages', async () => {
		const steady = stored();
		const doomed = steady[1200];
		let born = 0;
		bed.cerb.faults.add(
			{ path, skip: 1 },
			effects.before(() => {
				bed.cerb.state.remove('task', steady[10]);
				bed.cerb.state.remove('task', doomed);
				born = bed.cerb.state.create('task', { title: 'late' });
			}),
		);
		const found = ids(await bed.run({ parameters: search('task', '', all) }));
		expect(new Set(found).size).toBe(found.length);
		const expected = steady.filter((id) => id !== doomed);
		expect(found).toEqual([...expected, born]);
	});

	it.each([
		['a number, by itself', 'sort:-importance', 1],
		['a date and an id', 'sort:-created,id', 1],
		['a text, by Cerb', 'sort:title', 2],
	])('keeps the order of the user: %s', async (_name, query, runs) => {
		const found = ids(await bed.run({ parameters: search('task', query, all) }));
		expect([...found].sort((a, b) => a - b)).toEqual(stored());
		expect(pages()).toHaveLength(runs * Math.ceil(stored().length / 500));
		const { results } = await firstPage(`${query},id`);
		expect(found.slice(0, 500)).toEqual(results);
	});

	it('honours a limit: of the query', async () => {
		const result = await bed.run({ parameters: search('task', 'limit:7', all) });
		expect(ids(result)).toEqual(stored().slice(0, 7));
	});

	/** What Cerb itself gives first for a query, 500 a page. */
	async function firstPage(q: string) {
		const parameters = {
			resource: 'request',
			operation: 'genericRequest',
			path: 'records/task/search',
			queryParameters: {
				parameters: [
					{ name: 'q', value: q.replace('id,id', 'id') },
					{ name: 'limit', value: '500' },
				],
			},
		};
		const [answer] = jsons(await bed.run({ parameters }));
		return { results: (answer.results as Array<{ id: string }>).map(({ id }) => Number(id)) };
	}
});

describe('a limit', () => {
	it.each([1, 50, 500, 501, 1250])('of %i gives as many', async (limit) => {
		const found = ids(await bed.run({ parameters: search('task', '', { limit }) }));
		expect(found).toEqual(stored().slice(0, limit));
		expect(pages()).toHaveLength(Math.ceil(limit / 500));
	});

	it('is asked for, not cut off afterwards', async () => {
		await bed.run({ parameters: search('task', '', { limit: 3 }) });
		expect(pages().map(({ query }) => query.limit)).toEqual(['3']);
	});

	it('goes with a sort: across pages', async () => {
		const found = ids(await bed.run({ parameters: search('task', 'sort:-id', { limit: 1100 }) }));
		expect(found).toEqual(stored().reverse().slice(0, 1100));
	});

	it('gives way to a smaller one in the query', async () => {
		const found = ids(await bed.run({ parameters: search('task', 'limit:4 sort:-id') }));
		expect(found).toEqual(stored().reverse().slice(0, 4));
	});
});

describe('page: in the query', () => {
	it('gives that page', async () => {
		const found = ids(await bed.run({ parameters: search('task', 'limit:5 page:3') }));
		expect(found).toEqual(stored().slice(10, 15));
	});

	it('gives nothing past the end, where Cerb gives other records', async () => {
		const result = await bed.run({ parameters: search('task', 'limit:5 page:99999') });
		expect(ids(result)).toEqual([]);
		expect(result.error).toBeUndefined();
	});

	it('needs a limit', async () => {
		const { error } = await bed.run({ parameters: search('task', 'page:2', all) });
		expect(error?.message).toMatch(/page:2 .* needs a limit/);
	});
});

describe('a search that fails inside Cerb', () => {
	afterEach(() => bed.cerb.state.setFailing('task', false));

	it('is a failure although Cerb says success', async () => {
		bed.cerb.state.setFailing('task', true);
		const { error } = await bed.run({ parameters: search('task') });
		expect(error).toMatchObject({
			message: 'Cerb could not carry out the search',
			description: expect.stringMatching(/narrow the query/),
		});
	});
});

describe('nothing found', () => {
	it('is no failure', async () => {
		const result = await bed.run({ parameters: search('task', 'title:"nothing like this"') });
		expect([result.error, jsons(result)]).toEqual([undefined, []]);
	});

	it('is one where a filter does not exist', async () => {
		const { error } = await bed.run({ parameters: search('task', '(id:1 OR nonsense:1)') });
		expect(error?.message).toBe('Unknown filter `nonsense:`');
	});

	it('stands where the scope does not allow to look into it', async () => {
		const result = await bed.run({
			parameters: search('task', 'nonsense:1'),
			credentials: [bed.connect({ scopes: ['search'] })],
		});
		expect([result.error, jsons(result)]).toEqual([undefined, []]);
		expect(result.outcome.hints('Tested')).toMatchObject([
			{ message: expect.stringMatching(/could not be checked: the scopes/) },
		]);
	});
});

describe('deleted tickets', () => {
	const find = async (query: string, more = {}) =>
		ids(await bed.run({ parameters: search('ticket', query, { ...all, ...more }) }));

	it('are left out unless asked for', async () => {
		const id = bed.cerb.state.create('ticket', { subject: 'soon gone', group_id: 1 });
		bed.cerb.state.remove('ticket', id);
		expect(await find('')).not.toContain(id);
		expect(await find('subject:"soon gone"')).toEqual([]);
		expect(await find('subject:"soon gone"', { options: { includeDeleted: true } })).toEqual([id]);
		expect(await find('status:d subject:"soon gone"')).toEqual([id]);
	});
});

describe('output', () => {
	it('is Simplified by default: few fields, numbers as ids, ISO times, a link that works', async () => {
		const [task] = jsons(await bed.run({ parameters: search('task', 'id:1') }));
		expect(Object.keys(task).length).toBeLessThanOrEqual(10);
		expect(task).toMatchObject({
			id: 1,
			created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
			due: null,
			record_url: expect.stringMatching(new RegExp(`^${bed.cerb.url}/profiles/task/1`)),
		});
	});

	it('is untouched when Raw', async () => {
		const [task] = jsons(await bed.run({ parameters: search('task', 'id:1', { output: 'raw' }) }));
		expect(task).toMatchObject({ _context: 'cerberusweb.contexts.task', id: '1', due: 0 });
	});

	it('has the selected fields and the id; a misspelled one is hinted at', async () => {
		const parameters = search('task', 'id:1', { output: 'fields', fields: 'title, statuss' });
		const result = await bed.run({ parameters });
		expect(jsons(result)).toEqual([{ id: '1', title: expect.any(String), statuss: null }]);
		expect(result.outcome.hints('Tested')).toMatchObject([
			{ message: expect.stringMatching(/No record has the field "statuss"/) },
		]);
	});

	it('keeps what was expanded', async () => {
		const parameters = search('ticket', 'id:1', { expand: ['owner_', 'links', 'custom_12'] });
		const [ticket] = jsons(await bed.run({ parameters }));
		expect(ticket).toMatchObject({
			id: 1,
			owner__label: expect.any(String),
			links: expect.anything(),
		});
		const sent = bed.cerb.requests.find(({ query }) => 'expand' in query);
		expect(sent?.query.expand).toBe('owner_,links,custom_');
	});
});
