import { byId, fields, jsons, record, request, search } from '../operations';
import { useBed } from '../support';
import { TEXTS } from './nasties';

jest.setTimeout(300_000);

const bed = useBed();

const described = (error: Error | undefined) =>
	`${error?.message} | ${(error as { description?: string } | undefined)?.description}`;

describe('Generic Request', () => {
	const send = async (more: object, item: object = {}) =>
		await bed.run({
			parameters: request('records/task/1', { method: 'PUT', ...more }),
			items: [{ json: { ...item } }],
		});

	it.each([
		[{ method: 'get' }, 'Method'],
		[{ method: 'PUT\r\nX-Injected: yes' }, 'Method'],
		[{ method: 'TRACE' }, 'Method'],
		[{ bodyType: 'raw', rawContentType: 'text/plain\r\nX-Injected: yes' }, 'Content Type'],
		[{ bodyType: 'raw', rawContentType: 'text/plain 😀' }, 'Content Type'],
		[{ bodyType: 'xml' }, 'Body Type'],
		[{ responseFormat: 'html' }, 'Response Format'],
		[{ outputField: ' ' }, 'Put Output File in Field'],
		[{ bodyType: 'json', jsonBody: '[1]' }, 'JSON Body'],
	])('%j is refused by name', async (more, title) => {
		const { error } = await send(more);
		expect(described(error)).toContain(`parameter ${title}`);
		expect(bed.cerb.requests).toEqual([]);
	});

	it.each([
		['{"fields":{"title][id":"x"}}'],
		['{"fields":{"":"x"}}'],
		['{"fields.title":"x"}'],
		['{"[fields]":"x"}'],
		['{"fields":{"a\\u0000b":"x"}}'],
		[`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`],
	])('names that PHP would read as others are refused: %s', async (jsonBody) => {
		const { error } = await send({ bodyType: 'json', jsonBody });
		expect(error?.message).toMatch(/^Cerb would not read the field .* under this name$/);
		expect(bed.cerb.requests).toEqual([]);
	});

	it('more query parameters than PHP reads are refused', async () => {
		const parameters = Array.from({ length: 1_001 }, () => ({ name: 'a', value: '' }));
		const { error } = await send({ queryParameters: { parameters } });
		expect(error?.message).toBe('1001 fields are too many for one call');
		expect(bed.cerb.requests).toEqual([]);
	});

	it.each(['none', 'form'])(
		'a text of 20 MB passes or is refused in words: %s',
		async (bodyType) => {
			const value = 'x'.repeat(20e6);
			const parameters = [{ name: 'fields[title]', value }];
			const { error } = await send({ bodyType, formParameters: { parameters }, path: value });
			expect(described(error)).toContain('20000000 characters');
		},
	);
});

describe('flags that an expression gives as words', () => {
	it('"false" is no', async () => {
		const all = await bed.run({
			parameters: search('task', '', { returnAll: '={{ "false" }}', limit: 2 }),
		});
		expect(jsons(all)).toHaveLength(2);

		bed.cerb.state.remove('ticket', 3);
		const tickets = await bed.run({
			parameters: search('ticket', 'id:3', { options: { includeDeleted: '={{ "false" }}' } }),
		});
		expect(jsons(tickets)).toEqual([]);

		const lossy = await bed.run({
			parameters: record('create', 'task', {
				...fields({ title: 'A 😀' }),
				options: { allowLossyText: '={{ "no" }}' },
			}),
		});
		expect(lossy.error?.message).toContain('😀');
	});

	it('anything else is refused', async () => {
		const { error } = await bed.run({
			parameters: search('task', '', { returnAll: '={{ "perhaps" }}' }),
		});
		expect(described(error)).toMatch(/"perhaps" is neither true nor false.*Return All/);
	});
});

