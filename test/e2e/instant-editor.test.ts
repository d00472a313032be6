/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes pictures from the test process, never inside n8n */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '../folders';
import { NodePanel } from './editor/node-panel';
import { NAME, places, TEST_NAME, useInstant } from './instant/support';
import { TRIGGER, until } from './instant/workflow';
import { activateWorkflow } from './n8n-host/workflows';
import { useEditor } from './support';

jest.setTimeout(120_000);

const PICTURES = join(REPOSITORY, 'test/e2e/pictures');
const picture = (name: string) => join(PICTURES, `instant-${name}.png`);
mkdirSync(PICTURES, { recursive: true });

describe.each(places())('on %s', (_name, open) => {
	const browser = useEditor();
	const bed = useInstant(open);

	test('the panel shows without complaint, and the lines for Cerb can be copied', async () => {
		const workflow = await bed.create();
		const panel = await NodePanel.ofWorkflow(browser.editor, workflow.id);
		await panel.show(TRIGGER);
		await panel.parametersPicture(picture('panel'));
		expect(await panel.parameters()).toEqual(
			expect.arrayContaining(['events', 'recordTypes', 'automationName', 'loadRecord', 'output']),
		);
		for (const list of ['events', 'recordTypes']) {
			expect(await panel.openList(list)).toEqual(
				expect.arrayContaining([expect.stringMatching(/\S/)]),
			);
			await panel.closeList();
		}
		const shown = await panel.lines('automation/n8n_changes:');
		expect(shown).toEqual([
			'automation/n8n_changes:',
			'  uri: cerb:automation:n8n.changes',
			'automation/n8n_changes_test:',
			'  uri: cerb:automation:n8n.changes.test',
		]);
		expect(await panel.complaints()).toEqual([]);
		expect(browser.editor.errors).toEqual([]);
		await panel.page.close();
	});

	test('the editor listens for one event beside the active workflow', async () => {
		const workflow = await bed.create();
		await activateWorkflow(bed.api, workflow.id);
		const active = await bed.made();
		const panel = await NodePanel.ofWorkflow(browser.editor, workflow.id);
		await panel.show(TRIGGER);
		await panel.listen();
		await panel.picture(picture('listening'));
		await until(async () => (await bed.automations()).join() === [NAME, TEST_NAME].join());
		const id = await bed.createTask('five', { importance: '70' });
		expect(await panel.output('five')).toContain('1 item');
		await panel.picture(picture('event'));
		await until(async () => (await bed.automations()).join() === NAME);
		expect(await bed.made()).toEqual(active);
		await bed.remove(id);
		const given = await workflow.waitFor(2);
		expect(given.map(({ event }) => event)).toEqual(['created', 'deleted']);

		await panel.listen();
		await until(async () => (await bed.automations()).length === 2);
		await panel.stopListening();
		await until(async () => (await bed.automations()).length === 1);
		expect(await bed.made()).toEqual(active);
		await panel.page.close();
	});

	test('the editor tells of a name that another workflow has, and what to do', async () => {
		const first = await bed.create();
		await activateWorkflow(bed.api, first.id);
		const active = await bed.made();
		const second = await bed.create();
		const panel = await NodePanel.ofWorkflow(browser.editor, second.id);
		const said = await panel.failToPublish();
		await panel.wholePicture(picture('name-taken'));
		expect(said).toContain(`The automation "${NAME}" in Cerb belongs to another trigger`);
		expect(said).toContain('Enter another name in the parameter Automation Name');
		await panel.page.close();
		expect(await bed.made()).toEqual(active);
	});
});
