import type { Dict } from '../records/values';
import { createState, type CerbState } from '../state';
import { fieldsForm, restResult } from '../support/rest-call';

async function write(script: string, state: CerbState, more: Record<string, string> = {}) {
	const fields = { name: 'test.one', extension_id: 'cerb.trigger.data.query', script, ...more };
	return await restResult(state, 'POST records/automation/create', fieldsForm(fields));
}

async function invoke(state: CerbState, rest: string) {
	const q = encodeURIComponent(`type:automation.invoke ${rest}`);
	const result = await restResult(state, `GET data/query?q=${q}`);
	return typeof result === 'string' ? result : result.data;
}

async function run(script: string, inputs = ''): Promise<unknown> {
	const state = createState();
	const written = await write(script, state);
	return typeof written === 'string' ? written : await invoke(state, `name:test.one ${inputs}`);
}

const returning = (data: string): string => `start:\n  return:\n    data:\n${data}`;

describe('automations', () => {
	it('are stored with what the database has where nothing is written', async () => {
		const state = createState();
		expect(await write(returning('      a: 1'), state)).toMatchObject({
			name: 'test.one',
			description: '',
			extension_params: [],
			policy_kata: null,
		});
		const q = encodeURIComponent('trigger:cerb.trigger.data.query sort:name');
		expect(await restResult(state, `GET records/automation/search?q=${q}`)).toMatchObject({
			results: [{ name: 'n8n.echo' }, { name: 'test.one' }],
		});
	});

	it.each([
		['start:\n  foo', 'Automation: Unexpected syntax (line 2): foo'],
		['start:\n\treturn:\n', 'Automation: Indents may not use tabs (line 2)'],
		['', 'Automation: Key `start:` is required'],
		['nope:\n  a: b', 'Automation: Key `nope:` is unknown'],
		['start:\n  nonsense.command:', 'Automation: Key `start:nonsense.command:` is unknown'],
		['inputs:\n  bool/x:\nstart:', 'Automation: Key `inputs:bool:` is unknown'],
		['start:\n  record.search:', 'unclaimed'],
		['start:\n  return:\n    data: {{a|title}}', 'unclaimed'],
		['start:\n  return:\n    data@date: now', 'unclaimed'],
		['inputs:\n  record/x:\nstart:', 'unclaimed'],
	])('%j is answered with %s', async (script, message) => {
		expect(await write(script, createState())).toBe(message);
	});

	it.each([
		[{ name: 'a b' }, "'name' may only contain letters, numbers, dashes, and dots"],
		[
			{ name: 'n8n.echo' },
			"A record already exists with this 'name' (n8n.echo). It must be unique.",
		],
		[{ extension_id: '' }, "'Trigger' is required."],
		[
			{ extension_id: 'nope' },
			"'Trigger' (nope) is not a valid extension ID on (cerb.automation.trigger).",
		],
		[{ extension_id: 'cerb.trigger.mail.filter' }, 'unclaimed'],
	])('%j', async (more, message) => {
		expect(await write(returning('      a: 1'), createState(), more)).toBe(message);
	});
});

