import { logAutomation } from '../../cerb-server/records/automation-log';
import { writeFile } from '../../cerb-server/records/files';
import type { CerbState } from '../../cerb-server/state';
import { locate } from '../operations';
import { ids, tasks, typeOf, type Sample } from './sample';

const three = ['one', 'two', 'three'];

/** Three files of their own, long enough to break off in. */
function files(state: CerbState) {
	return three.map((name) => {
		const id = state.create('attachment', { name: `${name}.txt`, mime_type: 'text/plain' });
		const content = Buffer.from(`content of ${name}\n`.repeat(20));
		writeFile(state, state.get('attachment', id)!, content);
		return { id: String(id), name: `${name}.txt`, size: content.length };
	});
}

/** An automation that gives back what it got; made once a state. */
function automation(state: CerbState) {
	const name = 'sample.echo';
	const isThere = [...state.table('automation').scan()].some((row) => row.name === name);
	const script =
		'inputs:\n  text/name:\n    type: freeform\n    required@bool: yes\n\nstart:\n  return:\n    data:\n      hello: {{inputs.name}}\n';
	if (!isThere) {
		state.create('automation', { name, extension_id: 'cerb.trigger.data.query', script });
	}
	return three.map((value) => ({ name, value }));
}

/** Files, queries, automations and administration. */
export const platformSamples: Record<string, Sample> = {
	'attachment/upload': {
		parameters: {
			binaryField: 'data',
			options: { fileName: '={{ $json.name }}' },
			attachTo: '={{ $json.on }}',
		},
		binary: { data: { data: 'aGVsbG8=', mimeType: 'text/plain', fileName: 'hello.txt' } },
		items: (state) =>
			tasks(state).map(({ id, title }) => ({ name: `${title}.txt`, on: `task:${id}` })),
		bad: { name: 'x.txt', on: 'task:987654321' },
		expect: ([file], { name }) =>
			expect(file).toMatchObject({ id: expect.any(Number), name, size: 5 }),
	},
	'attachment/download': {
		parameters: { attachmentId: locate('={{ $json.id }}') },
		items: files,
		bad: { id: '987654321' },
		expect: ([file], { id, name, size }) =>
			expect(file).toMatchObject({ id: Number(id), name, size }),
	},
	'attachment/getMany': {
		parameters: { recordType: typeOf(), recordId: locate('={{ $json.on }}') },
		items: (state) =>
			files(state).map(({ id }, index) => {
				const on = tasks(state)[index].id;
				state.update('attachment', Number(id), { on: [`task:${on}`] });
				return { type: 'task', id, on };
			}),
		bad: { type: 'nonsense', on: '1' },
		expect: (output, { id }) => expect(ids(output)).toEqual([Number(id)]),
	},
	'dataQuery/run': {
		parameters: { dataQuery: '={{ $json.query }}' },
		items: (state) =>
			tasks(state).map(({ id }) => ({
				id,
				query: `type:worklist.records of:task query:(id:${id})`,
			})),
		bad: { query: 'type:nonsense' },
		expect: (output, { id }) => expect(ids(output)).toEqual([Number(id)]),
	},
	'automation/invoke': {
		parameters: {
			automation: { __rl: true, mode: 'name', value: '={{ $json.name }}' },
			inputs: { values: [{ name: 'name', value: '={{ $json.value }}' }] },
		},
		items: automation,
		bad: { name: 'sample.nonsense', value: 'x' },
		expect: (output, { value }) => expect(output).toEqual([{ hello: value }]),
	},
	'automation/runBehavior': {
		parameters: {
			behaviorId: locate('={{ $json.id }}'),
			inputsFrom: 'json',
			inputsJson: '={{ $json.inputs }}',
		},
		items: () =>
			three.map((name) => ({
				id: '3',
				name,
				inputs: JSON.stringify({ name, times: 2, tone: 'formal', var_loud: true }),
			})),
		bad: { id: '987654321', inputs: '{}' },
		expect: ([result], { name }) =>
			expect(result).toMatchObject({ greeting: `Hello ${String(name)}`, var_name: name }),
	},
	'automation/getLogs': {
		parameters: { limit: 1, logFilters: { levels: '={{ $json.levels }}' } },
		items: (state) => {
			const line = { automation: 'sample.echo', node: 'start:log', message: 'Hello' };
			for (const level of ['error', 'warning', 'debug'] as const) {
				logAutomation(state, { ...line, level });
			}
			return [{ levels: ['error'] }, { levels: ['warning', 'error'] }, { levels: ['debug'] }];
		},
		bad: { levels: ['nonsense'] },
		expect: ([log], { levels }) => {
			expect(log).toMatchObject({ id: expect.any(Number), automation_name: 'sample.echo' });
			expect(levels).toContain(log.level);
		},
	},
	'administration/importPackage': {
		parameters: { packageJson: '={{ $json.pack }}' },
		items: () =>
			three.map((title) => ({
				pack: JSON.stringify({
					package: { name: title, revision: 1 },
					records: [{ uid: 'a', _context: 'task', title }],
				}),
			})),
		bad: { pack: '{' },
		expect: ([{ records_created: made }]) =>
			expect(made).toEqual([expect.objectContaining({ uid: 'a', id: expect.any(Number) })]),
	},
	'administration/setGroupMembers': {
		parameters: {
			groupId: locate('={{ $json.group }}'),
			members: { workers: [{ workerId: locate('2'), role: '={{ $json.role }}' }] },
		},
		items: () => [
			{ group: '1', role: 'member' },
			{ group: '1', role: 'manager' },
			{ group: '2', role: 'member' },
		],
		bad: { group: '987654321', role: 'member' },
		expect: ([group], { group: id, role }) => {
			expect(group.id).toBe(Number(id));
			expect(group.members).toContainEqual(
				expect.objectContaining({ id: 2, is_manager: role === 'manager' }),
			);
		},
	},
	'administration/createActivity': {
		parameters: {
			recordType: typeOf(),
			recordId: locate('={{ $json.id }}'),
			message: '={{ $json.title }}',
		},
		items: tasks,
		bad: { type: 'task', id: '987654321', title: 'x' },
		expect: ([entry]) => expect(entry).toMatchObject({ activity_point: 'custom.other' }),
	},
	'administration/getActivityEvents': {
		parameters: {},
		items: () => [{}, {}, {}],
		expect: (output) =>
			expect(output).toContainEqual(expect.objectContaining({ id: 'comment.create' })),
	},
};
