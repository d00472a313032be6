import { compareAnswers, type Answer } from './compare';
import type { Recording } from './recording';

const BASES = { recorded: 'http://127.0.0.1', actual: 'http://127.0.0.1:4711' };

const task = (id: string) => ({
	_context: 'cerberusweb.contexts.task',
	_type: 'task',
	_label: `Task ${id}`,
	id,
	owner_id: 0,
	owner__context: 'cerberusweb.contexts.worker',
	record_url: `http://127.0.0.1/profiles/task/${id}`,
	watchers: { 3: { id: 3, name: 'Kina' } },
});

const searchBody = {
	__build: 2024030901,
	__status: 'success',
	__version: '10.4.10',
	count: 2,
	limit: 10,
	page: 1,
	results: [task('1'), task('2')],
	total: 2,
};

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

const recorded: Recording['response'] = { status: 200, headers, json: searchBody };

/** The same answer from another address, changed at will. */
function answer(change: (body: typeof searchBody) => unknown = (body) => body): Answer {
	const copy = JSON.parse(
		JSON.stringify(searchBody).replace(/http:\/\/127\.0\.0\.1/g, BASES.actual),
	) as typeof searchBody;
	return { status: 200, headers, body: JSON.stringify(change(copy)) };
}

const differences = (actual: Answer, was = recorded, query = '') => {
	const request = { method: 'GET', path: '/', query, headers: {} };
	return compareAnswers({ request, response: was }, actual, BASES);
};

