import { locate } from '../operations';
import { ids, tasks, typeOf, type Sample } from './sample';

const recordOf = () => locate('={{ $json.id }}');

/** Workers, records of any type, and any endpoint. */
export const recordSamples: Record<string, Sample> = {
	'worker/getMe': {
		parameters: { output: '={{ $json.output }}', fields: 'full_name' },
		items: () => [{ output: 'simplified' }, { output: 'raw' }, { output: 'fields' }],
		bad: { output: 'nonsense' },
		expect: ([me], { output }) => {
			expect(me).toMatchObject({ id: 1, full_name: expect.any(String) });
			expect('_context' in me).toBe(output === 'raw');
			expect('timezone' in me).toBe(output !== 'fields');
		},
	},
	'record/search': {
		parameters: { recordType: typeOf(), query: '={{ $json.query }}' },
		items: tasks,
		bad: { type: 'task', query: 'title:"' },
		expect: (output, { id }) => expect(ids(output)).toEqual([Number(id)]),
	},
	'record/get': {
		parameters: { recordType: typeOf(), recordId: recordOf() },
		items: tasks,
		bad: { type: 'task', id: '987654321' },
		expect: ([task], { id, title }) => expect(task).toMatchObject({ id: Number(id), title }),
	},
	'record/create': {
		parameters: { recordType: typeOf(), fieldsInput: 'json', fieldsJson: '={{ $json.fields }}' },
		items: () =>
			['a', 'b', 'c'].map((title) => ({ type: 'task', title, fields: `{"title":"${title}"}` })),
		bad: { type: 'task', fields: '{"title":""}' },
		expect: ([task], { title }) => expect(task).toMatchObject({ id: expect.any(Number), title }),
	},
	'record/update': {
		parameters: {
			recordType: typeOf(),
			recordId: recordOf(),
			fieldsInput: 'json',
			fieldsJson: '{"importance":7}',
		},
		items: tasks,
		bad: { type: 'task', id: '987654321' },
		expect: ([task], { id, title }) =>
			expect(task).toMatchObject({ id: Number(id), title, importance: 7 }),
	},
	'record/upsert': {
		parameters: {
			recordType: typeOf(),
			query: '={{ $json.query }}',
			fieldsInput: 'json',
			fieldsJson: '{"importance":9}',
		},
		items: tasks,
		bad: { type: 'task', query: 'nonsense:1' },
		expect: ([task], { id, title }) =>
			expect(task).toMatchObject({ id: Number(id), title, importance: 9 }),
	},
	'record/delete': {
		parameters: { recordType: typeOf(), recordId: recordOf() },
		items: tasks,
		bad: { type: 'task', id: '987654321' },
		expect: (output, { id }) => expect(output).toEqual([{ deleted: true, id: Number(id) }]),
	},
	'record/summarize': {
		parameters: { recordType: typeOf(), query: '={{ $json.query }}' },
		items: tasks,
		bad: { type: 'task', query: '(id:1' },
		expect: (output) => expect(output).toEqual([{ total: 1 }]),
	},
	'record/link': {
		parameters: { recordType: typeOf(), recordId: recordOf(), targets: 'org:1, worker:1' },
		items: tasks,
		bad: { type: 'task', id: '987654321' },
		expect: (output, { id }) =>
			expect(output).toEqual([{ record: `task:${String(id)}`, linked: ['org:1', 'worker:1'] }]),
	},
	'record/unlink': {
		parameters: { recordType: typeOf(), recordId: recordOf(), targets: 'org:1' },
		items: (state) => {
			const items = tasks(state);
			for (const { id } of items) state.link('task', Number(id), 'org', 1);
			return items;
		},
		bad: { type: 'task', id: '987654321' },
		expect: (output, { id }) =>
			expect(output).toEqual([{ record: `task:${String(id)}`, unlinked: ['org:1'] }]),
	},
	'record/getTypes': {
		parameters: {},
		items: () => [{}, {}, {}],
		expect: (output) => {
			expect(output.length).toBeGreaterThan(60);
			expect(output).toContainEqual(
				expect.objectContaining({ alias: 'ticket', canSearch: true, canWrite: true }),
			);
		},
	},
	'record/getFields': {
		parameters: { recordType: typeOf() },
		items: () => [
			{ type: 'task', key: 'title' },
			{ type: 'ticket', key: 'subject' },
			{ type: 'org', key: 'name' },
		],
		bad: { type: 'nonsense' },
		expect: (output, { key }) =>
			expect(output).toContainEqual(expect.objectContaining({ key, isRequired: true })),
	},
	'request/genericRequest': {
		parameters: { path: '={{ $json.path }}' },
		items: (state) => tasks(state).map(({ id }) => ({ id, path: `records/task/${id}` })),
		bad: { path: 'nonsense/endpoint' },
		expect: ([task], { id }) => expect(task).toMatchObject({ __status: 'success', id }),
	},
};
