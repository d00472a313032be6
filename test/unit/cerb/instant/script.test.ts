import {
	handlerOf,
	markOf,
	policyOf,
	scriptOf,
	workflowOf,
	type Posting,
} from '../../../../nodes/Cerb/cerb/instant/script';
import { parseKata } from '../../../cerb-server/automation/kata';

const posting: Posting = {
	owner: { workflow: 'w1', node: '7a-b' },
	url: 'https://n8n.example/webhook/x/webhook',
	secret: 'f00',
	events: ['created', 'updated'],
	types: ['task', 'widget'],
	condition: '',
	timeout: 3,
};

const conditionOf = (more: Partial<Posting>) =>
	/if@bool: \{\{(.*)\}\}/.exec(scriptOf({ ...posting, ...more }))?.[1];

test('what was asked for is posted, the rest is left out before anything is done', () => {
	expect(conditionOf({})).toBe(
		"change_type not in ['created','updated'] or record__type not in ['task','widget']",
	);
	expect(conditionOf({ ignoredWorker: 3, condition: "record_status == 'open' or is_new" })).toBe(
		"change_type not in ['created','updated'] or record__type not in ['task','widget']" +
			" or (actor__context == 'cerberusweb.contexts.worker' and actor_id == 3)" +
			" or not (record_status == 'open' or is_new)",
	);
});

test('script, policy and handler are KATA, and allow one address only', () => {
	for (const kata of [scriptOf(posting), policyOf(posting), handlerOf('n8n.changes')]) {
		expect(parseKata(kata)).toHaveProperty('nodes');
	}
	expect(scriptOf(posting)).toContain(`      url: ${posting.url}\n      timeout: 3\n`);
	expect(policyOf(posting)).toContain(`{{inputs.url != '${posting.url}'}}`);
	expect(handlerOf('n8n.changes-2')).toBe(
		'automation/n8n_changes_2:\n  uri: cerb:automation:n8n.changes-2\n',
	);
});

test('a script is known again by its first line, and only by that', () => {
	const script = scriptOf(posting);
	expect(script.startsWith(`${markOf(posting.owner)} `)).toBe(true);
	expect(workflowOf(script)).toBe('w1');
	expect(script.startsWith(markOf({ workflow: 'w1', node: '7a' }))).toBe(false);
	expect(script.startsWith(markOf({ workflow: 'w', node: '7a-b' }))).toBe(false);
	expect(workflowOf('# my own\nstart:\n  return:\n')).toBeUndefined();
	expect(workflowOf(`start:\n  # ${markOf(posting.owner)}\n`)).toBeUndefined();
});