describe('comparator', () => {
	it('finds nothing where only the instance differs', () => {
		const other = answer((body) => {
			Object.assign(body.results[1], { _label: 'Another', id: '77', owner_id: 12 });
			body.results[0].watchers = { 9: { id: 9, name: 'Ned' } } as never;
			return body;
		});
		expect(differences(other)).toEqual([]);
	});

	it.each<[string, Answer, string]>([
		['a changed status', { ...answer(), status: 401 }, 'status: recorded 200, got 401'],
		[
			'a changed content type',
			{ ...answer(), headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } },
			'content-type: recorded application/json; charset=utf-8, got text/html; charset=utf-8',
		],
		[
			'a changed charset',
			{ ...answer(), headers: { ...headers, 'content-type': 'application/json' } },
			'content-type: recorded application/json; charset=utf-8, got application/json',
		],
		[
			'a changed cache header',
			{ ...answer(), headers: { 'content-type': headers['content-type'] } },
			'cache-control: recorded no-store, got undefined',
		],
		['an answer that is not JSON', { ...answer(), body: '<p>' }, 'body: not JSON: <p>'],
		['a missing key', answer((body) => ({ ...body, limit: undefined })), 'limit: missing'],
		[
			'a missing key of a record',
			answer((body) => {
				delete (body.results[1] as Partial<(typeof body.results)[1]>).owner_id;
				return body;
			}),
			'results[1].owner_id: missing',
		],
		['a key too many', answer((body) => ({ ...body, zebra: 1 })), 'zebra: not recorded'],
		[
			'a key too many in a record',
			answer((body) => ({ ...body, results: body.results.map((one) => ({ ...one, zebra: 1 })) })),
			'results[0].zebra: not recorded',
		],
		[
			'a number turned string',
			answer((body) => ({ ...body, count: '2' })),
			'count: recorded number, got string "2"',
		],
		[
			'a string turned number in a record',
			answer((body) => ({ ...body, results: body.results.map((one) => ({ ...one, id: 5 })) })),
			'results[0].id: recorded string, got number 5',
		],
		[
			'a map turned empty list',
			answer((body) => ({
				...body,
				results: body.results.map((one) => ({ ...one, watchers: [] })),
			})),
			'results[0].watchers: recorded object, got array []',
		],
		[
			'a null instead of a value',
			answer((body) => ({
				...body,
				results: body.results.map((one) => ({ ...one, owner_id: null })),
			})),
			'results[0].owner_id: recorded number, got null null',
		],
		[
			'another record type',
			answer((body) => ({
				...body,
				results: body.results.map((one) => ({ ...one, _type: 'ticket' })),
			})),
			'results[0]._type: recorded "task", got "ticket"',
		],
		['another echo', answer((body) => ({ ...body, page: 2 })), 'page: recorded 1, got 2'],
		[
			'no results where there were some',
			answer((body) => ({ ...body, results: [], count: 0 })),
			'results: recorded 2 elements, got 0',
		],
		[
			'a count that is not that of the list',
			answer((body) => ({ ...body, count: 7 })),
			'count: 7 for 2 results',
		],
		['a failed total', answer((body) => ({ ...body, total: -1 })), 'total: recorded 2, got -1'],
		[
			'keys in another order',
			answer(({ __build, ...rest }) => ({ ...rest, __build })),
			'order of keys: recorded __build, got __status',
		],
		[
			'a link that leads elsewhere',
			answer((body) => ({
				...body,
				results: body.results.map((one) => ({ ...one, record_url: '/profiles/task/1' })),
			})),
			'results[0].record_url: recorded a link to Cerb itself, got "/profiles/task/1"',
		],
	])('finds %s', (_, actual, difference) => {
		expect(differences(actual)).toContain(difference);
	});

	it('finds a changed message and a changed error code', () => {
		const json = { __status: 'error', __error: 'ERROR_NOT_FOUND', message: 'Record not found.' };
		const was = { ...recorded, json };
		const is = (change: object) => ({ ...answer(), body: JSON.stringify({ ...json, ...change }) });
		expect(differences(is({}), was)).toEqual([]);
		expect(differences(is({ message: 'Not found.' }), was)).toEqual([
			'message: recorded "Record not found.", got "Not found."',
		]);
		expect(differences(is({ __error: 'ERROR' }), was)).toEqual([
			'__error: recorded "ERROR_NOT_FOUND", got "ERROR"',
		]);
	});

	it('finds results where there were none', () => {
		const was = { ...recorded, json: { ...searchBody, results: [], count: 0, total: 0 } };
		expect(differences(answer(), was)).toEqual([
			'results: recorded 0 elements, got 2',
			'total: recorded 0, got 2',
		]);
	});

	it('finds other ids than the query named, and a list that is not sorted', () => {
		const named = 'q=id%3A%5B1%2C2%5D%20sort%3A-id&limit=2';
		const was = { ...recorded, json: { ...searchBody, results: [task('2'), task('1')] } };
		const turned = answer((body) => ({ ...body, results: [...body.results].reverse() }));
		expect(differences(turned, was, named)).toEqual([]);
		expect(differences(answer(), was, named)).toEqual(['order: not sorted by -id']);
		const other = answer((body) => {
			Object.assign(body.results[0], { id: '9' });
			return body;
		});
		expect(differences(other, was, named)).toEqual(['ids: recorded 1,2, got 2,9']);
	});

	it('finds another count of an equal total', () => {
		const one = answer((body) => ({ ...body, count: 1, results: body.results.slice(1) }));
		expect(differences(one)).toEqual(['count: recorded 2, got 1']);
	});

	it('takes a cut list and choices that name themselves as what they are', () => {
		const was = { ...recorded, json: { custom: ['1', { Red: 'Red' }, '…[9 elements]'] } };
		const is = (custom: unknown) => ({ ...answer(), body: JSON.stringify({ custom }) });
		expect(differences(is(['2', { Blue: 'Blue', Low: 'Low' }, 7, null]), was)).toEqual([]);
		expect(differences(is(['2', { Blue: 'Low' }, 7]), was)).toHaveLength(1);
		expect(differences(is([2, { Blue: 'Blue' }]), was)).toHaveLength(1);
	});

	it('compares a cut body as far as it goes', () => {
		const text = JSON.stringify(searchBody);
		const at = text.indexOf('"owner_id"', text.indexOf('Task 2'));
		const was = {
			status: 200,
			headers,
			truncated: true,
			body: `${text.slice(0, at + 4)}…[${at + 4} characters]`,
		};
		expect(differences(answer(), was)).toEqual([]);
		const longer = answer((body) => ({
			...body,
			results: [...body.results, 'of another kind'],
			count: 3,
		}));
		expect(differences(longer, was)).toEqual([]);
		const wrong = answer((body) => ({ ...body, limit: '10' }));
		expect(differences(wrong, was)).toEqual(['limit: recorded number, got string "10"']);
	});

	it('compares plain text and redirects literally, codes by their form', () => {
		const text = {
			status: 401,
			headers: { 'content-type': 'text/html' },
			body: 'Client authentication failed',
		};
		expect(differences(text, text)).toEqual([]);
		expect(differences({ ...text, body: 'Client failed' }, text)).toEqual([
			'body: recorded "Client authentication failed", got "Client failed"',
		]);
		const moved = (location?: string) => ({ status: 302, headers: { location }, body: '' });
		const login = moved('http://127.0.0.1/login') as Recording['response'];
		expect(differences(moved(`${BASES.actual}/login`), login)).toEqual([]);
		expect(differences(moved(`${BASES.actual}/logon`), login)).toHaveLength(1);
		expect(differences(moved(), login)).toHaveLength(1);
		const back = moved('http://localhost:5678/cb?code=<opaque>&state=s') as Recording['response'];
		expect(
			differences(moved(`http://localhost:5678/cb?code=${'ab'.repeat(99)}&state=s`), back),
		).toEqual([]);
		expect(
			differences(moved(`http://localhost:5678/cb?state=s&code=${'ab'.repeat(99)}`), back),
		).toHaveLength(1);
	});

	it('finds a cookie that is not set, or set otherwise', () => {
		const set = (cookie: string) => ({
			...answer(),
			headers: { ...headers, 'set-cookie': [cookie] },
		});
		const was = {
			...recorded,
			headers: { ...headers, 'set-cookie': ['Devblocks=<session>; path=/; HttpOnly'] },
		};
		expect(differences(set('Devblocks=abc; path=/; HttpOnly'), was)).toEqual([]);
		expect(differences(set('Devblocks=abc; path=/'), was)).toHaveLength(1);
		expect(differences(answer(), was)).toHaveLength(1);
	});

	it('compares XML by elements, keys, order and messages', () => {
		const xml = (inner: string) => ({
			status: 200,
			headers: { 'content-type': 'text/xml; charset=utf-8' },
			body: `<?xml version="1.0"?>\n<response>${inner}</response>\n`,
		});
		const was = xml(
			'<string key="__status">success</string><array key="results"><array key="1"><string key="id">1</string></array></array>',
		);
		expect(
			differences(
				xml(
					'<string key="__status">success</string><array key="results"><array key="1"><string key="id">5</string></array></array>',
				),
				was,
			),
		).toEqual([]);
		for (const wrong of [
			'<string key="__status">error</string><array key="results"><array key="1"><string key="id">1</string></array></array>',
			'<array key="results"><array key="1"><string key="id">1</string></array></array><string key="__status">success</string>',
			'<string key="__status">success</string><array key="results"><array key="1"/></array>',
			'<string key="__status">success</string><array key="results"><array key="1"><string key="id">1</string><string key="x"/></array></array>',
		]) {
			expect(differences(xml(wrong), was)).not.toEqual([]);
		}
	});
});
