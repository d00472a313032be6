/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits in the test process, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import { setHandlers } from '../cerb-server';
import { connectedData } from './connected';
import { exampleFiles, instantTrigger, readExample } from './examples';
import { startChat, type Chat } from '../support/chat';
import {
	activateWorkflow,
	chain,
	createCredential,
	createWorkflow,
	credentialsOf,
	deactivateWorkflow,
	executionsOf,
	type WorkflowNode,
} from './n8n-host/workflows';
import { useBed } from './support';

jest.setTimeout(120_000);

declare const N8N_MAJOR: 1 | 2;

const bed = useBed();
let chat: Chat;

beforeAll(async () => {
	chat = await startChat();
});
afterAll(async () => await chat.stop());

const cerbNode = async (parameters: object, more: object = {}): Promise<WorkflowNode> => ({
	name: 'Cerb',
	type: 'n8n-nodes-cerb.cerb',
	parameters: { ...parameters },
	credentials: credentialsOf(await bed.connect()),
	...more,
});

const task = (operation: string, more: object) => ({
	resource: 'record',
	operation,
	recordType: { __rl: true, mode: 'alias', value: 'task' },
	...more,
});
const byId = { recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };

test('the package is listed as an installed community node', async () => {
	const listed = await bed.api.call<object[]>('GET', '/community-packages');
	expect(listed).toMatchObject([
		{
			packageName: 'n8n-nodes-cerb',
			installedNodes: expect.arrayContaining([
				expect.objectContaining({ type: 'n8n-nodes-cerb.cerb' }),
			]),
		},
	]);
});

// n8n 1 cannot make a table from within a workflow.
const runnable = exampleFiles().filter(
	(file) => file !== 'when-a-task-is-done.json' && (N8N_MAJOR > 1 || file !== 'sync-contacts.json'),
);

test.each(runnable)('the example %s runs as it is and gives items', async (file) => {
	const workflow = readExample(file, await bed.connect(), chat.url);
	const execution = await bed.run(workflow);
	expect(execution.error).toBeUndefined();
	expect(execution.status).toBe('success');
	for (const { name } of workflow.nodes) expect(execution.items(name)).not.toHaveLength(0);
});

test('the example new-ticket-to-chat.json tells the chat of each ticket, signs of markup escaped', () => {
	expect(chat.messages.length).toBeGreaterThan(0);
	for (const { text } of chat.messages) {
		expect(text).toMatch(/^New ticket in [^<>]+: \[#[^<>]+\] [^<>]+\nhttp[^<>]+$/);
	}
});

test('the example when-a-task-is-done.json runs when a person completes a task', async () => {
	const { state } = bed.cerb;
	const workflow = readExample('when-a-task-is-done.json', await bed.connect(), chat.url);
	const name = String(instantTrigger(workflow)?.parameters?.automationName);
	setHandlers(state, `automation/done:\n  uri: cerb:automation:${name}\n`);
	const id = await createWorkflow(bed.api, workflow);
	await activateWorkflow(bed.api, id);
	const task = state.create('task', { title: 'Call back' });
	state.link('task', task, 'ticket', 1);
	await bed.cerb.change((cerb) => void cerb.update('task', task, { status_id: 1 }), 2);
	await deactivateWorkflow(bed.api, id);
	const told = async () =>
		(await executionsOf(bed.api, id)).flatMap(({ items }) => items('Tell it on each ticket'));
	for (let tries = 0; (await told()).length === 0 && tries < 100; tries++) await wait(200);
	expect(await told()).toMatchObject([{ json: { ticket_id: 1 } }]);
	const [comment] = [...state.table('comment').scan()].slice(-1);
	expect(comment.comment).toMatch(/^Done by .+: Call back$/);
});

test('each item is written once, in order, and tied to its result', async () => {
	const titles = Array.from({ length: 12 }, (_, index) => `Task ${index}`);
	const node = await cerbNode(
		task('create', { fieldsInput: 'json', fieldsJson: '={{ { "title": $json.title } }}' }),
	);
	const { status, items } = await bed.run(
		chain(
			'Many tasks',
			[node],
			titles.map((title) => ({ title })),
		),
	);
	expect(status).toBe('success');
	expect(items('Cerb').map(({ json }) => json.title)).toEqual(titles);
	expect(items('Cerb').map(({ pairedItem }) => pairedItem)).toEqual(
		titles.map((_, item) => ({ item })),
	);
	expect(bed.cerb.requests.filter(({ method }) => method === 'POST')).toHaveLength(12);
});

test('a failing item leaves through the error output, with what Cerb said', async () => {
	const id = bed.cerb.state.create('task', { title: 'There' });
	const node = await cerbNode(task('get', byId), { onError: 'continueErrorOutput' });
	const { status, items } = await bed.run(
		chain('Error output', [node], [{ id }, { id: 987654321 }, { id }]),
	);
	expect(status).toBe('success');
	expect(items('Cerb').map(({ json }) => json.id)).toEqual([id, id]);
	expect(items('Cerb', 1)).toMatchObject([
		{ json: { error: { message: expect.stringMatching(/./) } }, pairedItem: { item: 1 } },
	]);
});

test('a failing item stops the workflow otherwise, and the message tells what to do', async () => {
	const node = await cerbNode(task('get', byId));
	const { status, error } = await bed.run(chain('Stops', [node], [{ id: 987654321 }]));
	expect(status).toBe('error');
	expect(error).toMatchObject({
		node: { name: 'Cerb' },
		message: expect.stringMatching(/./),
		description: expect.stringMatching(/./),
	});
});

test('a file goes through the binary storage of n8n unchanged', async () => {
	const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 256);
	bed.cerb.faults.add(
		{ path: /^\/rest\/attachments\/1\/download/ },
		{
			kind: 'answer',
			answer: { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from(content) },
		},
	);
	const node = await cerbNode({
		resource: 'request',
		operation: 'genericRequest',
		path: 'attachments/1/download',
		responseFormat: 'file',
	});
	const { error, items } = await bed.run(chain('File', [node]));
	expect(error).toBeUndefined();
	const binary = items('Cerb')[0].binary?.data;
	expect(binary).toMatchObject({ mimeType: 'image/png', id: expect.stringMatching(/^filesystem/) });
	expect(Buffer.compare(await bed.api.binary(String(binary?.id)), Buffer.from(content))).toBe(0);
});

test('twenty executions at once on an expired token: none fails, each does its work', async () => {
	const credential = await createCredential(
		bed.api,
		'cerbOAuth2Api',
		'Expired',
		connectedData(bed.cerb, -10),
	);
	const node = await cerbNode(
		{ resource: 'worker', operation: 'getMe' },
		{ credentials: credentialsOf(credential) },
	);
	const items = [{ n: 1 }, { n: 2 }, { n: 3 }];
	const runs = await Promise.all(
		Array.from({ length: 20 }, async (_, n) => await bed.run(chain(`Run ${n}`, [node], items))),
	);
	expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
	expect(runs.map((run) => run.items('Cerb').length)).toEqual(runs.map(() => 3));
	const renewals = bed.cerb.requests.filter(({ path }) => path === '/oauth/access_token');
	const taken = renewals.filter(({ status }) => status === 200);
	// On n8n 1 each execution tries for itself, and Cerb takes a refresh token once.
	if (N8N_MAJOR === 1) expect(taken).not.toHaveLength(0);
	else expect([renewals.length, taken.length]).toEqual([1, 1]);
});
