import { parsePhpForm } from '../http/php-form';
import { controllers } from '../rest';
import type { RestAnswer } from '../rest/controller';
import { createState, type CerbState } from '../state';
import type { Dict } from './values';

async function get(state: CerbState, address: string, workerId = 1): Promise<RestAnswer> {
	const [path, text = ''] = address.split('?');
	const [controller, ...rest] = path.split('/');
	const query = parsePhpForm(text);
	return await controllers[controller]({
		method: 'GET',
		path: rest,
		query,
		form: {},
		params: query,
		rawBody: Buffer.from(''),
		headers: {},
		actor: { workerId, isAdmin: workerId === 1 },
		baseUrl: 'http://cerb.example',
		state,
	});
}

async function payload(state: CerbState, address: string, workerId = 1): Promise<Dict> {
	const answer = await get(state, address, workerId);
	if (answer.kind !== 'success') throw new Error(JSON.stringify(answer));
	return answer.payload as Dict;
}

async function results(state: CerbState, address: string): Promise<Dict[]> {
	return (await payload(state, address)).results as Dict[];
}

describe('records', () => {
	const state = createState();

	it('echoes page and limit, and clamps the limit to 1…500', async () => {
		for (const [limit, expected] of [
			['0', 1],
			['-5', 1],
			['abc', 1],
			['2.9', 2],
			['9999', 500],
		]) {
			expect(await payload(state, `records/task/search?limit=${limit}&page=7`)).toMatchObject({
				limit: expected,
				page: 7,
			});
		}
		expect(await payload(state, 'records/task/search?q=limit:3&limit=5')).toMatchObject({
			limit: 5,
			count: 3,
		});
	});

	it('answers an unknown filter with success and no results', async () => {
		expect(await payload(state, 'records/task/search?q=nonsense:1')).toEqual({
			results: [],
			total: 0,
			count: 0,
			page: 1,
			limit: 10,
		});
	});

	it('writes ids as texts for tasks and contacts, as numbers for tickets and organizations', async () => {
		const kinds = await Promise.all(
			['task', 'contact', 'ticket', 'org'].map(
				async (type) => typeof (await results(state, `records/${type}/search?limit=1`))[0].id,
			),
		);
		expect(kinds).toEqual(['string', 'string', 'number', 'number']);
	});

	it('keeps the key order of Cerb', async () => {
		const [task] = await results(state, 'records/task/search?q=id:1');
		expect(Object.keys(task).slice(0, 5)).toEqual([
			'_context',
			'_type',
			'_label',
			'created',
			'completed',
		]);
	});

	it('expands links, nested ones too, and leaves unknown keys out', async () => {
		const one = await payload(state, 'records/ticket/1?expand=bucket_group_name,nonsense_x');
		expect(one).toMatchObject({ bucket_name: 'Questions', bucket_group_name: 'Support' });
		expect(one).not.toHaveProperty('nonsense_x');
		expect(Object.keys(one).filter((key) => key.endsWith('_loaded'))).toEqual([]);
	});

	it('turns a linked id into the type of the linked record when it is expanded', async () => {
		expect((await payload(state, 'records/address/27')).contact_id).toBe(17);
		expect((await payload(state, 'records/address/27?expand=contact_')).contact_id).toBe('17');
	});

	it('writes empty maps as lists', async () => {
		expect(await payload(state, 'records/org/2?expand=custom_,links,watchers')).toMatchObject({
			custom: [],
			links: [],
			watchers: [],
		});
		expect((await payload(state, 'records/ticket/1?expand=links')).links).toEqual({
			'cerberusweb.contexts.task': [13],
		});
	});

	it('doubles `custom` into a list when an unknown custom key is expanded as well', async () => {
		const good = await payload(state, 'records/task/53?expand=custom_13');
		const bad = await payload(state, 'records/task/53?expand=custom_99');
		expect(good).toMatchObject({ custom: { 13: 'single é 😀' }, custom_9: 'a, b, c' });
		expect(bad.custom).toHaveLength(2 * Object.keys(good.custom as Dict).length);
	});

	it('finds custom fields by the name of the field, never by the uri', async () => {
		const found = async (query: string): Promise<unknown> =>
			(await payload(state, `records/task/search?q=${encodeURIComponent(query)}`)).total;
		expect(await found('cfCfD:High')).toBe(2);
		expect(await found('cfCfW.id:2')).toBe(2);
		expect(await found('extraInfo.fsText:auto*')).toBe(1);
		expect(await found('cf_dx:High')).toBe(0);
		expect(await found('cfCfD:!High')).toBe(20);
	});

	it.each([
		['records/task/999999', 'ERROR_NOT_FOUND', 'Invalid record cerberusweb.contexts.task #999999'],
		[
			'records/task/99999999999999999999',
			'ERROR_NOT_FOUND',
			'Invalid record cerberusweb.contexts.task #9223372036854775807',
		],
		['records/task/abc', 'ERROR_NOT_FOUND', undefined],
		['records/nonsense/1', 'ERROR_NOT_FOUND', undefined],
		['records/TASK/search', 'ERROR_NOT_FOUND', undefined],
		['records/app/search', 'ERROR_NOT_IMPLEMENTED', undefined],
		[
			'records/task/search?subtotals[]=nonsense',
			'ERROR_SEARCH_FILTERS_INVALID',
			"'nonsense' is not a valid subtotal token.",
		],
		['records/task/search?criteria[]=id', 'ERROR_SEARCH_FILTERS_INVALID', undefined],
		['data/query', 'ERROR', "The 'q' query parameter is required."],
		['data/query?q=type:nonsense', 'ERROR', "'nonsense' is not a known data query type."],
		[
			'data/query?q=type:worklist.records%20of:task%20query:(nonsense:1)',
			'ERROR',
			'Unknown filter `nonsense:`',
		],
	])('%s is %s', async (address, code, message) => {
		expect(await get(state, address)).toEqual({
			kind: 'error',
			code,
			...(message === undefined ? {} : { message }),
		});
	});

	it('reads 0001 and 1.5 as 1, and accepts plurals and context ids', async () => {
		for (const path of ['task/0001', 'task/1.5', 'tasks/1', 'cerberusweb.contexts.task/1']) {
			expect((await payload(state, `records/${path}`)).id).toBe('1');
		}
	});

	it('hides tickets of private groups from a GET by others, but not from their search', async () => {
		expect(await get(state, 'records/ticket/33167', 2)).toMatchObject({
			code: 'ERROR_PERMISSIONS',
		});
		expect(await payload(state, 'records/ticket/search?q=id:33167', 2)).toMatchObject({ total: 1 });
		expect(await payload(state, 'records/ticket/33167')).toMatchObject({ id: 33167 });
	});

	it('counts by status, and knows what it cannot count by', async () => {
		const address =
			'records/ticket/search?subtotals[]=status&subtotals[]=group&show_results=0&q=id:<61';
		expect(await payload(state, address)).toEqual({
			subtotals: { status: [{ label: 'Open', hits: 60 }], group: [] },
		});
	});

	it('says -1 when the database fails', async () => {
		const failing = createState();
		failing.setFailing('call', true);
		expect(await payload(failing, 'records/call/search')).toMatchObject({ total: -1, results: [] });
	});

	it('lists all record types with custom ones among them', async () => {
		const { data } = await payload(state, 'data/query?q=type:record.types');
		const types = Object.values(data as Dict) as Dict[];
		expect(types).toHaveLength(71);
		expect(types.find(({ uri }) => uri === 'widget')).toEqual({
			id: 'contexts.custom_record.1',
			uri: 'widget',
			label_singular: 'Widget',
			label_plural: 'Widgets',
		});
	});

	it('answers what it does not know with a loud no', async () => {
		for (const address of [
			'records/toolbar/search',
			'records/task/search?show_meta=1',
			'records/task/search?subtotals[]=importance',
			'data/query?q=type:worklist.geo.points',
			'workers/1',
		]) {
			expect((await get(state, address)).kind).toBe('unclaimed');
		}
	});
});
