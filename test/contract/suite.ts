import { getMe, request, search } from '../engine/operations';
import { talkTo, type Target } from './harness';

/**
 * What the package relies on and promises, stated once for every Cerb: run on the embedded one in
 * `npm test` and on a real one in `npm run test:live`. Reads only; expects some tasks and tickets.
 */
export function contractSuite(name: string, getTarget: () => Target): void {
	const { items, ids, failure, ask } = talkTo(getTarget);

	describe(`Get Me on ${name}`, () => {
		it('gives the worker of the token', async () => {
			const [me] = await items({ ...getMe, output: 'raw' });
			expect(me).toMatchObject({
				_context: 'cerberusweb.contexts.worker',
				id: expect.any(Number),
				full_name: expect.any(String),
				timezone: expect.any(String),
			});
		});
	});

	describe(`lists on ${name}`, () => {
		it.each(['task', 'ticket', 'org', 'contact', 'address', 'worker', 'group'])(
			'of %s hold every record once, as many as Cerb counts',
			async (type) => {
				const options = { includeDeleted: true };
				const found = await ids(search(type, '', { returnAll: true, options }));
				expect(found).toHaveLength((await ask(type, { limit: 1 })).total);
				expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
			},
		);

		it('are in the order that the query asks for', async () => {
			const all = await ids(search('task', '', { returnAll: true }));
			const down = await ids(search('task', 'sort:-id', { returnAll: true }));
			expect(down).toEqual([...all].reverse());
			const byTitle = await ids(search('task', 'sort:title', { returnAll: true }));
			expect([...byTitle].sort((a, b) => a - b)).toEqual(all);
			const first = await ask('task', { q: 'sort:title,id', limit: 20 });
			expect(byTitle.slice(0, 20)).toEqual(first.results.map(({ id }) => Number(id)));
		});

		it('are sorted here as Cerb sorts them', async () => {
			for (const sort of ['-updated,id', 'created,-id', 'importance,id']) {
				const found = await ids(search('task', `sort:${sort}`, { returnAll: true }));
				const { results } = await ask('task', { q: `sort:${sort}`, limit: 100 });
				expect(found.slice(0, 100)).toEqual(results.map(({ id }) => Number(id)));
			}
		});

		it('honour limit: and page:, and end where the records end', async () => {
			const all = await ids(search('task', '', { returnAll: true }));
			expect(await ids(search('task', 'limit:5 page:2'))).toEqual(all.slice(5, 10));
			expect(await ids(search('task', 'limit:3', { returnAll: true }))).toEqual(all.slice(0, 3));
			expect(await ids(search('task', 'limit:5 page:99999'))).toEqual([]);
		});

		it('are narrowed by filters: id, status, text, date, group', async () => {
			const [first, second] = await ids(search('task', '', { limit: 2 }));
			expect(await ids(search('task', `id:[${first},${second}]`))).toEqual([first, second]);
			expect(await ids(search('task', `id:>${first}`, { limit: 1 }))).toEqual([second]);
			const open = await items(search('task', 'status:o', { limit: 20 }));
			expect(new Set(open.map(({ status }) => status))).toEqual(new Set(['open']));
			const [{ title }] = await items(search('task', `id:${first}`));
			const word = String(title).replace(/["{}*]/g, '*');
			expect(await ids(search('task', `title:"${word}"`, { returnAll: true }))).toContain(first);
			const all = await ids(search('task', '', { returnAll: true }));
			const dated = 'updated:"1 to 4102444800"';
			expect(await ids(search('task', dated, { returnAll: true }))).toEqual(all);
			const [ticket] = await items(search('ticket', '', { limit: 1 }));
			const grouped = search('ticket', `group.id:${String(ticket.group_id)}`, { limit: 20 });
			const groups = (await items(grouped)).map(({ group_id }) => group_id);
			expect(new Set(groups)).toEqual(new Set([ticket.group_id]));
		});
	});

	describe(`what makes lists hard on ${name}`, () => {
		it('a page past the end holds other records, and the answer does not say so', async () => {
			const { total, page, results } = await ask('task', { limit: 5, page: 90000 });
			expect([page, results.length]).toEqual([90000, 5]);
			expect(total).toBeLessThan(90000);
		});

		it('a date filter with an operator finds everything', async () => {
			const { total } = await ask('task', { limit: 1 });
			expect((await ask('task', { q: 'updated:>4000000000', limit: 1 })).total).toBe(total);
		});

		it('a directive inside brackets, an unknown filter, a stray quote find nothing', async () => {
			for (const q of ['(id:>0 limit:1)', 'nonsense:1', 'title:"no such title']) {
				expect(await ask('task', { q })).toMatchObject({ total: 0, results: [] });
			}
		});

		it('template code in a query is executed', async () => {
			const [first] = await ids(search('task', '', { limit: 1 }));
			const { results } = await ask('task', { q: `id:{{${first}}}` });
			expect(results.map(({ id }) => Number(id))).toEqual([first]);
		});
	});

	describe(`failures on ${name}`, () => {
		it('an unknown filter is named', async () => {
			const error = await failure(search('task', 'nonsense:1 id:>0'));
			expect(error.message).toBe('Unknown filter `nonsense:`');
		});

		it('an unknown record type is told', async () => {
			const error = await failure(search('nonsense_type'));
			expect(error.message).toBe('Record not found.');
			expect(error.description).toMatch(/ERROR_NOT_FOUND/);
		});

		it('an unknown endpoint is told', async () => {
			const error = await failure(request('nonsense/endpoint'));
			expect(error.message).toMatch(/^Unknown command/);
		});

		it('a foreign extension is told', async () => {
			const error = await failure(request('workers/me.csv'));
			expect(error.message).toMatch(/is not implemented\.$/);
		});

		it('a record that does not exist is told', async () => {
			const error = await failure(request('records/task/987654321'));
			expect(error.message).toBe('Invalid record cerberusweb.contexts.task #987654321');
			expect(error.context.cerb).toMatchObject({ code: 'ERROR_NOT_FOUND', status: 200 });
		});
	});

	describe(`Generic Request on ${name}`, () => {
		it('gets one record, and the same as XML', async () => {
			const [first] = await ids(search('task', '', { limit: 1 }));
			const [task] = await items(request(`records/task/${first}`));
			expect(task).toMatchObject({ __status: 'success', _type: 'task', id: String(first) });
			const [{ data }] = await items(request(`records/task/${first}.xml`));
			expect(data).toContain('<string key="_type">task</string>');
		});

		it('runs a data query by GET and by POST', async () => {
			const q = 'type:record.types';
			const queryParameters = { parameters: [{ name: 'q', value: q }] };
			const [got] = await items(request('data/query', { queryParameters }));
			const body = { method: 'POST', bodyType: 'raw', rawBody: q };
			const [posted] = await items(request('data/query', body));
			expect(Object.keys(got.data as object).length).toBeGreaterThan(50);
			expect(posted.data).toEqual(got.data);
		});
	});

	describe(`the editor on ${name}`, () => {
		it('lists the record types', async () => {
			const { engine, credential, authentication } = getTarget();
			const { results } = await engine.listSearch('cerb', 'searchRecordTypes', {
				parameters: { authentication, resource: 'record', operation: 'search' },
				credentials: [credential],
			});
			const aliases = results.map(({ value }) => value);
			expect(aliases).toEqual(expect.arrayContaining(['ticket', 'task', 'org', 'worker']));
		});

		it('passes the test of the credential', async () => {
			const { engine, credential } = getTarget();
			expect(await engine.testCredential(credential)).toMatchObject({ status: 'OK' });
		});
	});
}
