import { sleep, type IDataObject } from 'n8n-workflow';

import type { ActiveTrigger } from '../engine/host/active-trigger';
import { byId, fields, locate, operation, record } from '../engine/operations';
import { talkTo, type Target } from './harness';

/** A mark that nothing else in the Cerb under test has. */
const MARK = `n8ntrigger${Date.now().toString(36)}`;

/** Polls until so many items have come; gives up after some seconds. */
async function pollFor(trigger: ActiveTrigger, count: number): Promise<IDataObject[]> {
	for (let tries = 0; tries < 40 && trigger.items.length < count; tries++) {
		await trigger.poll();
		const [error] = trigger.errors;
		if (error) throw error as Error;
		await sleep(300);
	}
	return trigger.items;
}

/** What the polling trigger promises, for every Cerb: makes records of its own and deletes them. */
export function triggerSuite(name: string, getTarget: () => Target): void {
	const { items } = talkTo(getTarget);
	const made: Array<[type: string, id: number]> = [];

	const watch = async (triggerOn: string, parameters: object = {}) => {
		const { engine, credential, authentication } = getTarget();
		const trigger = engine.pollingTrigger({
			type: 'cerbTrigger',
			credentials: [credential],
			parameters: {
				authentication,
				triggerOn,
				recordType: { __rl: true, mode: 'alias', value: 'task' },
				output: 'simplified',
				options: { settleSeconds: 1 },
				...parameters,
			},
		});
		await trigger.activate();
		return trigger;
	};
	const create = async (type: string, values: object) => {
		const [{ id }] = await items(record('create', type, fields(values)));
		made.push([type, Number(id)]);
		return Number(id);
	};
	const update = async (id: number, values: object) =>
		await items(record('update', 'task', { ...byId(id), ...fields(values) }));

	describe(`the polling trigger on ${name}`, () => {
		// It waits for seconds to be over.
		const PATIENCE = 60_000;
		const tasks = { query: `title:"${MARK}*"` };

		afterAll(async () => {
			for (const [type, id] of made) await items(record('delete', type, byId(id)));
		});

		it(
			'gives each new and each changed task once',
			async () => {
				const created = await watch('recordCreated', tasks);
				const updated = await watch('recordUpdated', tasks);
				const both = await watch('recordCreatedOrUpdated', tasks);
				const one = await create('task', { title: `${MARK} one` });
				const two = await create('task', {
					title: `${MARK} two`,
					created: 5,
					updated: 1_500_000_000,
				});
				expect((await pollFor(created, 2)).map(({ id }) => id)).toEqual([one, two]);
				// The one was stamped a second ago, the other long before.
				expect((await pollFor(both, 2)).map(({ id }) => id).sort()).toEqual([one, two].sort());

				await sleep(1100);
				await update(one, { title: `${MARK} one, changed` });
				await update(one, { title: `${MARK} one, changed again` });
				expect(await pollFor(both, 3)).toHaveLength(3);
				const [changed] = await pollFor(updated, 1);
				expect(changed).toMatchObject({ id: one, title: `${MARK} one, changed again` });
				expect(both.items[2]).toMatchObject({ id: one, title: `${MARK} one, changed again` });

				await update(two, { updated: 3_976_214_400 });
				expect((await pollFor(updated, 2))[1]).toMatchObject({
					id: two,
					updated: '2096-01-01T00:00:00.000Z',
				});
				await pollFor(both, 4);
				for (const trigger of [created, updated, both]) {
					const before = trigger.items.length;
					await trigger.restart();
					await trigger.poll();
					await trigger.poll();
					expect([trigger.errors, trigger.items.length]).toEqual([[], before]);
				}
			},
			PATIENCE,
		);

		it(
			'gives a ticket with what happened to it',
			async () => {
				const [group] = await items(record('search', 'group', { limit: 1 }));
				const trigger = await watch('ticketChanged', { query: `subject:"${MARK}*"` });
				const id = await create('ticket', { subject: `${MARK} ticket`, group_id: group.id });
				const status = { ticketId: locate(id), output: 'raw' };
				await items(operation('ticket', 'setStatus', { ...status, status: 'waiting' }));
				await items(operation('ticket', 'setStatus', { ...status, status: 'closed' }));
				await pollFor(trigger, 1);
				const all = trigger.items.flatMap(({ events }) => events as IDataObject[]);
				expect(trigger.items.at(-1)).toMatchObject({ id, status: 'closed' });
				expect(all.map(({ event }) => event)).toEqual([
					'ticket.status.waiting',
					'ticket.status.closed',
				]);
				expect(all[1]).toMatchObject({
					label: expect.stringContaining(MARK),
					actor: { type: 'worker', id: expect.any(Number), name: expect.stringMatching(/./) },
				});
			},
			PATIENCE,
		);

		it(
			'gives a new message with its text, although its Date is of long ago',
			async () => {
				const trigger = await watch('newMessage', { direction: 'incoming' });
				const mail = [
					`From: ${MARK}@example.com`,
					'To: support@cerb.example',
					`Subject: ${MARK} mail`,
					'Date: Mon, 02 Nov 2020 10:00:00 +0000',
					'',
					'A late letter',
				];
				const [taken] = await items(
					operation('message', 'import', { source: 'text', rawMessage: mail.join('\n') }),
				);
				made.push(['ticket', Number(taken.ticket_id)]);
				const found = await pollFor(trigger, 1);
				const own = found.filter(({ ticket_id: ticketId }) => ticketId === taken.ticket_id);
				expect(own).toMatchObject([
					{
						created: '2020-11-02T10:00:00.000Z',
						content: expect.stringContaining('A late letter'),
						sender_address: `${MARK}@example.com`,
					},
				]);
				expect(String(own[0].ticket__label)).toContain(MARK);
			},
			PATIENCE,
		);

		it('says why changes of messages cannot be had, and names an unknown filter', async () => {
			const messages = { recordType: { __rl: true, mode: 'alias', value: 'message' } };
			await expect(watch('recordUpdated', messages)).rejects.toThrow(
				/no time of their last change/,
			);
			const unknown = watch('recordCreated', { query: 'nonsense:1' });
			await expect(unknown).rejects.toThrow(/Unknown filter/);
		});
	});
}