describe('automation.invoke', () => {
	it('gives what the script makes of its inputs', async () => {
		expect(
			await invoke(createState(), 'name:n8n.echo inputs:(name:"Ann B" times:3 tags:[a,"b c"])'),
		).toEqual({ greeting: 'Hello Ann B', times: 3, tags: ['a', 'b c'] });
	});

	it('says which format was asked for', async () => {
		const q = encodeURIComponent('type:automation.invoke name:N8N.Echo inputs:(name:x) format:y');
		expect(await restResult(createState(), `GET data/query?q=${q}`)).toMatchObject({
			_: { type: 'automation.invoke', format: 'y' },
		});
	});

	it.each([
		['', 'An automation `name:` is required'],
		['name:nope', 'Unknown automation `nope`'],
		['name:n8n.changes', 'Unknown automation `n8n.changes`'],
		['name:n8n.echo foo:1', 'Unknown parameter `foo`'],
		['name:n8n.echo', "[Automation error] 'inputs:name' must not be blank."],
		['name:n8n.echo inputs:(name:"")', "[Automation error] 'inputs:name' must not be blank."],
		['name:n8n.echo inputs:(name:(a:1))', "[Automation error] 'inputs:name' must not be blank."],
		['name:n8n.echo inputs:(name:[a])', "[Automation error] 'inputs:name' is not a string."],
		['name:n8n.echo inputs:(name:a tags:b)', "[Automation error] 'inputs:tags' must be an array."],
		[
			'name:n8n.echo inputs:(name:a times:x)',
			'[Automation error] \'inputs:times\' must be a number (string: "x").',
		],
		['name:n8n.echo inputs:(name:a x:1 y:2)', '[Automation error] Unknown inputs: x, y'],
		['name:n8n.echo inputs:x', "[Automation error] 'inputs:name' must not be blank."],
		['name:n8n.echo inputs:name', '[Automation error] Unknown inputs: text'],
		['name:n8n.echo inputs:(name:"a\\"b")', '[Automation error] Unknown inputs: text'],
	])('%s', async (rest, message) => {
		expect(await invoke(createState(), rest)).toBe(message);
	});

	it('finds automations by uri', async () => {
		const name = 'name:"cerb:automation:n8n.echo" inputs:(name:x)';
		expect(await invoke(createState(), name)).toMatchObject({ greeting: 'Hello x' });
	});

	it('knows the annotations of values', async () => {
		const data = [
			'a@int: 12abc',
			'b@bool: off',
			'c@float: 1.50',
			'd@csv: a, b',
			'e:',
			'f@json: {"x":[1]}',
			'g@list:\n        p\n        q',
			'h:\n        i: j: k',
			'k@text:\n        one\n          two',
			'm@key: inputs:zz',
			'o@bit: yes',
			'bad@json: {bad',
			'# nothing',
		];
		expect(await run(returning(data.map((line) => `      ${line}\n`).join('')))).toEqual({
			a: 12,
			b: false,
			c: 1.5,
			d: ['a', 'b'],
			e: [],
			f: { x: [1] },
			g: ['p', 'q'],
			h: { i: 'j: k' },
			k: 'one\n  two',
			m: null,
			o: 1,
			bad: null,
		});
	});

	it('fills in inputs as texts', async () => {
		const script = `inputs:
  text/flag:
    type: bool
  text/size:
    type: number
  text/tone:
    default: calm
  array/list:
${returning('      all@key: inputs\n      line: {{inputs.tone}}|{{inputs.size}}|{{inputs.flag}}|{{ inputs.list.1 }}|{{inputs.list}}\n')}`;
		expect(await run(script, 'inputs:(list:[x,y] flag:yes)')).toEqual({
			all: { list: ['x', 'y'], flag: true, size: 0, tone: 'calm' },
			line: 'calm|0|1|y|Array',
		});
		expect(await run(script)).toMatchObject({ all: { size: 0, tone: 'calm' }, line: 'calm|0|||' });
	});

	it('removes emoji from texts, not from lists', async () => {
		const script = `inputs:\n  text/a:\n  array/b:\n${returning('      all@key: inputs')}`;
		expect(await run(script, 'inputs:(a:"x😀" b:["y😀"])')).toEqual({
			all: { a: 'x', b: ['y😀'] },
		});
	});

	it.each([
		['start:\n  return:\n    data: plain text', 'plain text'],
		['start:\n  return:\n    other: 1', []],
		['start:\n  set:\n    a: 1\n    b: {{a}}2', []],
		['start:\n  set:\n    a: 1\n    b: {{a}}2\n  return:\n    data@key: b', '12'],
		['start:\n  return/x:\n    data: first\n  return:\n    data: second', 'first'],
	])('%j returns %j', async (script, data) => {
		expect(await run(script)).toEqual(data);
	});

	it('writes into the log', async () => {
		const state = createState();
		await write('start:\n  log.error: boom {{inputs.x}}\n  log: fine', state);
		await invoke(state, 'name:test.one');
		const { results } = (await restResult(state, 'GET automations/logs/search')) as {
			results: Dict[];
		};
		expect(results).toMatchObject([
			{ automation_node: 'start:log', level: 7, message: 'fine' },
			{ automation_name: 'test.one', automation_node: 'start:log.error', message: 'boom ' },
		]);
	});
});
