import { createHmac } from 'node:crypto';

import { scriptOf } from '../../../nodes/Cerb/cerb/instant/script';
import { handlersText, setHandlers } from '../index';
import { createState } from '../state';
import { handler, WatchedServer } from '../support/watched-server';

const POLICY = 'commands:\n  http.request:\n    allow@bool: yes\n';

const TITLE = { 'fields[title]': 'New' };
let watched: WatchedServer;

beforeEach(async () => {
	const state = createState({ now: 1795400000 });
	state.create('task', { id: 900, title: 'Old' });
	watched = new WatchedServer();
	await watched.start(state);
	for (const name of ['a.one', 'b.two']) watched.add(name);
});

afterEach(async () => await watched.stop());

const SAID = 'task updated: New, was Old';

describe('the handlers of record.changed', () => {
	it('run before the answer goes out, each that is not disabled', async () => {
		const { state } = watched.server;
		const off = "  disabled@bool: {{record__type is not record type ('ticket','org')}}\n";
		const on = "  disabled@bool: {{record__type is not record type ('task')}}\n";
		setHandlers(
			state,
			handler('x', 'b.two') + handler('y', 'A.ONE', on) + handler('z', 'a.one', off),
		);
		const answer = await watched.put('task/900', TITLE);
		expect(JSON.parse(String(answer.body))).toMatchObject({ __status: 'success', title: 'New' });
		expect(watched.taken()).toEqual([`/b.two ${SAID}`, `/a.one ${SAID}`]);
	});

	it('are passed over when their automation is gone, and all of them when one fails', async () => {
		const { state } = watched.server;
		setHandlers(state, handler('x', 'gone') + handler('y', 'a.one', '  disabled: no\n'));
		await watched.put('task/900', TITLE);
		expect(watched.taken()).toEqual([`/a.one ${SAID}`]);
		setHandlers(state, handler('y', 'a.one') + handler('z', 'b.two', '  disabled@bool: {{1/0}}\n'));
		await watched.put('task/900', TITLE);
		expect(watched.taken()).toEqual([]);
	});

	it('change nothing about the answer when nobody takes what they send', async () => {
		const { state } = watched.server;
		setHandlers(state, handler('x', 'a.one'));
		watched.receiver.answering = () => ({ status: 500, body: 'no' });
		const failed = await watched.put('task/900', TITLE);
		await watched.receiver.stop();
		const refused = await watched.put('task/900', TITLE);
		for (const { body } of [failed, refused]) {
			expect(JSON.parse(String(body))).toMatchObject({ __status: 'success', title: 'New' });
		}
		const log = [...state.table('automation_log').scan()].map(({ message }) => String(message));
		expect(log).toEqual([
			expect.stringContaining('500 Internal Server Error'),
			expect.stringContaining('cURL error 7'),
		]);
	});

	it('keep the answer waiting', async () => {
		setHandlers(watched.server.state, handler('x', 'a.one'));
		const seen: string[] = [];
		watched.receiver.answering = () => {
			seen.push('told');
			return { status: 200 };
		};
		await watched.put('task/900', TITLE);
		seen.push('answered');
		expect(seen).toEqual(['told', 'answered']);
	});

	it('are told of what a worker changes in Cerb itself', async () => {
		setHandlers(watched.server.state, handler('x', 'a.one'));
		await watched.server.change((state) => void state.update('task', 900, { title: 'By hand' }), 2);
		expect(watched.taken()).toEqual(['/a.one task updated: By hand, was Old']);
		watched.server.state.update('task', 900, { title: 'Behind its back' });
		expect(watched.taken()).toEqual([]);
	});

	it('are refused loudly when they need what only a real Cerb knows', async () => {
		setHandlers(watched.server.state, handler('x', 'a.one', '  inputs:\n    a: 1\n'));
		expect((await watched.put('task/900', TITLE)).status).toBe(501);
		const change = watched.server.change((state) => void state.update('task', 900, {}));
		await expect(change).rejects.toThrow('inputs of a handler');
	});

	it('are found by tests as an administrator left them', () => {
		expect(handlersText(watched.server.state)).toBe('');
		setHandlers(watched.server.state, handler('x', 'a.one'));
		expect(handlersText(watched.server.state)).toBe(handler('x', 'a.one'));
	});
});

describe('the script of the instant trigger', () => {
	it('posts the change that fits, signed', async () => {
		const { state } = watched.server;
		const script = scriptOf({
			owner: { workflow: 'w', node: 'n' },
			url: `${watched.receiver.url}/hook`,
			secret: 's3cret',
			events: ['created', 'updated'],
			types: ['task'],
			ignoredWorker: 7,
			condition: "record_status == 'open'",
			timeout: 3,
		});
		const columns = { name: 'n8n.signed', extension_id: 'cerb.trigger.record.changed', script };
		state.create('automation', { ...columns, policy_kata: POLICY });
		setHandlers(state, handler('x', 'n8n.signed'));
		await watched.put('task/900', { 'fields[title]': 'Ä/"x"' });
		await watched.put('task/900', { 'fields[status]': 'c' });
		const [{ body, headers }, ...more] = watched.receiver.take();
		expect(more).toEqual([]);
		const time = String(headers['x-cerb-timestamp']);
		const signature = createHmac('sha256', 's3cret').update(`${time}.${body}`).digest('hex');
		expect(headers['x-cerb-signature']).toBe(`sha256=${signature}`);
		expect(time).toBe('1795400000');
		expect(JSON.parse(body)).toMatchObject({
			delivery: expect.stringMatching(/^\w{32}$/) as string,
			event: 'updated',
			id: '900',
			actor: { type: 'worker', id: 1, name: 'Ada Admin' },
			after: { _type: 'task', _loaded: true, title: 'Ä/"x"', status: 'open' },
			before: { title: 'Old' },
		});
	});
});
