import { findMatches, matchRequest, unknownFilter } from '../../../nodes/Cerb/cerb/matches';
import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import type { Reading } from '../../../nodes/Cerb/cerb/envelope';
import type { Failure } from '../../../nodes/Cerb/cerb/failure';
import type { CerbRequest } from '../../../nodes/Cerb/cerb/types';
import { lifted } from '../support/lifted';

function cerb(reading: unknown) {
	const asked: CerbRequest[] = [];
	const attempt = async (request: CerbRequest) => {
		asked.push(request);
		return reading as Reading;
	};
	const error = (failure: Failure) => Object.assign(new TypeError(failure.message), failure);
	return { client: { attempt, error } as unknown as CerbClient, asked };
}

const answer = (data: unknown, of?: number) => ({
	value: { data, _: of === undefined ? {} : { paging: { page: { rows: { of } } } } },
});

describe('findMatches', () => {
	test.each([
		['none', answer([], 0), { total: 0, ids: [] }],
		['none, untold', answer([]), { total: 0, ids: [] }],
		['no data at all', { value: {} }, { total: 0, ids: [] }],
		['one with its id as text', answer({ 7: { id: '7' } }, 1), { total: 1, ids: [7] }],
		['more than are named', answer({ 7: { id: 7 }, 9: { id: 9 } }, 40), { total: 40, ids: [7, 9] }],
		['some, untold', answer({ 7: { id: 7 }, 9: { id: 9 } }), { total: 2, ids: [7, 9] }],
	])('%s', async (_name, reading, expected) => {
		expect(await findMatches(cerb(reading).client, 'task', lifted('id:7'))).toEqual(expected);
	});

	test('asks once, the query in brackets of its own', async () => {
		const { client, asked } = cerb(answer([]));
		await findMatches(client, 'task', lifted('id:1 OR id:2'));
		expect(asked).toEqual([matchRequest('task', lifted('id:1 OR id:2'), 10)]);
		expect(asked[0]).toMatchObject({ method: 'GET', path: 'data/query.json' });
		expect(asked[0].query).toEqual({
			q: 'type:worklist.records of:"task" query:((id:1 OR id:2) limit:10 sort:id)',
		});
	});

	test('an unknown filter is named with a way out', async () => {
		const failure = { message: 'Unknown filter `x:`', hint: 'h', status: 200, code: 'ERROR' };
		await expect(
			findMatches(cerb({ failure }).client, 'task', lifted('x:1')),
		).rejects.toMatchObject({
			message: 'Unknown filter `x:`',
			code: 'ERROR',
			hint: expect.stringMatching(/"task".*spelling/),
		});
	});

	test('any other failure stays as it is', async () => {
		const failure = { message: 'no permission', hint: 'own' };
		await expect(
			findMatches(cerb({ failure }).client, 'task', lifted('x:1')),
		).rejects.toMatchObject(failure);
	});
});

test.each([
	['due:"today"', 'Asia/Tokyo', '((due:"today") set.timezone:Asia/Tokyo limit:3 sort:id)'],
	['', 'Asia/Tokyo', '(set.timezone:Asia/Tokyo limit:3 sort:id)'],
	['id:1', undefined, '((id:1) limit:3 sort:id)'],
])('the filters %j in the zone %s', (filters, timezone, query) => {
	expect(matchRequest('task', lifted(filters, timezone), 3).query).toEqual({
		q: `type:worklist.records of:"task" query:${query}`,
	});
});

test('a type cannot leave its quotes', () => {
	expect(matchRequest('task" query:(x)', lifted('id:1'), 1).query).toEqual({
		q: 'type:worklist.records of:"task* query:(x)" query:((id:1) limit:1 sort:id)',
	});
});

test.each([
	['Unknown filter `x:`', true],
	['unknown filter x', true],
	['Some unknown filter', false],
	['', false],
])('%j is about a filter: %s', (message, is) => {
	expect(unknownFilter({ message, hint: '' }, 'task') !== undefined).toBe(is);
});
