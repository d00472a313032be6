import { getMe, search } from './operations';
import { useBed } from './support';

const bed = useBed();
const parameters = { authentication: 'oAuth2', ...search('ticket') };

describe('the Record Type picker', () => {
	const list = async (filter?: string, scopes = ['api']) =>
		await bed.engine.listSearch('cerb', 'searchRecordTypes', {
			parameters,
			credentials: [bed.connect({ scopes })],
			filter,
		});

	it('lists all types by name with their alias', async () => {
		const { results } = await list();
		expect(results.length).toBeGreaterThan(60);
		expect(results).toContainEqual({ name: 'Ticket (ticket)', value: 'ticket' });
		const names = results.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	it('is filtered as one types, by name or alias', async () => {
		expect((await list(' TICK ')).results.map(({ value }) => value)).toContain('ticket');
		expect((await list('time_entry')).results.map(({ value }) => value)).toEqual(['time_entry']);
		expect((await list('nothing like this')).results).toEqual([]);
	});

	it('says what to do where the scope does not allow it', async () => {
		await expect(list('', ['search'])).rejects.toMatchObject({
			message: 'Your token does not have permission to use this endpoint.',
			description: expect.stringMatching(/enter the alias/),
		});
	});

	it('works with a read-only scope', async () => {
		expect((await list('ticket', ['api:read-only'])).results).not.toEqual([]);
	});
});

describe('the Expand list', () => {
	const keys = async (recordType: string) => {
		const options = await bed.engine.loadOptions('cerb', 'getExpandKeys', {
			parameters: { ...parameters, ...search(recordType) },
			credentials: [bed.connect()],
		});
		return options.map(({ value }) => value);
	};

	it('offers what the type knows', async () => {
		expect(await keys('ticket')).toEqual(expect.arrayContaining(['owner_', 'custom_', 'links']));
		expect(await keys('message')).toEqual(expect.arrayContaining(['content', 'headers']));
		expect(await keys('some_custom_record')).toEqual(['custom_', 'links', 'watchers']);
		expect(bed.cerb.requests).toEqual([]);
	});
});

describe('as a tool of an AI agent', () => {
	it('describes itself, takes arguments and answers with records', async () => {
		const tool = await bed.engine.callTool({
			type: 'cerb',
			parameters: search('task', "={{ $fromAI('query', 'What to find', 'string') }}"),
			credentials: [bed.connect()],
			args: { query: 'id:[1,2]' },
		});
		expect(tool.description).toMatch(/search records/i);
		expect(tool.schema).toMatchObject({ properties: { query: { type: 'string' } } });
		expect(JSON.parse(tool.response)).toMatchObject([{ id: 1 }, { id: 2 }]);
	});

	it('tells the model why a call failed', async () => {
		const call = bed.engine.callTool({
			type: 'cerb',
			parameters: getMe,
			credentials: [bed.connect({ scopes: ['search'] })],
		});
		await expect(call).rejects.toThrow(/does not have permission/);
	});
});
