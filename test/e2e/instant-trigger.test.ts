/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits in the test process, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import { NAME, places, RENAMED, useInstant } from './instant/support';
import { Forgery, secretOf, TRIGGER, until } from './instant/workflow';
import { activateWorkflow, changeParameters, deactivateWorkflow } from './n8n-host/workflows';

jest.setTimeout(120_000);

/** Long enough for what must not come. */
const QUIET_MS = 3000;

describe.each(places())('on %s', (_name, open) => {
	const bed = useInstant(open);

	test('an active workflow starts with what changes, and then no more', async () => {
		const workflow = await bed.create();
		await activateWorkflow(bed.api, workflow.id);
		expect(await bed.automations()).toEqual([NAME]);
		const id = await bed.createTask('one', { importance: '30' });
		await bed.update(id, { status: 'closed', importance: '70' });
		await bed.remove(id);
		const given = await workflow.waitFor(3);
		const label = expect.stringMatching(/ one$/);
		expect(given).toMatchObject([
			{
				event: 'created',
				type: 'task',
				id,
				label,
				actor: { type: 'worker', id: 1 },
				changes: { title: { before: '', after: label } },
				record: { id, title: label, status: 'open', importance: 30 },
			},
			{
				event: 'updated',
				id,
				changes: {
					status: { before: 'open', after: 'closed' },
					importance: { before: 30, after: 70 },
				},
			},
			{ event: 'deleted', id, changes: {}, record: { title: label } },
		]);

		await deactivateWorkflow(bed.api, workflow.id);
		expect(await bed.automations()).toEqual([]);
		await bed.remove(await bed.createTask('two'));
		await wait(QUIET_MS);
		expect(await workflow.given()).toEqual(given);

		await activateWorkflow(bed.api, workflow.id);
		const third = await bed.createTask('three');
		await bed.remove(third);
		expect((await workflow.waitFor(5)).slice(3)).toMatchObject([
			{ event: 'created', id: third },
			{ event: 'deleted', id: third },
		]);
	});

	test('what was not signed in Cerb just now starts nothing, and what comes twice only once', async () => {
		const workflow = await bed.create();
		await activateWorkflow(bed.api, workflow.id);
		const [automation] = await bed.made();
		const forgery = new Forgery(workflow.url, secretOf(automation));
		const { now } = forgery;
		const body = forgery.body('forged');
		const signature = forgery.sign(body);
		const stranger = new Forgery(workflow.url, 'another secret').sign(body);
		const altered = body.replace('"id":1', '"id":2');
		expect(await forgery.post(body)).toBe(401);
		expect(await forgery.post(body, now)).toBe(401);
		expect(await forgery.post(body, undefined, signature)).toBe(401);
		expect(await forgery.post(body, now, stranger)).toBe(401);
		expect(await forgery.post(altered, now, signature)).toBe(401);
		expect(await forgery.post(body, now + 1, signature)).toBe(401);
		expect(await forgery.post(body, now - 320, forgery.sign(body, now - 320))).toBe(401);
		expect(await forgery.post('', now, signature)).toBe(401);
		await wait(QUIET_MS);
		expect(await workflow.executions()).toBe(0);

		expect(await forgery.post(body, now, signature)).toBe(200);
		expect(await forgery.post(body, now, signature)).toBe(200);
		const second = forgery.body('at once');
		const replays = [1, 2, 3].map(async () => {
			return await forgery.post(second, now, forgery.sign(second));
		});
		expect(await Promise.all(replays)).toEqual([200, 200, 200]);
		await wait(QUIET_MS);
		expect(await workflow.executions()).toBe(2);
		expect((await workflow.given()).map(({ label }) => label)).toEqual(['forged', 'at once']);
		await deactivateWorkflow(bed.api, workflow.id);
		expect(await forgery.post(body, now, signature)).toBe(404);
	});

	test('an active workflow that is published anew changes its automation with it', async () => {
		const workflow = await bed.create();
		await activateWorkflow(bed.api, workflow.id);
		await changeParameters(bed.api, workflow.id, TRIGGER, { automationName: RENAMED });
		await activateWorkflow(bed.api, workflow.id);
		await until(async () => (await bed.automations()).join() === RENAMED);
		await bed.remove(await bed.createTask('four'));
		expect(await workflow.waitFor(2)).toMatchObject([{ event: 'created' }, { event: 'deleted' }]);
		await deactivateWorkflow(bed.api, workflow.id);
		expect(await bed.automations()).toEqual([]);
	});
});
