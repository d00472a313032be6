import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { listSearch } from '../../../nodes/Cerb/methods';

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
				const body = { __status: 'success', results, total, count: results.length };
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

describe('what is looked for', () => {
	test('everything, newest first', async () => {
		const { search, asked } = editor('task');
		await search();
		expect(asked).toEqual([{ path: '/rest/records/task/search.json', q: 'sort:-id', limit: '50' }]);
	});

	test.each([
		['task', 'call', '(title:"*call*") sort:-id'],
		['task', ' call ', '(title:"*call*") sort:-id'],
		['task', '12', '(title:"*12*" OR id:12) sort:-id'],
		['ticket', 'fire', '(subject:"*fire*" OR mask:"*fire*") sort:-id'],
		['address', 'a@b', '(email:"*a@b*") sort:-id'],
		['org', 'Acme (x), "y"', '(name:"*Acme (x), *y**") sort:-id'],
		['widget', 'x) OR (id:>0', '(name:"*x) OR (id:>0*") sort:-id'],
		['task', '{{1+1}}', '(title:"**1+1**") sort:-id'],
		['message', '12', '(id:12) sort:-id'],
		['message', 'text', '(id:0) sort:-id'],
	])('%s, %j: %s', async (type, filter, expected) => {
		expect(await query(type, filter)).toBe(expected);
	});

	test('further pages begin below the last record', async () => {
		expect(await query('task', 'x', '77')).toBe('(title:"*x*") id:<77 sort:-id');
		expect(await query('task', '', '77')).toBe('id:<77 sort:-id');
	});

	test('a token is a number and nothing else', async () => {
		expect(await query('task', '', '7) OR (id:>0')).not.toContain('OR');
	});

	// Cerb has no such key for these types: the picker would stay empty (measured on 10.4.10).
	test('DEFECT: articles have a title, not a name', async () => {
		expect(await query('kb_article', 'x')).toContain('title:"*x*"');
	});
	test('DEFECT: examples of classifiers have no name', async () => {
		expect(await query('classifier_example', 'x')).not.toContain('name:');
	});
	test('DEFECT: planned behaviors have no name', async () => {
		expect(await query('scheduled_behavior', 'x')).not.toContain('name:');
	});
	test.each(['cerberusweb.contexts.ticket', 'tickets'])(
		'DEFECT: a type written as %s is looked for by subject, too',
		async (type) => {
			expect(await query(type, 'fire')).toContain('subject:"*fire*"');
		},
	);
	test.each(['contact', 'worker'])(
		'DEFECT: a %s is found by the full name that the list shows',
		async (type) => {
			const found = await query(type, 'Ada Admin');
			expect(found).toContain('"*Ada*"');
			expect(found).toContain('"*Admin*"');
		},
	);
	test('DEFECT: a ticket is found by the label that the list shows', async () => {
		expect(await query('ticket', '[#ABC-12345-678] Printer on fire')).not.toContain(
			'subject:"*[#ABC-12345-678] Printer on fire*"',
		);
	});
	test('DEFECT: many digits are no number in e-notation', async () => {
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
