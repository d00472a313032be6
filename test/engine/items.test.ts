import { effects } from '../cerb-server';
import { getMe, jsons, search } from './operations';
import { useBed } from './support';

const bed = useBed();
const queries = (...texts: string[]) => texts.map((q) => ({ json: { q } }));
const byQuery = search('task', '={{ $json.q }}', { output: 'raw' });

describe('many items', () => {
	it('runs each with its own parameters and ties the results to it', async () => {
		const { main, error } = await bed.run({
			parameters: byQuery,
			items: queries('id:[1,3]', 'id:2', 'id:999999', 'id:4'),
		});
		expect(error).toBeUndefined();
		expect(main[0].map(({ json, pairedItem }) => [Number(json.id), pairedItem])).toEqual([
			[1, { item: 0 }],
			[3, { item: 0 }],
			[2, { item: 1 }],
			[4, { item: 3 }],
		]);
	});

	it('takes another record type for each item', async () => {
		const parameters = {
			...search('', 'sort:id'),
			limit: 1,
			recordType: { __rl: true, mode: 'alias', value: '={{ $json.type }}' },
			output: 'fields',
			fields: '_type',
		};
		const items = ['ticket', 'org', 'worker'].map((type) => ({ json: { type } }));
		const types = jsons(await bed.run({ parameters, items })).map((json) => json._type);
		expect(types).toEqual(['ticket', 'org', 'worker']);
	});
});

describe('an item that fails', () => {
	const items = queries('id:1', 'title:"open', 'id:2', 'nonsense:1', 'id:3');

	it('stops the workflow with its index in the error', async () => {
		const { error, main } = await bed.run({ parameters: byQuery, items });
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: 'A quote in the query is not closed',
			description: expect.stringMatching(/parameter Query/),
			context: { itemIndex: 1 },
		});
		expect(main).toEqual([]);
	});

	it('becomes an error item in its place when the workflow goes on', async () => {
		const result = await bed.run({ parameters: byQuery, items, onError: 'continueRegularOutput' });
		expect(result.error).toBeUndefined();
		expect(result.main[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
		expect(jsons(result)[3]).toEqual({
			error: {
				message: 'Unknown filter `nonsense:`',
				description: expect.stringMatching(/check its spelling in Query/),
				code: 'ERROR',
				httpCode: 200,
				method: 'GET',
				path: 'data/query.json',
			},
		});
	});

	it('leaves by the error output, whole, and the others by the first', async () => {
		const result = await bed.run({ parameters: byQuery, items, onError: 'continueErrorOutput' });
		expect(jsons(result, 0).map(({ id }) => Number(id))).toEqual([1, 2, 3]);
		expect(jsons(result, 1)).toEqual([
			{ q: 'title:"open', error: expect.objectContaining({ code: null, httpCode: null }) },
			{ q: 'nonsense:1', error: expect.objectContaining({ code: 'ERROR', httpCode: 200 }) },
		]);
	});

	it('keeps what a failing server did to one item from the rest', async () => {
		bed.cerb.faults.add({ path: '/rest/workers/me.json', skip: 1 }, effects.emptyError());
		const result = await bed.run({
			parameters: getMe,
			items: queries('a', 'b', 'c'),
			onError: 'continueErrorOutput',
		});
		expect(result.main.map((items) => items.length)).toEqual([2, 1]);
		expect(jsons(result, 1)[0].error).toMatchObject({ httpCode: 500, path: 'workers/me.json' });
	});
});
