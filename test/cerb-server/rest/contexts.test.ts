import { restResult } from '../support/rest-call';
import type { Dict } from '../records/values';
import { createState } from '../state';

const TASK = 'cerberusweb.contexts.task';
const ORG = 'cerberusweb.contexts.org';

function change(action: string, on: string, targets: string, state = createState()) {
	return restResult(
		state,
		`POST contexts/${action}`,
		new URLSearchParams({ on, targets }).toString(),
	);
}

describe('contexts', () => {
	it('lists every type with options and custom fields', async () => {
		const { results } = (await restResult(createState(), 'GET contexts/list')) as {
			results: Dict[];
		};
		const task = results.find(({ alias }) => alias === 'task');
		expect(task).toMatchObject({ id: TASK, params: { names: { task: 'singular' } } });
		expect(task?.custom_fields).toHaveLength(18);
		expect(task?.custom_fieldsets).toMatchObject([
			{ name: 'Extra info', custom_fields: [{ uri: 'fs_text' }] },
		]);
		expect(results.find(({ alias }) => alias === 'widget')).toBeDefined();
		expect(results.find(({ alias }) => alias === 'org')).not.toHaveProperty('custom_fields');
	});

	it('links and unlinks by context ids, and leaves the stamps alone', async () => {
		const state = createState();
		const stamp = state.get('task', 1)?.updated;
		const linked = await change('link', `${TASK}:1`, `["${ORG}:2"]`, state);
		expect(linked).toMatchObject({
			on: { context: TASK, context_id: 1, meta: { id: '1', owner_id: 0 } },
			targets: [{ context: ORG, meta: { id: '2', name: 'Webgroup Media, LLC.' } }],
		});
		expect([...state.linksOf('task', 1)]).toEqual(['org:2']);
		await change('unlink', `${TASK}:1`, `["${ORG}:2"]`, state);
		expect(state.linksOf('org', 2).size).toBe(0);
		expect(state.get('task', 1)?.updated).toBe(stamp);
	});

	it.each([
		['task:1', '[]', "The 'on' value of 'task:1' is not valid."],
		[`${TASK}:999`, '[]', `The 'on' value of '${TASK}:999' is not valid.`],
		[`${TASK}:1`, '["org:2"]', "The 'targets' value of 'org:2' is not valid."],
		[
			`${TASK}:1`,
			'org:2',
			"The 'targets' parameter should be a JSON formatted array of context:id pairs.",
		],
	])('refuses on=%s targets=%s', async (on, targets, message) => {
		expect(await change('link', on, targets)).toBe(message);
	});
});
