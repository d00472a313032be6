import { createState } from '../state';
import { restResult } from '../support/rest-call';

interface Parts {
	prompts?: unknown[];
	requires?: Record<string, unknown>;
	records?: unknown;
	[part: string]: unknown;
}

const pack = ({ prompts = [], requires = {}, ...parts }: Parts): string =>
	JSON.stringify({ package: { name: 'Test', requires, configure: { prompts } }, ...parts });

async function install(json: string, answers: Record<string, string> = {}, state = createState()) {
	const form = new URLSearchParams({ package_json: json });
	for (const [key, value] of Object.entries(answers)) form.set(`prompts[${key}]`, value);
	return await restResult(state, 'POST packages/import', form.toString());
}

const TITLE = { type: 'text', key: 'title', label: 'Title', params: { default: 'x' } };
const TONE = { type: 'picklist', key: 'tone', label: 'Tone', params: { options: ['a', 'b'] } };

describe('packages/import', () => {
	it('makes records of what was answered, and tells them by context and uid', async () => {
		const state = createState();
		const json = pack({
			prompts: [TITLE, TONE],
			requires: { cerb_version: '10.4.10', plugins: ['cerberusweb.core'] },
			records: [
				{ uid: 'a', _context: 'task', title: '{{{title}}} {{{nobody}}}!', importance: 70 },
				{
					uid: 'b',
					_context: 'cerberusweb.contexts.comment',
					comment: 'On {{{uid.a}}}',
					target__context: 'task',
					target_id: '{{{uid.a}}}',
					author__context: 'worker',
					author_id: 1,
				},
			],
		});
		const made = await install(json, { title: 'Say "hi"\n{{x}}', tone: 'b', other: 'y' }, state);
		const taskId = String(state.table('task').nextId() - 1);
		const commentId = state.table('comment').nextId() - 1;
		expect(made).toEqual({
			records_created: {
				'cerberusweb.contexts.task': { a: { id: taskId, label: 'Say "hi"\n{{x}} !' } },
				'cerberusweb.contexts.comment': { b: { id: commentId, label: `On ${taskId}` } },
			},
		});
		expect(state.get('comment', commentId)).toMatchObject({ target_id: Number(taskId) });
	});

	it.each([
		['{bad', 'Invalid JSON: Syntax error'],
		['', 'Invalid JSON: Syntax error'],
		['{}', 'Invalid JSON: No error'],
		['5', 'Invalid package JSON'],
		['{"records":[]}', 'Invalid package JSON'],
		[
			pack({ requires: { cerb_version: '10.5' } }),
			'This package requires Cerb version 10.5 or later.',
		],
		[
			pack({ requires: { plugins: ['nope'] } }),
			'This package requires the nope plugin to be installed and enabled.',
		],
		[pack({ prompts: [TITLE] }), "'Title' (title) is required."],
		[pack({ records: [{ title: 'x' }] }), 'Invalid JSON: record () is missing properties (uid)'],
		[
			pack({ records: [{ uid: 'a' }] }),
			'Invalid JSON: record (a) is missing properties (_context)',
		],
		[pack({ records: [{ uid: 'a', _context: 'x' }] }), "Unknown context 'x' on record (a)."],
		[
			pack({ records: [{ uid: 'a', _context: 'task' }] }),
			"Error validating record (a): 'title' is required.",
		],
	])('%s', async (json, message) => {
		expect(await install(json)).toBe(message);
	});

	it('makes nothing when one record is wrong', async () => {
		const state = createState();
		const records = [
			{ uid: 'a', _context: 'task', title: 'Fine' },
			{ uid: 'b', _context: 'task', foo: 1 },
		];
		const before = state.table('task').size;
		expect(await install(pack({ records }), {}, state)).toContain('Error validating record (b)');
		expect(state.table('task').size).toBe(before);
	});

	it('takes only offered choices', async () => {
		expect(await install(pack({ prompts: [TONE] }), { tone: 'c' })).toBe(
			"'Tone' (tone) is required.",
		);
		expect(await install(pack({ prompts: [TONE] }), { tone: 'b' })).toEqual({
			records_created: [],
		});
	});

	it('knows only records, and only of its own types', async () => {
		expect(await install(pack({ bots: [{ uid: 'x' }] }))).toBe('unclaimed');
		expect(await install(pack({ records: [{ uid: 'a', _context: 'toolbar' }] }))).toBe('unclaimed');
		expect(await install(pack({ requires: { plugins: ['cerberusweb.nope'] } }))).toBe('unclaimed');
	});

	it('is for administrators', async () => {
		expect(await restResult(createState(), 'POST packages/import', '', 2)).toBe(
			'ERROR_PERMISSIONS',
		);
	});
});
