import { WatchedDesk } from '../support/watched-desk';

describe('what goes wrong in a script', () => {
	it.each([
		// An outcome whose condition fails is passed over: the script goes on.
		[
			'  outcome/a:\n    if@bool: {{record_owner_id / 0}}\n    then:\n      return:\n  log.warn: out\n',
			['start:outcome/a: Scripting error: Division by zero', 'start:log.warn: out'],
		],
		[
			'  set/a:\n    x: 1\n    a: {{1 / 0}}\n    b: 2\n  log.warn: {{x}}|{{a}}|{{b}}\n',
			['start:set/a:a: Scripting error: Division by zero', 'start:log.warn: 1||2'],
		],
		[
			'  log.warn/z: {{1 / 0}}\n  log.warn: out\n',
			['start:log.warn/z: Scripting error: Division by zero', 'start:log.warn: out'],
		],
		[
			'  log.warn/z@text: x\n  log.warn: out\n',
			[': Annotations other than `return@key` are not allowed on commands (`log.warn/z@text:`)'],
		],
		[
			'  outcome/a:\n    then:\n      log.warn/x: in\n      outcome:\n        then:\n          return:\n  log.warn: out\n',
			['start:outcome/a:then:log.warn/x: in'],
		],
		['  log.warn/z: {{nope}}\n', []],
		[
			'  set:\n    a@json: {bad\n    r@raw: {{1+1}}\n  log.warn: {{a|json_encode}} {{r}} {{is_new|json_encode}}\n',
			['start:log.warn: null {{1+1}} null'],
		],
		[
			'  log.warn: {{actor__label}}|{{actor__type}}|{{record_owner_id}}|{{record_comments|length}}\n',
			['start:log.warn: Ada Admin|worker|0|1'],
		],
	])('%j', async (commands, log) => {
		expect(await new WatchedDesk().runFor(`start:\n${commands}`)).toEqual(log);
	});
});
