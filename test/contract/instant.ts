/* eslint-disable @n8n/community-nodes/no-restricted-imports -- plays an n8n that is stuck, never inside n8n */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { sleep, type IDataObject } from 'n8n-workflow';

import type { ActiveWebhook } from '../engine/host/active-webhook';
import { byId, fields, record, request, search } from '../engine/operations';
import { talkTo, type Target } from './harness';

/** A mark that nothing else in the Cerb under test has. */
const MARK = `n8ninstant${Date.now().toString(36)}`;
const NAME = `${MARK}.changes`;

/** A Cerb whose event record.changed the test may write: what stands there is replaced. */
export interface InstantTarget extends Target {
	/** Whether automations are bound to events by records of their own, as in Cerb 11. */
	hasListeners: boolean;
}

/** What the instant trigger promises, for every Cerb: makes what it needs and removes it. */
export function instantSuite(name: string, getTarget: () => InstantTarget): void {
	const { items, failure } = talkTo(getTarget);
	const triggers: ActiveWebhook[] = [];

	const trigger = (parameters: IDataObject = {}, workflowId?: string) => {
		const { engine, credential, authentication } = getTarget();
		const made = engine.webhookTrigger({
			type: 'cerbInstantTrigger',
			credentials: [credential],
			workflowId,
			parameters: {
				authentication,
				events: ['created', 'updated', 'deleted'],
				recordTypes: ['task'],
				automationName: NAME,
				...parameters,
				options: {
					condition: `record_title starts with '${MARK}'`,
					...(parameters.options as object),
				},
			},
		});
		triggers.push(made);
		return made;
	};
	const activate = async (...given: Parameters<typeof trigger>) => {
		const made = trigger(...given);
		await made.activate();
		return made;
	};
	/** Without their scripts, which hold secrets; the policies hold the address. */
	const automations = async () =>
		await items(search('automation', `name:"${MARK}*"`, { output: 'raw' }));
	const createTask = async (title: string, values: object = {}) => {
		const [{ id }] = await items(
			record('create', 'task', fields({ title: `${MARK} ${title}`, ...values })),
		);
		return Number(id);
	};
	const update = async (id: number, values: object) =>
		await items(record('update', 'task', { ...byId(id), ...fields(values) }));
	const remove = async (id: number) => await items(record('delete', 'task', byId(id)));
	/** Writes what an administrator would paste; "" leaves nothing there. */
	const paste = async (kata: string) => {
		const [{ id }] = await items(search('automation_event', 'name:"record.changed"'));
		await items(
			request(`records/automation_event/${Number(id)}`, {
				method: 'PUT',
				bodyType: 'form',
				formParameters: { parameters: [{ name: 'fields[automations_kata]', value: kata }] },
			}),
		);
	};

	describe(`the instant trigger on ${name}`, () => {
		beforeAll(async () => {
			const { hasListeners } = getTarget();
			if (hasListeners) return;
			const lines = [NAME, `${NAME}.test`].map(
				(one, index) => `automation/n8n${index}:\n  uri: cerb:automation:${one}\n`,
			);
			await paste(lines.join(''));
		});

		afterEach(async () => {
			for (const made of triggers.splice(0)) await made.end();
		});

		afterAll(async () => {
			expect(await automations()).toEqual([]);
			if (getTarget().hasListeners) {
				expect(await items(search('automation_event_listener', `name:"${MARK}*"`))).toEqual([]);
			} else {
				await paste('');
			}
		});

		it('starts the workflow with what has changed, and with the record', async () => {
			const { items: me } = { items: await items({ resource: 'worker', operation: 'getMe' }) };
			const active = await activate();
			const id = await createTask('one', { importance: 30 });
			await update(id, { status: 'completed', importance: 70 });
			await remove(id);
			const [created, updated, deleted] = active.items;
			expect(active.items).toHaveLength(3);
			expect(created).toMatchObject({
				event: 'created',
				type: 'task',
				id,
				label: `${MARK} one`,
				time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				actor: { type: 'worker', id: me[0].id, name: expect.any(String) },
				changes: { title: { before: '', after: `${MARK} one` }, importance: { after: 30 } },
				record: { id, title: `${MARK} one`, status: 'open', importance: 30 },
			});
			expect(updated.event).toBe('updated');
			expect(updated.changes).toMatchObject({
				status: { before: 'open', after: 'closed' },
				importance: { before: 30, after: 70 },
			});
			expect(updated.changes).not.toHaveProperty('title');
			expect(deleted).toMatchObject({ event: 'deleted', changes: {}, record: { id } });
			expect(active.errors).toEqual([]);
		});

		it('tells of the events, types and records that were asked for only', async () => {
			const active = await activate({
				events: ['updated'],
				options: { changedFields: 'status' },
			});
			const id = await createTask('two');
			await update(id, { importance: 11 });
			await update(id, { status: 'waiting' });
			const [other] = await items(record('create', 'org', fields({ name: `${MARK} org` })));
			await items(record('delete', 'org', byId(other.id)));
			const foreign = await createTask('three');
			await update(foreign, { title: 'another title' });
			await update(foreign, { status: 'waiting' });
			await remove(id);
			await remove(foreign);
			expect(active.items.map(({ event, id: of, changes }) => [event, of, changes])).toMatchObject([
				[
					'updated',
					id,
					{ status: { before: 'open', after: 'waiting' }, status_id: expect.anything() },
				],
			]);
		});

		it('leaves out what its own worker changes', async () => {
			const active = await activate({ options: { ignoreOwnChanges: true } });
			await remove(await createTask('four'));
			expect(active.items).toEqual([]);
		});

		it('loads the record, and tells of the change where that fails', async () => {
			const active = await activate({ loadRecord: true, output: 'raw', expand: ['links'] });
			const id = await createTask('five');
			await waitFor(() => active.items.length === 1);
			expect(active.items[0].record).toMatchObject({
				id: expect.anything(),
				links: expect.anything(),
			});
			await remove(id);
			await waitFor(() => active.items.length === 2);
			expect(active.items[1]).toMatchObject({
				event: 'deleted',
				record: { title: `${MARK} five` },
			});
		});

		it('refuses what is forged, altered, late or not signed, and drops what comes twice', async () => {
			const active = await activate();
			const secret = secretOf(active);
			const sign = (body: string, time: number) =>
				`sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
			const now = Math.floor(Date.now() / 1000);
			const change = (delivery = randomUUID()) =>
				JSON.stringify({
					delivery,
					event: 'updated',
					type: 'task',
					id: 1,
					label: 'x',
					actor: { type: 'worker', id: 1, name: 'y' },
					before: {},
					after: { id: 1 },
				});
			const body = change();
			const post = async (sent: string, time?: number, signature?: string) =>
				(
					await fetch(active.url(), {
						method: 'POST',
						headers: {
							'content-type': 'application/json',
							...(time === undefined ? {} : { 'x-cerb-timestamp': String(time) }),
							...(signature === undefined ? {} : { 'x-cerb-signature': signature }),
						},
						body: sent,
					})
				).status;
			const wrong = createHmac('sha256', 'another secret').update(`${now}.${body}`).digest('hex');
			expect(await post(body)).toBe(401);
			expect(await post(body, now)).toBe(401);
			expect(await post(body, undefined, sign(body, now))).toBe(401);
			expect(await post(body, now, `sha256=${wrong}`)).toBe(401);
			expect(await post(body, now, sign(body, now).slice(0, -2))).toBe(401);
			expect(await post(body, now, sign(body, now).replace('sha256=', ''))).toBe(401);
			expect(await post(body.replace('"id":1', '"id":2'), now, sign(body, now))).toBe(401);
			expect(await post(body, now + 1, sign(body, now))).toBe(401);
			expect(await post(body, now - 320, sign(body, now - 320))).toBe(401);
			expect(await post(body, now + 320, sign(body, now + 320))).toBe(401);
			expect(active.items).toEqual([]);
			expect(active.lines.filter((line) => line.startsWith('warn: Trigger: '))).toHaveLength(10);

			expect(await post(body, now, sign(body, now))).toBe(200);
			expect(await post(body, now, sign(body, now))).toBe(200);
			const second = change();
			await Promise.all([1, 2, 3].map(async () => await post(second, now, sign(second, now))));
			expect(active.items).toHaveLength(2);
		});

		it('changes its automation when the address of n8n changes, and leaves it when nothing does', async () => {
			const active = await activate();
			const [before] = await automations();
			expect(before.policy_kata).toContain(active.url());
			await active.activate();
			expect(await automations()).toEqual([before]);

			active.base = active.base.replace('127.0.0.1', 'localhost');
			await active.activate();
			const [after, ...more] = await automations();
			expect(more).toEqual([]);
			expect(after.id).toBe(before.id);
			expect(after.policy_kata).toContain(active.url());
			await remove(await createTask('six'));
			expect(active.items.map(({ event }) => event)).toEqual(['created', 'deleted']);
		});

		it('listens for a test beside the active workflow', async () => {
			const active = await activate();
			await active.listenForTest();
			expect((await automations()).map(({ name: one }) => one).sort()).toEqual([
				NAME,
				`${NAME}.test`,
			]);
			const id = await createTask('seven');
			expect(active.items.map(({ event }) => event)).toEqual(['created', 'created']);
			await active.endTest();
			await remove(id);
			expect(active.items.map(({ event }) => event)).toEqual(['created', 'created', 'deleted']);
			await active.deactivate();
			expect(await automations()).toEqual([]);
			await remove(await createTask('eight'));
			expect(active.items).toHaveLength(3);
		});

		it('never touches an automation of another', async () => {
			const active = await activate();
			const [own] = await automations();
			await expect(trigger({}, 'another').activate()).rejects.toMatchObject({
				// n8n shows the message alone: it must say what to do.
				message: `The automation "${NAME}" in Cerb belongs to another trigger, in the workflow "workflow". Enter another name in the parameter Automation Name, or delete that automation in Cerb if the workflow is gone`,
			});
			await triggers[1].deactivate();
			expect(await automations()).toEqual([own]);
			await active.deactivate();

			const [mine] = await items(
				record(
					'create',
					'automation',
					fields({
						name: NAME,
						extension_id: 'cerb.trigger.record.changed',
						script: 'start:\n  return:\n',
					}),
				),
			);
			await expect(active.activate()).rejects.toMatchObject({
				message: `Cerb has an automation "${NAME}" that this trigger did not make. Enter another name in the parameter Automation Name`,
			});
			await active.deactivate();
			const [kept] = await automations();
			expect(kept).toMatchObject({ id: mine.id, policy_kata: null, description: '' });
			await items(record('delete', 'automation', byId(mine.id)));
		});

		it.each([
			['record_title ==', /Unexpected token.*Condition/],
			['nofunction(1)', /Unknown "nofunction" function.*Condition/],
		])('tells of a condition that Cerb cannot read: %s', async (condition, message) => {
			await expect(trigger({ options: { condition } }).activate()).rejects.toMatchObject({
				message: expect.stringMatching(message),
			});
			expect(await automations()).toEqual([]);
		});

		it('does not hold up Cerb, and Cerb does not fail, when n8n is not there', async () => {
			const active = await activate();
			await active.stop();
			const id = await createTask('nine');
			expect(id).toBeGreaterThan(0);
			await remove(id);
			const logs = await items({
				resource: 'automation',
				operation: 'getLogs',
				limit: 5,
			});
			expect(logs[0]).toMatchObject({
				automation_name: NAME,
				level: 'error',
				message: expect.stringContaining('n8n did not take the change'),
			});
		});

		it('does not hold up Cerb for longer than its timeout when n8n is stuck', async () => {
			const stuck = createServer();
			const connections: Socket[] = [];
			stuck.on('connection', (socket) => connections.push(socket));
			await new Promise<void>((resolve) => stuck.listen(0, '127.0.0.1', resolve));
			const active = trigger({ options: { timeout: 1 } });
			active.base = `http://127.0.0.1:${(stuck.address() as AddressInfo).port}`;
			await active.activate();
			const id = await createTask('ten');
			expect(connections).toHaveLength(1);
			const [entry] = await items({ resource: 'automation', operation: 'getLogs', limit: 1 });
			expect(entry).toMatchObject({
				automation_name: NAME,
				message: expect.stringMatching(/timed out/i),
			});
			await active.deactivate();
			await remove(id);
			for (const socket of connections) socket.destroy();
			await new Promise((resolve) => stuck.close(resolve));
		});

		it('says which parameter is wrong', async () => {
			const message = async (parameters: IDataObject) =>
				await trigger(parameters)
					.activate()
					.then(
						() => 'activated',
						(error: Error) => error.message,
					);
			expect(await message({ automationName: 'a b' })).toContain(
				'cannot be the name of an automation',
			);
			expect(await message({ events: [] })).toContain('No event is picked');
			expect(await message({ events: ['moved'] })).toContain('"moved" is not an event');
			expect(await message({ recordTypes: [] })).toContain('No record type is picked');
			expect(await message({ recordTypes: ['nope'] })).toContain('Cerb has no record type "nope"');
			expect(await message({ options: { condition: 'a }} {{ b' } })).toContain(
				'The condition is not one expression on one line',
			);
			expect(await message({ options: { timeout: 60 } })).toContain('Timeout');
			expect(await message({ output: 'fields', fields: '' })).toContain('No fields are selected');
			expect(await message({ loadRecord: 'perhaps' })).toContain('neither true nor false');
			expect(await automations()).toEqual([]);
			expect(await failure({ resource: 'worker', operation: 'getMe' })).toBeUndefined();
		});
	});
}

async function waitFor(isThere: () => boolean): Promise<void> {
	for (let tries = 0; tries < 100 && !isThere(); tries++) await sleep(50);
}

/** What the trigger signs with: from n8n's database. */
function secretOf({ saved }: ActiveWebhook): string {
	const { 'node:Trigger': state } = JSON.parse(saved) as Record<string, { secret: string }>;
	return state.secret;
}
