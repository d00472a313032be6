import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import type { Failure } from '../../../nodes/Cerb/cerb/failure';
import { countRecords, subtotals } from '../../../nodes/Cerb/cerb/summary';
import type { CerbRequest } from '../../../nodes/Cerb/cerb/types';
import { lifted } from '../support/lifted';

function cerb(value: object) {
	const asked: CerbRequest[] = [];
	const call = async (request: CerbRequest) => {
		asked.push(request);
		return value;
	};
	const error = (failure: Failure) => Object.assign(new TypeError(failure.message), failure);
	return { client: { call, error } as unknown as CerbClient, asked };
}

describe('countRecords', () => {
	test.each([
		['id:1 OR id:2', undefined, '(id:1 OR id:2)'],
		['', undefined, ''],
		['created:"today"', 'Asia/Tokyo', '(created:"today") set.timezone:Asia/Tokyo'],
		['', 'Asia/Tokyo', 'set.timezone:Asia/Tokyo'],
	])('of %j in the zone %s asks for %j and takes the total', async (filters, timezone, q) => {
		const { client, asked } = cerb({ total: 1234, results: [{}], count: 1 });
		expect(await countRecords(client, 'task', lifted(filters, timezone))).toBe(1234);
		expect(asked).toEqual([
			{ method: 'GET', path: 'records/task/search.json', query: { q, limit: 1 } },
		]);
	});

	test('none', async () => {
		expect(await countRecords(cerb({ total: 0, results: [] }).client, 'task', lifted(''))).toBe(0);
	});

	test('a search that failed inside Cerb is no zero', async () => {
		const { client } = cerb({ total: -1, results: [] });
		await expect(countRecords(client, 'task', lifted(''))).rejects.toThrow(/could not/);
	});
});

describe('subtotals', () => {
	const ROW = { status: 'o', status_label: 'Open', count: '12' };

	test.each([
		[['status'], '[status~2000]'],
		[['status', 'owner.id'], '[status~2000,owner.id~2000]'],
		[['created@month', 'status~5'], '[created@month~2000,status~5]'],
		[['status~-1'], '[status~-1]'],
	])('by %j', async (groupBy, by) => {
		const { client, asked } = cerb({ data: [] });
		expect(await subtotals(client, 'task', lifted('id:1 OR id:2'), groupBy)).toEqual([]);
		const q = `type:worklist.subtotals of:"task" by:${by} query:((id:1 OR id:2)) format:dictionaries`;
		expect(asked).toEqual([{ method: 'GET', path: 'data/query.json', query: { q } }]);
	});

	test('in the zone of the query', async () => {
		const { client, asked } = cerb({ data: [] });
		await subtotals(client, 'task', lifted('due:"today"', 'Asia/Tokyo'), ['created@day']);
		const query = 'query:((due:"today") set.timezone:Asia/Tokyo)';
		const q = `type:worklist.subtotals of:"task" by:[created@day~2000] ${query} format:dictionaries`;
		expect(asked).toEqual([{ method: 'GET', path: 'data/query.json', query: { q } }]);
	});

	test.each([
		['a list', [ROW]],
		['a map', { 0: ROW }],
	])('groups in %s have numbers for counts', async (_name, data) => {
		expect(await subtotals(cerb({ data }).client, 'task', lifted(''), ['status'])).toEqual([
			{ status: 'o', status_label: 'Open', count: 12 },
		]);
	});

	test('what only the pages of Cerb need stays out', async () => {
		const row = { ...ROW, count_query: 'status:o', count_query_context: 'x' };
		const [group] = await subtotals(cerb({ data: [row] }).client, 'task', lifted(''), ['status']);
		expect(Object.keys(group).sort()).toEqual(['count', 'status', 'status_label']);
	});

	test('no data', async () => {
		expect(await subtotals(cerb({}).client, 'task', lifted(''), ['status'])).toEqual([]);
	});
});
