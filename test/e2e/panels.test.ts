/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes pictures from the test process */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '../folders';
import type { Theme } from './editor/browser';
import { NodePanel } from './editor/node-panel';
import { createWorkflow, credentialsOf } from './n8n-host/workflows';
import { builtOperations } from './operations';
import { useBed, useEditor } from './support';

jest.setTimeout(120_000);

const TITLE = 'Water the plants';
const PICTURES = join(REPOSITORY, 'test/e2e/pictures');
const picture = (name: string) => join(PICTURES, `${name}.png`);
const bed = useBed();

const operations = builtOperations().map(
	({ resource, operation }) => [`${resource}-${operation}`, { resource, operation }] as const,
);

/** Nodes to look at, by name: every operation as it is when it was just picked, and some more. */
const NODES: Record<string, object> = {
	...Object.fromEntries(operations),
	pick: { resource: 'record', operation: 'update' },
	'Get a task': {
		resource: 'record',
		operation: 'get',
		recordType: { __rl: true, mode: 'list', value: 'task', cachedResultName: 'Task (task)' },
		recordId: { __rl: true, mode: 'id', value: '987654321' },
	},
};

/** A reply, filled in; it is stored and nothing is sent. */
function replyTo(ticket: { id: number; mask?: unknown; subject?: unknown }): object {
	const cachedResultName = `[#${String(ticket.mask)}] ${String(ticket.subject)} (#${ticket.id})`;
	return {
		resource: 'ticket',
		operation: 'reply',
		ticketId: { __rl: true, mode: 'list', value: String(ticket.id), cachedResultName },
		content: 'Hello,\n\nyour order **left our house** this morning.',
		delivery: 'save',
		statusAfter: 'closed',
	};
}

/** Opens a workflow of all nodes, side by side on the canvas. */
async function openNodes(theme: Theme, editor: Parameters<typeof NodePanel.ofWorkflow>[0]) {
	const credentials = credentialsOf(await bed.connect());
	const [ticket] = bed.cerb.state.table('ticket').scan();
	const all = { ...NODES, 'Answer the customer': replyTo(ticket) };
	const nodes = Object.entries(all).map(([name, parameters], index) => ({
		name,
		type: 'n8n-nodes-cerb.cerb',
		parameters: { ...parameters },
		position: [200 * (index % 5), 200 * Math.floor(index / 5)] as [number, number],
		credentials,
	}));
	const id = await createWorkflow(bed.api, { name: `Panels ${theme}`, nodes, connections: {} });
	return await NodePanel.ofWorkflow(editor, id);
}

mkdirSync(PICTURES, { recursive: true });

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
	const browser = useEditor({ theme });
	let panel: NodePanel;
	beforeAll(async () => {
		bed.cerb.state.create('task', { title: TITLE });
		panel = await openNodes(theme, browser.editor);
	});

	test.each(operations)('%s shows without complaint, and no list is empty', async (name) => {
		await panel.show(name);
		await panel.parametersPicture(picture(`${name}.${theme}`));
		const parameters = await panel.parameters();
		expect(parameters).toEqual(expect.arrayContaining(['resource', 'operation']));
		// What the lists hold does not depend on the theme.
		if (theme === 'light') expect(await emptyLists(parameters)).toEqual([]);
		expect(await panel.complaints()).toEqual([]);
		expect(browser.editor.errors).toEqual([]);
	});

	async function emptyLists(parameters: string[]): Promise<string[]> {
		const empty: string[] = [];
		for (const parameter of parameters) {
			const texts = await panel.openList(parameter);
			if (texts === undefined) continue;
			if (!texts.some((text) => /\S/.test(text))) empty.push(parameter);
			await panel.closeList();
		}
		return empty;
	}

	test('a person picks a type, a record of it and a field to set', async () => {
		const shoot = async (step: string) => {
			await panel.picture(picture(`pick-${step}.${theme}`));
		};
		await panel.show('pick');
		expect(await panel.openList('recordType')).toContain('Task (task)');
		await shoot('1-type');
		await panel.pick('Task (task)');
		expect(await panel.openList('recordId')).toContainEqual(expect.stringContaining(TITLE));
		await shoot('2-record');
		await panel.pick(TITLE);
		expect(await panel.openFields()).toContainEqual(expect.stringContaining('Importance'));
		await shoot('3-field');
		await panel.pick('Importance');
		await shoot('4-filled');
		expect(await panel.complaints()).toEqual([]);
	});

	test('a person answers a ticket and sees what Cerb made of it', async () => {
		await panel.show('Answer the customer');
		const text = await panel.execute('message_id');
		await panel.picture(picture(`reply.${theme}`));
		expect(text).toContain('1 item');
		expect(text).toContain('message_id');
	});

	test('an error tells what happened and what to do', async () => {
		await panel.show('Get a task');
		const text = await panel.execute('987654321');
		await panel.picture(picture(`error.${theme}`));
		expect(text).toContain('987654321');
		expect(text).toContain('Check the record type and the ID');
	});
});
