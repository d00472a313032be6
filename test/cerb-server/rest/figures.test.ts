import type { Dict } from '../records/values';
import { createState } from '../state';
import { restResult } from '../support/rest-call';

const state = createState({ now: 1795400000 });

async function query(text: string): Promise<Dict | string> {
	return await restResult(state, `GET data/query?q=${encodeURIComponent(`type:${text}`)}`);
}
const data = async (text: string) => {
	const result = await query(text);
	return typeof result === 'string' ? result : result.data;
};

describe('worklist.metrics', () => {
	it('gives a row for each figure, as texts', async () => {
		const functions =
			'values.x_y:(of:task functions:[min,sum,avg] field:importance query:(id:<16))';
		const counted = 'values.open:(of:ticket query:(id:<4) label:"All of it")';
		expect(await query(`worklist.metrics ${functions} ${counted}`)).toMatchObject({
			_: { type: 'worklist.metrics', format: 'table' },
			data: {
				rows: [
					{ id: 'min_x_y', name: 'Min. X Y', value: '33' },
					{ id: 'sum_x_y', value: '733', _types: { value: { type: 'number', options: [] } } },
					{ id: 'avg_x_y', value: '48.8667' },
					{
						id: 'open',
						name: 'All of it',
						value: '3',
						_types: {
							value: {
								type: 'search',
								options: { context: 'cerberusweb.contexts.ticket', query: 'id:<4' },
							},
						},
					},
				],
			},
		});
	});

	it('says nothing about what is misspelt: the row is missing', async () => {
		const parts = [
			'values.a:(of:nope)',
			'values.b:(of:task function:nope)',
			'values.c:(of:task function:sum field:nope)',
			'values.d:(of:task function:avg field:importance query:(id:>99999))',
		];
		expect(await data(`worklist.metrics ${parts.join(' ')}`)).toMatchObject({ rows: [] });
	});

	it('makes a pie', async () => {
		expect(
			await query('worklist.metrics format:pie values.a:(of:task query:(id:<4))'),
		).toMatchObject({
			_: { series: { A: { key: '3', context: 'cerberusweb.contexts.task', query: 'id:<4' } } },
			data: [['A', '3']],
		});
	});
});

describe('worklist.series', () => {
	const series = 'series.a:(of:ticket label:"All" x:created@day query:(id:<8 limit:250))';

	it('fills gaps in time with 0, by label', async () => {
		const { _, data: found } = (await query(`worklist.series ${series}`)) as Record<string, Dict>;
		expect(_.format_params).toEqual({
			xaxis_key: 'ts',
			xaxis_step: 'day',
			xaxis_format: '%Y-%m-%d',
		});
		const hits = found.All as number[];
		expect(hits.reduce((a, b) => a + b, 0)).toBe(7);
		expect(found.ts).toHaveLength(hits.length);
	});

	it('makes dictionaries, tables and pies of texts', async () => {
		const average = 'series.b:(of:task x:created function:average y:importance query:(id:<16))';
		expect(await data(`worklist.series ${average} format:dictionaries`)).toEqual([
			{ x: '2026-11', b: '48.8667' },
		]);
		expect(await data(`worklist.series ${average} format:table x.label:Month`)).toMatchObject({
			columns: { x: { label: 'Month' }, b: { label: 'b', type: 'number', type_options: [] } },
		});
		expect(await data(`worklist.series ${series} format:pie`)).toEqual([['a', 7]]);
	});

	it('counts where Cerb does not know the function: avg', async () => {
		const avg = 'series.a:(of:task x:created@month function:avg y:importance query:(id:<16))';
		expect(await data(`worklist.series ${avg}`)).toEqual({ ts: ['2026-11'], a: [15] });
	});

	it('fails as PHP does without a record type', async () => {
		expect(await query('worklist.series series.a:(x:created@month)')).toBe('raw');
	});

	it('has no more pieces of time than Cerb looks at', async () => {
		expect(await query('worklist.series series.a:(of:ticket x:created@hour query:(limit:2))')).toBe(
			'unclaimed',
		);
	});
});

describe('worklist.xy', () => {
	it.each([
		[
			'',
			[
				['a_x', '1', '2'],
				['a', '33', '50'],
			],
		],
		['format:pie', expect.arrayContaining([[expect.any(String), '33']])],
		[
			'format:categories',
			[
				['label', expect.any(String), expect.any(String)],
				['hits', '33', '50'],
			],
		],
	])('%s', async (format, expected) => {
		const pairs = 'series.a:(of:task x:id y:importance query:(id:[1,2] sort:id))';
		expect(await data(`worklist.xy ${pairs} ${format}`)).toEqual(expected);
	});

	it('makes a table of the first series', async () => {
		expect(
			await data('worklist.xy format:table series.a:(of:task x:id y:owner query:(id:16))'),
		).toMatchObject({
			columns: { x_label: { label: 'Id', type: 'context' }, y_label: { type: 'worker' } },
			rows: [{ x: '16', y: '2', y_label: 'Kina Halpue' }],
		});
	});

	it('has no pairs without both columns', async () => {
		expect(await data('worklist.xy series.a:(of:task x:id y:nope)')).toEqual([['a_x'], ['a']]);
	});
});

describe('messages about data queries', () => {
	it.each([
		['worklist.metrics foo:1', "The parameter 'foo' is unknown."],
		['worklist.metrics values.a:(of:task foo:1)', "The series parameter 'foo' is unknown."],
		['worklist.metrics values.a:(of:task query:(nonsense:1))', 'Unknown filter `nonsense:`'],
		['worklist.metrics values.a:(of:task metric:"x*2")', 'unclaimed'],
		[
			'worklist.metrics format:x',
			'`format:x` is not valid for `type:worklist.metrics`. Must be: table',
		],
		['worklist.series series.a:(of:task foo:1)', "The series parameter 'foo' is unknown."],
		['worklist.series of:task', "The parameter 'of' is unknown."],
		[
			'worklist.xy series.a:(of:task x:id y:id) format:x',
			expect.stringContaining('Must be one of'),
		],
		['platform.extensions', 'The `point:` parameter is required.'],
		['platform.extensions point:x', 'unclaimed'],
		['calendar.events', 'The `calendar:` field is required.'],
		['calendar.events calendar:1', 'The `from:` field is required.'],
		['autocomplete.completions', 'The key `schema:` is required.'],
		['autocomplete.completions schema:x', 'unclaimed'],
		['sample.xy series.a:(samples:1)', 'unclaimed'],
	])('%s', async (text, message) => {
		expect(await query(text)).toEqual(message);
	});

	it('lists and pages the triggers of automations', async () => {
		const found = await query(
			'platform.extensions point:cerb.automation.trigger filter:mail.draft limit:1 page:1',
		);
		expect(found).toMatchObject({
			_: { paging: { page: { of: 2, index: 1 } } },
			data: [
				{
					id: 'cerb.trigger.mail.draft.validate',
					class: 'AutomationTrigger_MailDraftValidate',
					params: { features: [{ await: '', callers: '', inputs: '' }] },
				},
			],
		});
	});
});
