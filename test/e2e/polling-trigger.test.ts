/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes pictures from the test process */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { REPOSITORY } from '../folders';
import { NodePanel } from './editor/node-panel';
import {
	activateWorkflow,
	createWorkflow,
	credentialsOf,
	deactivateWorkflow,
	executionsOf,
	pollEvery,
	type WorkflowNode,
} from './n8n-host/workflows';
import { useBed, useEditor } from './support';

jest.setTimeout(120_000);

const PICTURES = join(REPOSITORY, 'test/e2e/pictures');
const picture = (name: string) => join(PICTURES, `${name}.png`);
const bed = useBed();

const typeFromList = (value: string, cachedResultName: string) => ({
	recordType: { __rl: true, mode: 'list', value, cachedResultName },
});

async function trigger(name: string, parameters: IDataObject): Promise<WorkflowNode> {
	return {
		name,
		type: 'n8n-nodes-cerb.cerbTrigger',
		parameters,
		credentials: credentialsOf(await bed.connect({ expiresIn: 86_400 })),
	};
}

/** Waits until something holds. @throws Error after half a minute */
async function until(holds: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 30_000; !(await holds()); await wait(300)) {
		if (Date.now() > end) throw new Error('It did not come to be within 30 s');
	}
}

test('an active workflow starts with what is created and changed, and after that no more', async () => {
	const { state } = bed.cerb;
	const node = await trigger('Task changed', {
		pollTimes: pollEvery(2),
		triggerOn: 'recordCreatedOrUpdated',
		...typeFromList('task', 'Task (task)'),
		query: 'importance:>50',
		options: { settleSeconds: 1 },
	});
	const end = { name: 'End', type: 'n8n-nodes-base.noOp' };
	const id = await createWorkflow(bed.api, {
		name: 'Tasks',
		nodes: [node, end],
		connections: { 'Task changed': { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	});
	const given = async () =>
		(await executionsOf(bed.api, id)).flatMap(({ status, items }) =>
			items('End').map(({ json }) => [status, json.id, json.title]),
		);
	await activateWorkflow(bed.api, id);
	const task = state.create('task', { title: 'new', importance: 90 });
	state.create('task', { title: 'of no importance', importance: 10 });
	await until(async () => (await given()).length === 1);
	state.update('task', task, { title: 'changed' });
	await until(async () => (await given()).length === 2);
	const all = [
		['success', task, 'new'],
		['success', task, 'changed'],
	];
	expect(await given()).toEqual(all);

	await deactivateWorkflow(bed.api, id);
	bed.cerb.requests.length = 0;
	state.update('task', task, { title: 'changed while nobody looks' });
	await wait(6000);
	expect(bed.cerb.requests).toEqual([]);
	expect(await given()).toEqual(all);

	await activateWorkflow(bed.api, id);
	await until(async () => (await given()).length === 3);
	expect(await given()).toEqual([...all, ['success', task, 'changed while nobody looks']]);
	await deactivateWorkflow(bed.api, id);
});

test('what cannot be watched keeps the workflow from being activated, and says why', async () => {
	const node = await trigger('Wrong', {
		triggerOn: 'recordUpdated',
		...typeFromList('message', 'Message (message)'),
	});
	const id = await createWorkflow(bed.api, { name: 'Wrong', nodes: [node], connections: {} });
	await expect(activateWorkflow(bed.api, id)).rejects.toThrow(/no time of their last change/);
});

/** Panels to look at, by name. */
const PANELS: Record<string, IDataObject> = {
	'record-created': { triggerOn: 'recordCreated', ...typeFromList('ticket', 'Ticket (ticket)') },
	'record-updated': { triggerOn: 'recordUpdated', ...typeFromList('contact', 'Contact (contact)') },
	'ticket-updated': {
		triggerOn: 'recordCreatedOrUpdated',
		...typeFromList('ticket', 'Ticket (ticket)'),
	},
	'message-updated': {
		triggerOn: 'recordUpdated',
		...typeFromList('message', 'Message (message)'),
	},
	'ticket-changed': {
		triggerOn: 'ticketChanged',
		events: ['ticket.status.closed', 'ticket.owner.assigned'],
		output: 'fields',
		fields: 'mask, subject, status',
		options: { maxRecords: 1000, settleSeconds: 3 },
	},
	'new-message': { triggerOn: 'newMessage', direction: 'incoming' },
	'new-comment': { triggerOn: 'newComment' },
};

mkdirSync(PICTURES, { recursive: true });

describe('in the editor', () => {
	const browser = useEditor({ theme: 'light' });
	let panel: NodePanel;
	beforeAll(async () => {
		const nodes = await Promise.all(
			Object.entries(PANELS).map(async ([name, parameters], index) => ({
				...(await trigger(name, parameters)),
				position: [200 * index, 0] as [number, number],
			})),
		);
		const id = await createWorkflow(bed.api, { name: 'Panels', nodes, connections: {} });
		panel = await NodePanel.ofWorkflow(browser.editor, id);
	});

	test.each(Object.keys(PANELS))(
		'%s shows without complaint, and no list is empty',
		async (name) => {
			await panel.show(name);
			await panel.parametersPicture(picture(`trigger-${name}.light`));
			const parameters = await panel.parameters();
			expect(parameters).toContain('triggerOn');
			for (const parameter of parameters) {
				const texts = await panel.openList(parameter);
				if (texts === undefined) continue;
				expect([parameter, texts]).toEqual([
					parameter,
					expect.arrayContaining([expect.stringMatching(/\S/)]),
				]);
				await panel.closeList();
			}
			expect(await panel.complaints()).toEqual([]);
			expect(browser.editor.errors).toEqual([]);
		},
	);

	test('a person tries it and sees what it would give', async () => {
		await panel.show('ticket-changed');
		bed.cerb.state.create('activity_log', {
			activity_point: 'ticket.status.closed',
			label: 'Ada Admin changed ticket [#DEMO-001] What is Cerb? to status closed',
			event: 'Ticket Status Closed',
			created: bed.cerb.state.now(),
			actor__context: 'cerberusweb.contexts.worker',
			actor_id: 1,
			target__context: 'cerberusweb.contexts.ticket',
			target_id: [...bed.cerb.state.table('ticket').scan()][0].id,
		});
		const text = await panel.execute('ticket.status.closed');
		// By then n8n has said what it says once in front of a first output.
		await panel.show('new-comment');
		await panel.show('ticket-changed');
		await panel.picture(picture('trigger-test.light'));
		expect(text).toContain('events');
	});
});
