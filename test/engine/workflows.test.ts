/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the workflows from the disk of the test process */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CHAT } from '../e2e/examples';
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

async function runExample(file: string) {
	const text = readFileSync(join(FOLDER, file), 'utf8').replaceAll(CHAT, chat.url);
	const workflow = JSON.parse(text) as WorkflowInput;
	const outcome = await bed.engine.runWorkflowJson(workflow, { credentials: [bed.connect()] });
	expect(outcome.error).toBeUndefined();
	for (const { name } of workflow.nodes) expect(outcome.output(name)).not.toHaveLength(0);
}

it.each(readdirSync(FOLDER))('the example %s runs as it is and gives something', runExample);

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
