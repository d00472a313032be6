import type { IDataObject } from 'n8n-workflow';

import { byId, fields, locate, operation, record, search } from '../engine/operations';
import { talkTo, type Target } from './harness';

/** A mark that nothing else in the Cerb under test has. */
const MARK = `n8n${Date.now().toString(36)}`;

const SCRIPT = `inputs:
  text/name:
    type: freeform
    required@bool: yes
  array/list:
    required@bool: no

start:
  return:
    data:
      hello: {{inputs.name}}
      list@key: inputs:list
`;

const byName = (value: string) => ({ __rl: true, mode: 'name', value });

/** What the operations for data queries, automations and administration promise, for every Cerb. */
export function platformSuite(name: string, getTarget: () => Target): void {
	const { items, ids, failure } = talkTo(getTarget);
	const query = (dataQuery: string, values: object = {}) =>
		operation('dataQuery', 'run', { dataQuery, ...values });

	describe(`data queries on ${name}`, () => {
		it('give records as items, in the order asked for, over as many pages as it takes', async () => {
			const wanted = await ids(search('task', 'sort:-id', { returnAll: true }));
			const all = query('type:worklist.records of:task query:(sort:-id)', { returnAll: true });
			expect(await ids(all)).toEqual(wanted);
			const some = query('type:worklist.records of:task query:(id:>1 sort:-id)', { limit: 3 });
			expect(await ids(some)).toEqual(wanted.slice(0, 3));
			const own = query('type:worklist.records of:task query:(limit:2 sort:-id)', { limit: 50 });
			expect(await ids(own)).toEqual(wanted.slice(0, 2));
			const second = 'type:worklist.records of:task query:(limit:2 sort:-id) page:1';
			expect(await ids(query(second))).toEqual(wanted.slice(2, 4));
		});

		it('unfold tables, series and maps', async () => {
			const table = 'type:worklist.subtotals of:task by:[status] query:() format:table';
			const rows = await items(query(table));
			expect(rows).toContainEqual(expect.objectContaining({ count: expect.anything() }));
			const types = await items(query('type:record.types', { returnAll: true }));
			expect(types.length).toBeGreaterThan(50);
			const labels = types.map(({ label_singular: label }) => String(label));
			expect(labels[0] < labels[labels.length - 1]).toBe(true);
			const known = await items(query('type:record.fields of:task', { returnAll: true }));
			expect(known).toContainEqual(expect.objectContaining({ key: 'title' }));
			const raw = await items(query('type:record.types', { resultFormat: 'raw' }));
			expect(raw).toEqual([{ type: 'record.types', data: expect.any(Array) }]);
		});

		it('fail in the words of Cerb', async () => {
			expect((await failure(query('type:nonsense'))).message).toMatch(
				/not a known data query type/,
			);
			const unknown = query('type:worklist.records of:task query:(nonsense:1)');
			expect((await failure(unknown)).message).toMatch(/Unknown filter/);
			expect((await failure(query('type:record.types of:"'))).message).toMatch(/quote/);
		});

		it('may be longer than an address', async () => {
			const long = Array.from({ length: 1500 }, (_, index) => index + 1).join(',');
			const found = await ids(
				query(`type:worklist.records of:task query:(id:[${long}] sort:id)`, { limit: 5 }),
			);
			expect(found).toEqual(await ids(search('task', 'id:<1501', { limit: 5 })));
		});
	});

	describe(`automations on ${name}`, () => {
		const automation = `${MARK}.echo`;
		let id: unknown;

		beforeAll(async () => {
			const values = {
				name: automation,
				extension_id: 'cerb.trigger.data.query',
				script: SCRIPT,
			};
			[{ id }] = await items(record('create', 'automation', fields(values)));
		});
		afterAll(async () => {
			await items(record('delete', 'automation', byId(id)));
		});

		const invoke = (inputs: object, values: object = {}) =>
			operation('automation', 'invoke', {
				automation: byName(automation),
				inputsFrom: 'json',
				inputsJson: JSON.stringify(inputs),
				...values,
			});

		it('run with inputs and give what they return', async () => {
			const inputs = { name: "it's (odd): [1] {{x}} \\ é", list: ['a', 'b c'] };
			expect(await items(invoke(inputs))).toEqual([{ hello: inputs.name, list: ['a', 'b c'] }]);
		});

		it('fail in the words of Cerb, and say what cannot be sent', async () => {
			expect((await failure(invoke({}))).message).toMatch(/must not be blank/);
			expect((await failure(invoke({ name: 'a "b"' }))).message).toMatch(/contains "/);
			expect((await failure(invoke({ name: 'x', map: { a: 1 } }))).message).toMatch(/is a map/);
			const gone = { automation: byName(`${MARK}.gone`) };
			expect((await failure(invoke({ name: 'x' }, gone))).message).toMatch(/Unknown automation/);
		});

		it('write a log, which is listed newest first', async () => {
			await failure(invoke({}));
			const logs = await items(
				operation('automation', 'getLogs', {
					returnAll: true,
					logFilters: { automation, levels: ['error'] },
				}),
			);
			expect(logs.length).toBeGreaterThanOrEqual(1);
			for (const log of logs) {
				expect(log).toMatchObject({ automation_name: automation, level: 'error' });
				expect(Date.parse(String(log.created_at))).not.toBeNaN();
			}
			const found = logs.map((log) => Number(log.id));
			expect(found).toEqual([...found].sort((a, b) => b - a));
		});
	});

	describe(`administration on ${name}`, () => {
		it('imports a package with its prompts, the defaults filled in', async () => {
			const prompts = [
				{ type: 'text', label: 'Title', key: 'prompt_title', params: {} },
				{ type: 'text', label: 'Second', key: 'prompt_two', params: { default: 'by default' } },
			];
			const content = {
				package: {
					name: MARK,
					revision: 1,
					requires: { cerb_version: '10.0.0', plugins: [] },
					configure: { prompts, placeholders: [] },
				},
				records: [{ uid: 't1', _context: 'task', title: '{{{prompt_title}}} {{{prompt_two}}}' }],
			};
			const pack = (values: object) =>
				operation('administration', 'importPackage', {
					packageJson: JSON.stringify(content),
					...values,
				});
			const error = await failure(pack({}));
			expect(error.message).toMatch(/asks for "Title"/);
			const answers = [{ key: 'prompt_title', value: MARK }];
			const [imported] = await items(pack({ prompts: { answers } }));
			const [made] = imported.records_created as IDataObject[];
			expect(made).toMatchObject({ uid: 't1', id: expect.any(Number) });
			const [task] = await items(record('get', 'task', byId(made.id)));
			expect(task.title).toBe(`${MARK} by default`);
			await items(record('delete', 'task', byId(made.id)));
		});

		it('sets the members of a group, and leaves the others', async () => {
			const [group] = await items(record('create', 'group', fields({ name: MARK })));
			const workers = await ids(search('worker', 'isDisabled:n sort:id', { limit: 2 }));
			const set = (members: Array<[number, string]>) =>
				operation('administration', 'setGroupMembers', {
					groupId: locate(group.id),
					members: { workers: members.map(([id, role]) => ({ workerId: locate(id), role })) },
				});
			const members = async (list: Array<[number, string]>) => {
				const [item] = await items(set(list));
				return (item.members as IDataObject[]).map(({ id, is_manager }) => [id, is_manager]);
			};
			await members(workers.map((id) => [id, 'member']));
			const changed = await members([[workers[0], 'manager']]);
			expect(changed).toContainEqual([workers[0], true]);
			expect(changed).toContainEqual([workers[1], false]);
			expect(await members([[workers[1], 'remove']])).not.toContainEqual([workers[1], false]);
			expect((await failure(set([[987654321, 'member']]))).message).toMatch(/987654321/);
			await items(record('delete', 'group', byId(group.id)));
		});

		it('writes into the activity log, and lists its events', async () => {
			const [task] = await items(record('create', 'task', fields({ title: MARK })));
			const message = 'paid {{actor}} 😀';
			const [entry] = await items(
				operation('administration', 'createActivity', {
					recordType: { __rl: true, mode: 'alias', value: 'task' },
					...byId(task.id),
					message,
					output: 'raw',
				}),
			);
			expect(entry).toMatchObject({ _label: message, activity_point: 'custom.other' });
			expect(Number(entry.target_id)).toBe(Number(task.id));
			await items(record('delete', 'task', byId(task.id)));
			const events = await items(operation('administration', 'getActivityEvents'));
			expect(events).toContainEqual(expect.objectContaining({ id: 'comment.create' }));
		});
	});
}
