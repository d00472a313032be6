import { restResult } from '../support/rest-call';
import type { Dict } from '../records/values';
import { createState } from '../state';

const state = createState({ now: 1795400000 });

async function query(text: string): Promise<Dict | string> {
	return await restResult(state, `GET data/query?q=${encodeURIComponent(text)}`);
}

describe('record.fields', () => {
	it('lists own and custom fields by key', async () => {
		const { data } = (await query('type:record.fields of:task')) as { data: Record<string, Dict> };
		expect(data.title).toMatchObject({ key: 'title', type: 'string', is_required: true });
		expect(data.cf_xx).toMatchObject({ is_custom: 10, type: 'multi-checkbox', is_required: false });
		expect(data.fs_text.notes).toBe('Extra info FS text');
		expect(Object.keys(data)).toEqual([...Object.keys(data)].sort());
	});

	it.each([
		['type:record.fields', 'The `of:` parameter is required.'],
		['type:record.fields of:nonsense', 'The `of:` parameter is not a valid record type.'],
	])('%s', async (text, message) => {
		expect(await query(text)).toBe(message);
	});
});

describe('worklist.subtotals', () => {
	it('counts as a tree, one branch for each combination', async () => {
		expect(
			await query('type:worklist.subtotals of:ticket by:[group,status] query:(id:<4)'),
		).toMatchObject({
			_: { type: 'worklist.subtotals', context: 'cerberusweb.contexts.ticket', format: 'tree' },
			data: {
				children: [
					{
						name: 'Support',
						value: '1',
						hits: '1',
						query: '(id:<4) group.id:1 set.timezone:UTC',
						children: [{ name: 'Open', value: '0', query: expect.stringContaining('status:o') }],
					},
					{ name: 'Development' },
					{ name: 'Billing' },
				],
			},
		});
	});

	it('counts dates by step and keeps to a limit', async () => {
		const text = 'type:worklist.subtotals of:task by:[created@day~1] query:(id:<16) format:table';
		expect(await query(text)).toMatchObject({
			data: {
				columns: { created: { label: 'Created', type: 'text' }, count: { type: 'number' } },
				rows: [{ created: '2026-11-22', count: '15' }],
			},
		});
	});

	it('gives flat dictionaries', async () => {
		expect(
			await query('type:worklist.subtotals of:task by:owner query:(id:16) format:dictionaries'),
		).toMatchObject({
			data: [
				{
					owner_id: 2,
					owner__label: 'Kina Halpue',
					owner__context: 'cerberusweb.contexts.worker',
					count: '1',
				},
			],
		});
	});

	it.each([
		['by:[nonsense] of:ticket', 'Unknown `by:` field: nonsense'],
		['by:[created@foo] of:ticket', 'Unknown `by:` field: created@foo'],
		['by:[group~x] of:ticket', 'On `by:` field (group) the limit (x) must be numeric.'],
		['of:ticket', 'The `by:` field is required.'],
		['by:[group]', 'The `of:` field is not a valid context type.'],
		['by:[group] of:ticket query:(nonsense:1)', 'Unknown filter `nonsense:`'],
	])('%s', async (text, message) => {
		expect(await query(`type:worklist.subtotals ${text}`)).toBe(message);
	});
});
