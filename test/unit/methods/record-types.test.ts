import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { listSearch } from '../../../nodes/Cerb/methods';

const TYPES = [
	{ id: 'cerberusweb.contexts.ticket', name: 'Ticket', alias: 'ticket' },
	{ id: 'cerberusweb.contexts.task', name: 'Task', alias: 'task' },
	{ id: 'cerberusweb.contexts.org', name: 'Organization', alias: 'org' },
	{ id: 'contexts.custom_record.5', name: 'Äußerung (alt)', alias: 'my_widget' },
].map((type) => ({ ...type, params: { options: ['records', 'search'] }, custom_fieldsets: [] }));

/** The editor's view of a Cerb that answers with `body`. */
function editor(body: object, authentication: unknown = 'oAuth2', status = 200) {
	const requests: Array<{ url: string }> = [];
	const context = {
		getNode: () => ({ name: 'Cerb', type: 'cerb', typeVersion: 1, parameters: {} }),
		getCurrentNodeParameter: () => authentication,
		getCredentials: async () => ({ baseUrl: 'https://cerb.example.com/' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: { url: string }) => {
				requests.push(options);
				return {
					statusCode: status,
					headers: { 'content-type': 'application/json' },
					body: Buffer.from(JSON.stringify(body)),
				};
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { context, requests };
}
const success = { __status: 'success', results: TYPES };

describe('searchRecordTypes', () => {
	test.each([
		[undefined, ['my_widget', 'org', 'task', 'ticket']],
		['', ['my_widget', 'org', 'task', 'ticket']],
		['  ', ['my_widget', 'org', 'task', 'ticket']],
		['t', ['my_widget', 'org', 'task', 'ticket']],
		['TASK', ['task']],
		[' ti ', ['org', 'ticket']],
		['org', ['org']],
		['äuß', ['my_widget']],
		['(alt)', ['my_widget']],
		['.*', []],
		['nothing', []],
	])('the filter %j finds %j', async (filter, values) => {
		const { context, requests } = editor(success);
		const { results, paginationToken } = await listSearch.searchRecordTypes.call(context, filter);
		expect(results.map(({ value }) => value).sort()).toEqual([...values].sort());
		expect(paginationToken).toBeUndefined();
		expect(requests.map(({ url }) => url)).toEqual([
			'https://cerb.example.com/rest/contexts/list.json',
		]);
	});

	test('names show label and alias, by label', async () => {
		const { results } = await listSearch.searchRecordTypes.call(editor(success).context);
		expect(results.map(({ name }) => name)).toEqual([
			'Äußerung (alt) (my_widget)',
			'Organization (org)',
			'Task (task)',
			'Ticket (ticket)',
		]);
	});

	test('a node saved before the parameter existed signs in by OAuth2', async () => {
		const { results } = await listSearch.searchRecordTypes.call(editor(success, undefined).context);
		expect(results).toHaveLength(4);
	});

	test('a token whose scopes do not allow it is told how to go on', async () => {
		const message = 'Your token does not have permission to use this endpoint.';
		const { context } = editor({ __status: 'error', message });
		await expect(listSearch.searchRecordTypes.call(context)).rejects.toMatchObject({
			message,
			description: expect.stringContaining('alias'),
		});
	});
});