describe('queries that could say another thing than they seem to', () => {
	it.each([
		'id:1) OR (id:>0',
		'title:limit:1',
		'[title:x]',
		'id:1 OR ',
		'title:"a" OR title:updated:>5',
		'id:1 OR "',
		'title:{{ 1+1 }}',
		'id:1\u0000',
		'title:"half \ud83d"',
		`updated:"a${' '.repeat(1e6)}b"`,
		`updated:(${'a'.repeat(1e6)})`,
		'(a:'.repeat(3e5),
	])('%s', async (query) => {
		const before = bed.cerb.state.revision;
		const { error } = await bed.run({
			parameters: record('upsert', 'task', { query, ...fields({ title: 'New' }) }),
		});
		expect(described(error)).toContain('parameter Query');
		expect(bed.cerb.state.revision).toBe(before);
	});

	it('a filter value full of backslashes or blanks costs no time', async () => {
		for (const value of [`${'\\'.repeat(25_000)}a`, `a${' '.repeat(25_000)}b`]) {
			const conditions = [{ field: 'title', operator: 'contains', value }];
			const { error } = await bed.run({
				parameters: search('task', '', { filters: { conditions } }),
			});
			expect(error?.message).toMatch(/too long/);
		}
	});
});

describe('values at the edge of what Cerb holds', () => {
	it('the first second that is lost without a word is refused, the last one kept', async () => {
		const set = async (due: string) =>
			await bed.run({ parameters: record('update', 'task', { ...byId(7), ...fields({ due }) }) });
		expect((await set('2106-02-07T06:28:16Z')).error?.message).toMatch(/is not a date/);
		expect((await set('2106-02-07T06:28:15Z')).error).toBeUndefined();
		expect(bed.cerb.state.get('task', 7)?.due).toBe(2 ** 32 - 1);
	});

	it('dates beyond 2100 are found', async () => {
		bed.cerb.state.update('task', 8, { due: 4_200_000_000 });
		const conditions = [{ field: 'due', operator: 'atLeast', value: '2100-06-01' }];
		const result = await bed.run({ parameters: search('task', '', { filters: { conditions } }) });
		expect(jsons(result).map(({ id }) => Number(id))).toContain(8);
	});

	it('one field by two names is refused', async () => {
		const { error } = await bed.run({
			parameters: record('update', 'task', {
				...byId(9),
				...fields({ cf_sx: 'one', custom_13: 'two' }),
			}),
		});
		expect(error?.message).toBe('The field "cf_sx" is given more than once');
	});
});

describe('words that n8n takes for the names of errors', () => {
	it.each(['preexisting', 'ECONNREFUSED', 'getaddrinfo'])('%s', async (word) => {
		const { error } = await bed.run({
			parameters: record('get', 'task', byId(`={{ '${word}' }}`)),
		});
		expect(error?.message).toBe(`"${word}" is not the ID of a record`);
	});

	it('a resource or operation that this version lacks is named', async () => {
		const { error } = await bed.run({ parameters: { resource: 'gone', operation: 'gone' } });
		expect(error?.message).toMatch(/^This version of the Cerb node has no operation/);
	});
});

describe('the pickers of the editor', () => {
	it('take every nasty text as what it is', async () => {
		const credentials = [bed.connect()];
		for (const filter of new Set(TEXTS)) {
			const records = await bed.engine.listSearch('cerb', 'searchRecordsByLabel', {
				credentials,
				parameters: { recordType: { __rl: true, mode: 'alias', value: 'task' } },
				filter,
			});
			expect(records.results).toEqual(expect.any(Array));
			const types = await bed.engine.listSearch('cerb', 'searchRecordTypes', {
				credentials,
				filter,
			});
			expect(types.results).toEqual(expect.any(Array));
		}
		const paths = new Set(bed.cerb.requests.map(({ method, path }) => `${method} ${path}`));
		expect([...paths].sort()).toEqual([
			'GET /rest/contexts/list.json',
			'GET /rest/records/task/search.json',
		]);
	});
});
