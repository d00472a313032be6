import { WatchedDesk } from '../support/watched-desk';

const desk = new WatchedDesk();
const outcome = (condition: string): string =>
	`# a comment\nstart:\n  outcome/skip:\n    if@bool: {{${condition}}}\n    then:\n      return:\n`;

describe('an automation of record.changed', () => {
	it('is stored with its script and policy, changed and deleted', async () => {
		const script = outcome("record__type not in ['task']");
		const id = await desk.automate('n8n.test-1_a', script, 'commands:\n');
		const path = `records/automation/${id}`;
		expect(await desk.ask(`GET ${path}?expand=script`)).toMatchObject({
			name: 'n8n.test-1_a',
			policy_kata: 'commands:\n',
			script,
		});
		const changed = await desk.ask(`PUT ${path}`, { 'fields[script]': 'start:\n  log: x\n' });
		expect(changed).not.toHaveProperty('script');
		expect(desk.state.get('automation', Number(id))?.script).toBe('start:\n  log: x\n');
		expect(await desk.ask(`DELETE ${path}`)).toEqual({});
		expect(await desk.ask(`GET ${path}`)).toBe(`Invalid record cerb.contexts.automation #${id}`);
	});

	const unexpected = (token: string): string =>
		`Unexpected token "${token}" of value "" (line 4)`.replace('"" (', '"". (');
	it.each([
		[outcome('(a'), 'Scripting error [start:outcome/skip:if:]: Unclosed "(". (line 4)'],
		[
			outcome('a|nofilter'),
			'Scripting error [start:outcome/skip:if:]: Unknown "nofilter" filter. Did you mean "filter"? (line 4)',
		],
		[
			outcome('a +'),
			`Scripting error [start:outcome/skip:if:]: ${unexpected('end of print statement')}`,
		],
		// Texts are looked through from their end.
		[
			'start:\n  set:\n    a@text: {{x y}}\n    b: {{y z}}',
			'Scripting error [start:set:b:]: Unexpected token "name" of value "z" ("end of print statement" expected). (line 4)',
		],
		['start:\n  set:\n    a@foo: x', '[start:set:a] Unknown annotation: @foo'],
		['start:\n  set:\n    a@text: x\n    a: y', '`a:` has a sibling with the same name (line 4)'],
		['start:\n  set/a:\n  set/a:', '`set/a:` has a sibling with the same name (line 3)'],
		[
			'start:\n  set/a-b:\n    x: 1',
			'`set:` name `a-b` must only contain letters, numbers, and underscores (line 2)',
		],
		['start:\n  outcome/x:\n    nope: 1', 'Key `start:outcome/x:nope:` is unknown'],
		[
			'start:\n  outcome/x:\n    then:\n      nope:\n',
			'Key `start:outcome/x:then:nope:` is unknown',
		],
		['start:\n  outcome/x:\n    if/y: yes', 'Key `start:outcome/x:if:` must not have a name'],
		['start:\n  http.request/x:\n    nope: x', 'Key `start:http.request/x:nope:` is unknown'],
		[
			'start:\n  http.request/x:\n    inputs:\n      nope: x',
			'Key `start:http.request/x:inputs:nope:` is unknown',
		],
		[
			'start:\n  http.request/x:\n    on_error:\n      nope:',
			'Key `start:http.request/x:on_error:nope:` is unknown',
		],
		['start:\n  log.fatal: z', 'Key `start:log.fatal:` is unknown'],
		['inputs:\n  text/a:', 'Key `start:` is required'],
	])('%j is refused', async (script, message) => {
		expect(await desk.automate('test.refused', script)).toBe(`Automation: ${message}`);
	});

	it.each([
		['x', 'Unexpected syntax (line 1): x'],
		['nope:', 'Key `nope:` is unknown'],
		['commands:\n  nope:', 'Key `commands:nope:` is unknown'],
		['commands:\n  all:\n    allow@bool: yes', 'Key `commands:all:` is unknown'],
		['commands:\n  http.request:\n    nope: yes', 'Key `commands:http.request:nope:` is unknown'],
		[
			'commands:\n  http.request:\n    deny/url@bool: {{inputs.url != }}\n',
			'Scripting error [commands:http.request:deny/url:]: Unexpected token "end of print statement" of value "". (line 3)',
		],
		['\tx:', 'Indents may not use tabs (line 1)'],
	])('the policy %j is refused', async (policy, message) => {
		const answer = await desk.automate('test.policy', 'start:\n', policy);
		expect(answer).toBe(`Automation policy: ${message}`);
	});

	it.each([
		['a b', "'name' may only contain letters, numbers, dashes, and dots"],
		['', "'name' must not be blank."],
		['a'.repeat(256), "'name' must be shorter than 255 characters."],
		['.a_b', 'number'],
		['b'.repeat(255), 'number'],
	])('named %s', async (name, message) => {
		const answer = await desk.automate(name, 'start:\n');
		expect(typeof answer === 'number' ? 'number' : answer).toBe(message);
	});

	it('is for administrators', async () => {
		const form = {
			'fields[name]': 'kina.one',
			'fields[extension_id]': 'cerb.trigger.record.changed',
			'fields[script]': 'start:\n',
		};
		const denied = 'You must be an administrator to perform this action.';
		expect(await desk.ask('POST records/automation/create', form, 2)).toBe(denied);
		const modify = 'You do not have permission to modify this record.';
		expect(await desk.ask('PUT records/automation/80', form, 2)).toBe(modify);
		const remove = 'You do not have permission to delete this record.';
		expect(await desk.ask('DELETE records/automation/80', {}, 2)).toBe(remove);
	});
});

describe('the handlers of record.changed', () => {
	const write = async (kata: string, workerId = 1) =>
		await desk.ask(
			'PUT records/automation_event/3',
			{ 'fields[automations_kata]': kata },
			workerId,
		);
	const handler = 'automation/a:\n  uri: cerb:automation:n8n.changes\n';

	it('are stored and never told', async () => {
		const answer = await write(handler);
		expect(answer).toMatchObject({ id: 3, name: 'record.changed' });
		const [q, expand] = ['name:"record.changed"', 'expand=automations_kata'];
		const search = await desk.ask(`GET records/automation_event/search?q=${q}&${expand}`);
		const got = await desk.ask(`GET records/automation_event/3?${expand}`);
		expect(JSON.stringify([answer, search, got])).not.toContain('automations_kata');
		expect(desk.state.get('automation_event', 3)?.automations_kata).toBe(handler);
	});

	it.each([
		['this is: not\n  : valid', 'Unexpected syntax (line 1): this is: not'],
		['automation/a:\n  uri: x\n  enabled@bool: no\n', 'Key `automation/a:enabled:` is unknown'],
		['automation/a:\n  disabled@bool: no\n', 'Key `automation/a:uri:` is required'],
		['nope/a:\n  uri: x\n', 'Key `nope:` is unknown'],
		[`${handler}${handler}`, '`automation/a:` has a sibling with the same name (line 3)'],
		[
			'automation/a-b:\n  uri: x\n',
			'`automation:` name `a-b` must only contain letters, numbers, and underscores (line 1)',
		],
		[
			'automation/a:\n  uri: x\n  disabled@bool: {{nofunc()}}\n',
			'Scripting error [automation/a:disabled:]: Unknown "nofunc" function. (line 3)',
		],
	])('%j is refused', async (kata, message) => {
		expect(await write(kata)).toBe(message);
		expect(desk.state.get('automation_event', 3)?.automations_kata).toBe(handler);
	});

	it('are for administrators', async () => {
		expect(await write('', 2)).toBe('You do not have permission to modify this record.');
	});
});
