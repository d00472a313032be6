import type { IDataObject } from 'n8n-workflow';

import { locate, operation } from '../operations';
import { AT_ONCE, poll, useTriggerBed } from './bed';

const bed = useTriggerBed();

const act = async (name: string, values: object) => {
	const { error } = await bed.run({
		credentials: [bed.connect({ expiresIn: 1e9 })],
		parameters: operation('ticket', name, { output: 'raw', ...values }),
	});
	if (error) throw error;
};
const ticket = (id: number) => ({ ticketId: locate(id) });
const group = () => [...bed.cerb.state.table('group').scan()].map(({ id }) => id);
const make = () =>
	bed.cerb.state.create('ticket', { subject: 'Watched', mask: `WAT-${bed.cerb.state.now()}` });
const events = (item: IDataObject) => (item.events as IDataObject[]).map(({ event }) => event);

it('a ticket comes once a poll, in its latest state, with all that happened', async () => {
	const trigger = await bed.watch('ticketChanged', { output: 'simplified', ...AT_ONCE });
	const [one, two] = [make(), bed.cerb.state.create('ticket', { subject: 'Other', mask: 'OTH-1' })];
	expect(await poll(trigger)).toEqual([]);
	await act('setStatus', { ...ticket(one), status: 'waiting' });
	await act('move', { ...ticket(two), groupId: locate(group()[1]) });
	await act('assign', { ...ticket(one), workerId: locate(1) });
	await act('setStatus', { ...ticket(one), status: 'closed' });
	expect(await poll(trigger)).toEqual([two, one]);
	const [moved, closed] = trigger.items;
	expect(events(moved)).toEqual(['ticket.moved']);
	expect(closed).toMatchObject({ id: one, status: 'closed', owner_id: 1 });
	expect(events(closed)).toEqual([
		'ticket.status.waiting',
		'ticket.owner.assigned',
		'ticket.status.closed',
	]);
	expect((closed.events as IDataObject[])[2]).toEqual({
		event: 'ticket.status.closed',
		label: expect.stringMatching(/Ada Admin changed ticket .*Watched to status closed/),
		time: new Date(bed.cerb.state.now() * 1000).toISOString(),
		actor: { type: 'worker', id: 1, name: 'Ada Admin' },
		logId: expect.any(Number),
	});
	expect(await poll(trigger)).toEqual([]);
	await trigger.restart();
	expect(await poll(trigger)).toEqual([]);
});

it('only the picked events count, and only tickets that match', async () => {
	const closing = await bed.watch('ticketChanged', {
		events: ['ticket.status.closed'],
		...AT_ONCE,
	});
	const mine = await bed.watch('ticketChanged', { query: 'owner.id:1', ...AT_ONCE });
	const [one, two] = [make(), bed.cerb.state.create('ticket', { subject: 'B', owner_id: 1 })];
	await act('setStatus', { ...ticket(one), status: 'waiting' });
	await act('setStatus', { ...ticket(two), status: 'closed' });
	expect(await poll(closing)).toEqual([two]);
	expect(await poll(mine)).toEqual([two]);
});

it('entries that come late are seen, and deleted tickets are told of', async () => {
	const trigger = await bed.watch('ticketChanged', AT_ONCE);
	const [one, two] = [make(), make()];
	const entry = (id: number) => ({
		activity_point: 'ticket.moved',
		label: 'Somebody moved it',
		created: bed.cerb.state.now(),
		actor__context: 'cerberusweb.contexts.worker',
		actor_id: 2,
		target__context: 'cerberusweb.contexts.ticket',
		target_id: id,
	});
	const late = bed.cerb.state.createLate('activity_log', entry(one));
	await act('setStatus', { ...ticket(two), status: 'deleted' });
	expect(await poll(trigger)).toEqual([two]);
	expect(trigger.items).toMatchObject([{ status: 'deleted' }]);
	bed.pass(25);
	late.commit();
	expect(await poll(trigger)).toEqual([one]);
	expect(trigger.items.at(-1)?.events).toMatchObject([{ actor: { id: 2, name: '' } }]);
	bed.pass(60);
	expect(await poll(trigger)).toEqual([]);
});

it('what happens to other records is passed over, and so are tickets that are gone', async () => {
	const trigger = await bed.watch('ticketChanged', AT_ONCE);
	const about = (target__context: string, target_id: number) =>
		bed.cerb.state.create('activity_log', {
			activity_point: 'connection.link',
			label: 'Linked',
			target__context,
			target_id,
		});
	about('cerberusweb.contexts.task', 1);
	about('cerberusweb.contexts.ticket', 987_654);
	expect(await poll(trigger)).toEqual([]);
	await act('setStatus', { ...ticket(make()), status: 'waiting' });
	expect(await poll(trigger)).toHaveLength(1);
});

it('hundreds of tickets come with their events, in as many polls as the bound asks for', async () => {
	const trigger = await bed.watch('ticketChanged', {
		options: { settleSeconds: 0, maxRecords: 300 },
	});
	const ids = bed.cerb.state.addTickets(450);
	for (const id of ids) {
		bed.cerb.state.create('activity_log', {
			activity_point: 'ticket.moved',
			label: 'Moved',
			event: 'Ticket Moved',
			actor__context: 'cerberusweb.contexts.worker',
			actor_id: 1,
			created: bed.cerb.state.now(),
			target__context: 'cerberusweb.contexts.ticket',
			target_id: id,
		});
	}
	expect(await poll(trigger)).toEqual(ids.slice(0, 300));
	expect(await poll(trigger)).toEqual(ids.slice(300));
	expect(await poll(trigger)).toEqual([]);
});
