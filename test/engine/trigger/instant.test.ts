import { createHmac } from 'node:crypto';

import { sleep } from 'n8n-workflow';

import { effects, handlersText, setHandlers } from '../../cerb-server';
import type { ActiveWebhook } from '../host/active-webhook';
import type { NodeRun } from '../host/engine';
import { byId, fields, jsons, record } from '../operations';
import { useBed } from '../support';

const HANDLERS = 'automation/n8n_changes:\n  uri: cerb:automation:n8n.changes\n';
/** Seconds by which the clock of this Cerb is ahead of that of n8n. */
const AHEAD = 3 * 3600;

const bed = useBed({ now: () => Math.floor(Date.now() / 1000) + AHEAD });
const triggers: ActiveWebhook[] = [];

const trigger = (parameters: object = {}, credential = bed.connect()) => {
	const made = bed.engine.webhookTrigger({
		type: 'cerbInstantTrigger',
		credentials: [credential],
		parameters: { recordTypes: ['task'], output: 'raw', ...parameters },
	});
	triggers.push(made);
	return made;
};

const run = async (parameters: NodeRun['parameters']) => {
	const result = await bed.run({ parameters });
	if (result.error) throw result.error;
	return jsons(result);
};

const createTask = async (title: string) => {
	const [{ id }] = await run(record('create', 'task', fields({ title })));
	return Number(id);
};

const automationNames = () =>
	[...bed.cerb.state.table('automation').scan()].map(({ name }) => name);

beforeEach(() => setHandlers(bed.cerb.state, HANDLERS));
afterEach(async () => {
	for (const made of triggers.splice(0)) await made.end();
	expect(handlersText(bed.cerb.state)).toBe(HANDLERS);
});

test('clocks may be hours apart: only that of Cerb counts', async () => {
	const active = trigger();
	await active.activate();
	await createTask('hours ahead');
	expect(active.lines).toEqual([]);
	expect(active.items).toHaveLength(1);
	const told = Date.parse(String(active.items[0].time));
	expect(Math.abs(told - Date.now() - AHEAD * 1000)).toBeLessThan(60_000);
});

test('the change is told although the record cannot be loaded, and why', async () => {
	const active = trigger({ loadRecord: true });
	await active.activate();
	bed.cerb.faults.add(
		{ method: 'GET', path: /records\/task\/\d+/ },
		effects.refused('Not today.', 'ERROR_PERMISSIONS'),
	);
	const id = await createTask('cannot be loaded');
	for (let tries = 0; tries < 200 && active.items.length === 0; tries++) await sleep(10);
	expect(active.items).toEqual([
		expect.objectContaining({ event: 'created', id, record: null, recordError: 'Not today.' }),
	]);
	expect(active.lines).toEqual([expect.stringContaining('Not today.')]);
	expect(active.errors).toEqual([]);
});

test('only an administrator can activate it, and the error says so', async () => {
	const credential = bed.connect({ workerId: 2 });
	await expect(trigger({}, credential).activate()).rejects.toMatchObject({
		message: expect.stringContaining('Only administrators of Cerb may write automations'),
	});
	expect(automationNames()).not.toContain('n8n.changes');
});

test('a Cerb that cannot be reached at deactivation leaves an error, and can be tried again', async () => {
	const active = trigger();
	await active.activate();
	bed.cerb.faults.add({}, effects.refused('Closed.'));
	await expect(active.deactivate()).rejects.toThrow('Closed.');
	expect(automationNames()).toContain('n8n.changes');
	await active.deactivate();
	expect(automationNames()).not.toContain('n8n.changes');
});

test('Simplified makes times readable in what changed, too', async () => {
	const active = trigger({ output: 'simplified' });
	await active.activate();
	const id = await createTask('due');
	await run(record('update', 'task', { ...byId(id), ...fields({ due: 1_800_000_000 }) }));
	expect(active.items[1]).toMatchObject({
		changes: { due: { before: null, after: '2027-01-15T08:00:00.000Z' } },
		record: { id, due: '2027-01-15T08:00:00.000Z' },
	});
});

test('two changes at once start two executions', async () => {
	const active = trigger();
	await active.activate();
	await Promise.all(['a', 'b', 'c', 'd'].map(createTask));
	expect(active.items.map(({ label }) => label).sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('what was not asked for is refused, although it is signed', async () => {
	const active = trigger({ loadRecord: true });
	await active.activate();
	const { 'node:Trigger': state } = JSON.parse(active.saved) as Record<string, { secret: string }>;
	const time = Math.floor(Date.now() / 1000) + AHEAD;
	const post = async (type: string, event = 'created', id: unknown = 1) => {
		const body = JSON.stringify({
			delivery: `${type} ${event} ${String(id)}`,
			event,
			type,
			id,
			label: '',
			actor: { type: 'worker', id: 1, name: '' },
			before: {},
			after: {},
		});
		const signature = createHmac('sha256', state.secret).update(`${time}.${body}`).digest('hex');
		const headers = {
			'x-cerb-timestamp': String(time),
			'x-cerb-signature': `sha256=${signature}`,
		};
		return (await fetch(active.url(), { method: 'POST', headers, body })).status;
	};
	const before = bed.cerb.requests.length;
	expect(await post('worker')).toBe(401);
	expect(await post('../workers/me.json?x=')).toBe(401);
	expect(await post('task', 'deleted')).toBe(401);
	expect(await post('task', 'created', '1/../2')).toBe(401);
	expect(active.items).toEqual([]);
	expect(bed.cerb.requests).toHaveLength(before);
	expect(active.lines.every((line) => line.endsWith('It was not asked for'))).toBe(true);
	expect(await post('task')).toBe(200);
});
