/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the workflows from the disk of the test process */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { setHandlers } from '../cerb-server';
import { CHAT, instantTrigger } from '../e2e/examples';
import { startChat, type Chat } from '../support/chat';
import { rowsOf } from './host/bed-apps';
import type { WorkflowInput } from './host/engine';
import { useBed } from './support';

const bed = useBed();
const FOLDER = join(__dirname, '../../demo/workflows');

let chat: Chat;

beforeAll(async () => {
	chat = await startChat();
});
afterAll(async () => await chat.stop());

function readExample(file: string) {
	const text = readFileSync(join(FOLDER, file), 'utf8').replaceAll(CHAT, chat.url);
	return JSON.parse(text) as WorkflowInput;
}

async function run(workflow: WorkflowInput, startNode?: string) {
	const credentials = [bed.connect()];
	const outcome = await bed.engine.runWorkflowJson(workflow, { credentials, startNode });
	expect(outcome.error).toBeUndefined();
	for (const { name } of workflow.nodes) expect(outcome.output(name)).not.toHaveLength(0);
}

const runExample = async (file: string) => await run(readExample(file));

const startable = readdirSync(FOLDER).filter((file) => file !== 'when-a-task-is-done.json');

it.each(startable)('the example %s runs as it is and gives something', runExample);

it('new-ticket-to-chat.json tells the chat of each ticket, signs of markup escaped', async () => {
	bed.cerb.state.create('ticket', {
		mask: 'ABC-12345-678',
		subject: '<!channel> & <https://bad.example|good>',
		group_id: 1,
	});
	chat.messages.length = 0;
	await runExample('new-ticket-to-chat.json');
	for (const { text } of chat.messages) expect(text).not.toMatch(/[<>]/);
	const [title, link] = String(chat.messages.at(-1)?.text).split('\n');
	expect(title).toMatch(/^New ticket in \w+: \[#.+\] &lt;!channel&gt; &amp; &lt;https:/);
	expect(link).toContain(bed.cerb.url);
});

it('sync-contacts.json keeps one row for each contact, whatever comes again', async () => {
	await runExample('sync-contacts.json');
	const before = structuredClone(rowsOf('Cerb contacts'));
	const [{ cerb_id: id }] = before;
	bed.cerb.state.update('contact', Number(id), { last_name: 'Newname' });
	await runExample('sync-contacts.json');
	const after = rowsOf('Cerb contacts');
	expect(after.map(({ cerb_id }) => cerb_id)).toEqual(before.map(({ cerb_id }) => cerb_id));
	expect(String(after.find(({ cerb_id }) => cerb_id === id)?.name)).toContain('Newname');
	expect(before).toContainEqual(
		expect.objectContaining({ email: expect.stringContaining('@'), changed: expect.any(String) }),
	);
});

it('when-a-task-is-done.json tells it once on each ticket that the task is linked to', async () => {
	const { state } = bed.cerb;
	const workflow = readExample('when-a-task-is-done.json');
	const { name, type, parameters } = instantTrigger(workflow)!;
	const active = bed.engine.webhookTrigger({
		type,
		parameters,
		credentials: [bed.connect()],
	});
	setHandlers(
		state,
		`automation/done:\n  uri: cerb:automation:${String(parameters?.automationName)}\n`,
	);
	await active.activate();
	const task = state.create('task', { title: 'Call back' });
	for (const ticket of [1, 2]) state.link('task', task, 'ticket', ticket);
	const change = async (values: object) =>
		await bed.cerb.change((cerb) => void cerb.update('task', task, { ...values }), 2);
	await change({ importance: 90 });
	await change({ status_id: 1 });
	await change({ title: 'Call back!' });
	await active.end();
	expect(active.items).toMatchObject([{ id: task, actor: { id: 2, name: expect.any(String) } }]);
	const worker = (active.items[0].actor as IDataObject).name as string;

	await run({ ...workflow, pinData: { [name]: active.executions[0] } }, name);
	const comments = [...state.table('comment').scan()].slice(-2);
	expect(comments).toMatchObject(
		[1, 2].map((ticket) => ({
			target_id: ticket,
			comment: `Done by ${worker}: Call back`,
		})),
	);
});
