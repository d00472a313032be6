import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { readQuery } from '../../../nodes/Cerb/cerb/query';
import { listSearch } from '../../../nodes/Cerb/methods';
import { matchesFilter, type Searched } from '../support/label-match';

/** What Cerb lists of its record types; paths take the plural and the context, too. */
const TYPES = ['ticket', 'task', 'contact', 'worker'].map((alias) => ({
	id: `cerberusweb.contexts.${alias}`,
	name: alias,
	alias,
	params: {
		options: ['records', 'search'],
		names: { [alias]: 'singular', [`${alias}s`]: 'plural' },
	},
}));

/** The editor's view of a Cerb whose searches find `results` of `total`. */
function editor(type: string, results: object[] = [], total = results.length, path = '') {
	const asked: Array<{ path: string; q: string; limit: string }> = [];
	const context = {
		getNode: () => ({ name: 'Cerb', type: 'cerb', typeVersion: 1, parameters: {} }),
		getCurrentNodeParameter: (name: string) => (name === 'recordType' ? type : undefined),
		getCredentials: async () => ({ baseUrl: `https://cerb.example.com${path}` }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url }: { url: string }) => {
				const { pathname, searchParams } = new URL(url);
				if (pathname.endsWith('/search.json')) {
					const [q, limit] = [searchParams.get('q') ?? '', searchParams.get('limit') ?? ''];
					asked.push({ path: pathname, q: q.trim(), limit });
				}
				const body = pathname.endsWith('/contexts/list.json')
					? { __status: 'success', results: TYPES }
					: { __status: 'success', results, total, count: results.length };
				return {
					statusCode: 200,
					headers: { 'content-type': 'application/json' },
					body: Buffer.from(JSON.stringify(body)),
				};
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const search = async (filter?: string, token?: string) =>
		await listSearch.searchRecordsByLabel.call(context, filter, token);
	return { search, asked };
}

/** The query that a text in the picker becomes. */
async function query(type: string, filter?: string, token?: string): Promise<string> {
	const { search, asked } = editor(type);
	await search(filter, token);
	return asked[asked.length - 1].q;
}

/** What was typed as filters: the picker always lists the newest first, and no deleted tickets. */
function flat(found: string): string {
	expect(found).toMatch(/(^| )sort:-id$/);
	return found.replace(/ ?sort:-id$/, '').replace(/^status:!\[d\] /, '');
}

describe('what is looked for', () => {
	test('everything, newest first', async () => {
		const { search, asked } = editor('task');
		await search();
		expect(asked).toEqual([{ path: '/rest/records/task/search.json', q: 'sort:-id', limit: '50' }]);
	});

	test('no deleted or merged tickets', async () => {
		expect(await query('ticket')).toBe('status:![d] sort:-id');
		expect(await query('ticket', '12', '7')).toMatch(/^status:!\[d\] \(.*id:12\) id:<7 sort:-id$/);
	});

	test.each<[string, string, Searched]>([
		['task', 'call', { title: 'Call back' }],
		['task', ' call ', { title: 'Please call' }],
		['task', 'call back', { title: 'To call back' }],
		['task', '12', { title: 'Room 12', id: 7 }],
		['task', '12', { title: 'Room', id: 12 }],
		['task', 'Call back (#7)', { title: 'Call back', id: 7 }],
		['ticket', 'fire', { subject: 'Printer on fire', mask: 'ABC-1' }],
		['ticket', 'abc-1', { subject: 'Printer', mask: 'ABC-12' }],
		['ticket', 'fire printer', { subject: 'Printer on fire', mask: 'ABC-1' }],
		['ticket', '[#ABC-12345-678] Printer on fire (#7)', { subject: 'Printer on fire' }],
		['contact', 'Ada Admin', { firstName: 'Ada', lastName: 'Admin' }],
		['contact', 'Admin  Ada', { firstName: 'Ada', lastName: 'Admin' }],
		['worker', 'Ada Admin (#1)', { firstName: 'Ada', lastName: 'Admin' }],
		['worker', 'Ada', { firstName: 'Ada', lastName: 'Admin' }],
		['worker', '1', { firstName: 'Ada', id: 1 }],
		['address', 'a@b', { email: 'aa@bb.c' }],
		['org', 'Acme (x), "y"', { name: 'Acme (x), "y" Ltd' }],
		['org', 'C:\\', { name: 'Disk C:\\ and D:' }],
		['task', '{{1+1}}', { title: 'The {{1+1}} trap' }],
		['message', '12', { id: 12 }],
	])('%s %j finds %j', async (type, filter, record) => {
		expect(matchesFilter(flat(await query(type, filter)), record)).toBe(true);
	});

	test('no deleted or merged tickets', async () => {
		expect(await query('ticket')).toBe('status:![d] sort:-id');
		expect(await query('ticket', '12', '7')).toMatch(/^status:!\[d\] \(.*id:12\) id:<7 sort:-id$/);
	});

	test.each<[string, string, Searched]>([
		['task', 'call', { title: 'Meet' }],
		['task', 'call back', { title: 'Call' }],
		['task', '12', { title: 'Room', id: 7 }],
		['task', 'call', { title: '', name: 'call' }],
		['ticket', 'fire ice', { subject: 'Printer on fire', mask: 'ABC-1' }],
		['contact', 'Ada Admin', { firstName: 'Ada', lastName: 'Other' }],
		['worker', 'Ada Admin', { firstName: 'Bea', lastName: 'Admin' }],
		['org', 'Acme (x)', { name: 'Acme x' }],
		['message', '12', { id: 7 }],
		['message', 'text', { id: 7 }],
	])('%s %j does not find %j', async (type, filter, record) => {
		expect(matchesFilter(flat(await query(type, filter)), record)).toBe(false);
	});

	test.each([
		['widget', 'x) OR (id:>0', ['name']],
		['task', '" OR id:>0 OR title:"', ['title']],
		['task', '{{1+1}}', ['title']],
		['ticket', '") id:5', ['status', 'subject', 'mask']],
	])('%s %j stays a text', async (type, filter, keys) => {
		const reading = readQuery(await query(type, filter));
		const used = 'query' in reading ? new Set(reading.query.keys) : reading.problem;
		expect(used).toEqual(new Set(keys));
	});

	test('further pages begin below the last record', async () => {
		const found = await query('task', 'x', '77');
		expect(found).toMatch(/ id:<77 sort:-id$/);
		expect(matchesFilter(flat(found), { title: 'x', id: 76 })).toBe(true);
		expect(matchesFilter(flat(found), { title: 'x', id: 77 })).toBe(false);
		expect(matchesFilter(flat(found), { title: 'y', id: 76 })).toBe(false);
		expect(await query('task', '', '77')).toBe('id:<77 sort:-id');
	});

	test('a token is a number and nothing else', async () => {
		expect(await query('task', '', '7) OR (id:>0')).not.toContain('OR');
	});

	// Cerb has no such key for these types: the picker would stay empty (measured on 10.4.10).
	test('articles have a title, not a name', async () => {
		expect(await query('kb_article', 'x')).toContain('title:"*x*"');
	});
	test('examples of classifiers have no name', async () => {
		expect(await query('classifier_example', 'x')).not.toContain('name:');
	});
	test('planned behaviors have no name', async () => {
		expect(await query('scheduled_behavior', 'x')).not.toContain('name:');
	});
	test.each(['cerberusweb.contexts.ticket', 'tickets'])(
		'a type written as %s is looked for by subject, too',
		async (type) => {
			const { search, asked } = editor(type);
			await search('fire');
			expect(asked).toEqual([
				{ path: '/rest/records/ticket/search.json', q: expect.any(String), limit: '50' },
			]);
			expect(asked[0].q).toContain('subject:"*fire*"');
		},
	);
	test.each(['contact', 'worker'])(
		'a %s is found by the full name that the list shows',
		async (type) => {
			const found = await query(type, 'Ada Admin');
			expect(found).toContain('"*Ada*"');
			expect(found).toContain('"*Admin*"');
		},
	);
	test('a ticket is found by the label that the list shows', async () => {
		expect(await query('ticket', '[#ABC-12345-678] Printer on fire')).not.toContain(
			'subject:"*[#ABC-12345-678] Printer on fire*"',
		);
	});
	test('many digits are no number in e-notation', async () => {
		expect(await query('message', '9'.repeat(30))).not.toMatch(/e\+/);
	});
});

describe('what is shown', () => {
	const items = async (record: object, path = '') =>
		(await editor('task', [record], 1, path).search()).results;

	test.each([
		[
			{ id: '7', _label: 'Call back' },
			{ name: 'Call back (#7)', value: '7', url: undefined },
		],
		[
			{ id: 7, email: 'a@b.c' },
			{ name: 'a@b.c (#7)', value: '7', url: undefined },
		],
		[
			{ id: 7, name: 'n' },
			{ name: 'n (#7)', value: '7', url: undefined },
		],
		[{ id: 7 }, { name: 'Record (#7)', value: '7', url: undefined }],
		[
			{ id: 7, _label: '(no name)' },
			{ name: '(no name) (#7)', value: '7', url: undefined },
		],
	])('%j', async (record, expected) => {
		expect(await items(record)).toEqual([expected]);
	});

	test.each([
		['/profiles/draft/1', ''],
		['http://127.0.0.1/profiles/draft/1', ''],
		['http://127.0.0.1/cerb/profiles/draft/1', '/cerb'],
	])('the link %s leads to the Cerb of the credential', async (recordUrl, path) => {
		const [{ url }] = await items({ id: 1, _label: 'x', record_url: recordUrl }, path);
		expect(url).toBe(`https://cerb.example.com${path}/profiles/draft/1`);
	});
});

describe('pages', () => {
	test.each([
		[50, 51, '1'],
		[50, 50, undefined],
		[0, 0, undefined],
	])('%i of %i: token %j', async (shown, total, token) => {
		const records = Array.from({ length: shown }, (_, index) => ({
			id: shown - index,
			_label: 'x',
		}));
		const { results, paginationToken } = await editor('task', records, total).search();
		expect(results).toHaveLength(shown);
		expect(paginationToken).toBe(token);
	});

	test('a search that failed inside Cerb is no empty list', async () => {
		await expect(editor('task', [], -1).search('x')).rejects.toThrow(/could not/);
	});
});
