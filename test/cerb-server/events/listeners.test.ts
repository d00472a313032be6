import { createState } from '../state';
import { MailDesk } from '../support/mail-desk';
import { handler, WatchedServer } from '../support/watched-server';

describe('generation 11 (documented, not measured)', () => {
	const types = async (desk: MailDesk): Promise<string> =>
		JSON.stringify(await desk.ask('GET contexts/list'));
	const listener = (name: string, priority: number, more: Record<string, string> = {}) => ({
		'fields[name]': name,
		'fields[event_name]': 'record.changed',
		'fields[event_kata]': handler('x', name),
		'fields[priority]': priority,
		...more,
	});

	it('is the only one that has listeners', async () => {
		const [desk, later] = [new MailDesk(), new MailDesk({ generation: 11 })];
		const path = 'records/automation_event_listener/create';
		expect(await desk.ask(`POST ${path}`, listener('a.one', 1))).toBe('ERROR_NOT_FOUND');
		expect(await types(desk)).not.toContain('automation_event_listener');
		expect(await types(later)).toContain('"alias":"automation_event_listener"');
		expect(await later.ask(`POST ${path}`, listener('a.one', 1))).toMatchObject({
			_context: 'cerb.contexts.automation.event.listener',
			_type: 'automation_event_listener',
			event_kata: handler('x', 'a.one'),
			is_disabled: false,
			priority: 1,
		});
		const found = await later.ask('GET records/automation_event_listener/search?q=name:"a.one"');
		expect(found).toMatchObject({ total: 1 });
		const denied = await later.ask(`POST ${path}`, listener('b', 1), 2);
		expect(denied).toBe('You must be an administrator to perform this action.');
		const bad = await later.ask(`POST ${path}`, listener('b', 1, { 'fields[event_kata]': 'x' }));
		expect(bad).toBe('Unexpected syntax (line 1): x');
		const write = { 'fields[automations_kata]': '' };
		expect(await later.ask('PUT records/automation_event/3', write)).toBe('unclaimed');
	});

	it('runs listeners by priority, unless they are disabled or listen to something else', async () => {
		const state = createState({ generation: 11 });
		state.create('task', { id: 900, title: 'Old' });
		const watched = new WatchedServer();
		await watched.start(state);
		for (const name of ['a.one', 'b.two', 'c.three', 'd.four']) watched.add(name);
		const listen = (name: string, priority: number, more: Record<string, number | string> = {}) =>
			state.create('automation_event_listener', {
				name,
				event_name: 'record.changed',
				event_kata: handler('x', name),
				priority,
				...more,
			});
		listen('a.one', 200);
		listen('b.two', 10);
		listen('c.three', 5, { is_disabled: 1 });
		listen('d.four', 1, { event_name: 'mail.filter' });
		await watched.put('task/900', { 'fields[title]': 'New' });
		await watched.stop();
		const said = 'task updated: New, was Old';
		expect(watched.taken()).toEqual([`/b.two ${said}`, `/a.one ${said}`]);
	});
});
