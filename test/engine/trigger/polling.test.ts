import { effects } from '../../cerb-server';
import { AT_ONCE, idsOf, poll, useTriggerBed } from './bed';

const bed = useTriggerBed();
const create = (fields: object = {}, type = 'task') => bed.cerb.state.create(type, { ...fields });

describe('the first poll', () => {
	it('begins now and gives nothing', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		expect(trigger.items).toEqual([]);
		expect(await poll(trigger)).toEqual([]);
	});

	it('fails, and with it the activation, where Cerb cannot be reached or refuses', async () => {
		const trigger = bed.trigger('recordCreated', { type: 'task' });
		bed.cerb.faults.add({ path: /task/, times: 9 }, effects.emptyError());
		await expect(trigger.activate()).rejects.toThrow(/crashed/);
		expect(trigger.saved).toBe('{}');
	});

	it.each([
		['a type that is none', { type: 'nonsense' }, /not found|not a valid/i],
		['a filter that is none', { type: 'task', query: 'nonsense:1' }, /Unknown filter/],
		['a query that Cerb would misread', { type: 'task', query: 'name:"' }, /quote/],
		['a directive', { type: 'task', query: 'sort:-id' }, /sort: has no place/],
		['a bad option', { type: 'task', options: { maxRecords: 0 } }, /Max Records/],
		['a bad option', { type: 'task', options: { settleSeconds: 1.5 } }, /Settle Time/],
	])('refuses %s', async (_what, parameters, words) => {
		const trigger = bed.trigger('recordCreatedOrUpdated', parameters);
		await expect(trigger.activate()).rejects.toThrow(words);
	});

	it.each([
		['recordMoved', { type: 'task' }, /cannot watch for "recordMoved"/],
		['newMessage', { direction: 'inbound' }, /"inbound" is not a direction/],
		['ticketChanged', { events: ['ticket.closed'] }, /"ticket.closed" is not an event/],
		['recordCreated', { type: 'task', output: 'all' }, /output/i],
	])('refuses values that %s does not have', async (event, parameters, words) => {
		await expect(bed.trigger(event, parameters).activate()).rejects.toThrow(words);
	});

	it.each([
		['recordUpdated', 'message', /no time of their last change/],
		['recordCreatedOrUpdated', 'comment', /no time of their last change/],
		['recordUpdated', 'call', /no time of their last change/],
		['recordCreated', 'webapi_credentials', /search for their IDs/],
	])('says why %s cannot be had for "%s"', async (event, type, words) => {
		const trigger = bed.trigger(event, { type });
		await expect(trigger.activate()).rejects.toThrow(words);
	});

	it.each(['contact', 'org', 'address', 'bucket', 'attachment', 'worker', 'widget'])(
		'works for updates of "%s"',
		async (type) => {
			const trigger = await bed.watch('recordUpdated', { type });
			const id = [...bed.cerb.state.table(type).scan()][0]?.id ?? create({ name: 'x' }, type);
			bed.pass(60);
			bed.cerb.state.update(type, id, {});
			bed.pass(10);
			expect(await poll(trigger)).toEqual([id]);
		},
	);
});

describe('a poll', () => {
	it('gives new records by their ids, whatever their stamps say', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		const old = create({ created: 1000, updated: 1000 });
		const future = create({ created: 3_976_214_400, updated: 3_976_214_400 });
		expect(await poll(trigger)).toEqual([old, future]);
		expect(await poll(trigger)).toEqual([]);
	});

	it('gives a record that is stamped in 2096 at once, once, and goes on', async () => {
		const trigger = await bed.watch('recordUpdated', { type: 'task' });
		bed.pass(60);
		bed.cerb.state.update('task', 1, { updated: 3_976_214_400 });
		bed.cerb.state.update('task', 3, {});
		bed.pass(10);
		expect(await poll(trigger)).toEqual([3, 1]);
		bed.cerb.state.update('task', 3, {});
		bed.pass(10);
		expect(await poll(trigger)).toEqual([3]);
		bed.cerb.state.update('task', 1, {});
		bed.pass(10);
		expect(await poll(trigger)).toEqual([1]);
		bed.cerb.state.update('task', 1, { updated: 3_976_214_400 });
		expect(await poll(trigger)).toEqual([1]);
		await trigger.restart();
		expect(await poll(trigger)).toEqual([]);
	});

	it('does not give what was stamped in the future before it began', async () => {
		const id = create({ updated: 3_900_000_000 });
		const trigger = await bed.watch('recordUpdated', { type: 'task' });
		expect(await poll(trigger)).toEqual([]);
		bed.cerb.state.update('task', id, { updated: 3_900_000_001 });
		expect(await poll(trigger)).toEqual([id]);
	});

	it('gives two changes within one second around it as one, in the latest state', async () => {
		const trigger = await bed.watch('recordUpdated', { type: 'task' });
		bed.pass(60);
		bed.cerb.state.update('task', 3, { title: 'first' });
		expect(await poll(trigger)).toEqual([]);
		bed.cerb.state.update('task', 3, { title: 'second' });
		bed.pass(4);
		expect(await poll(trigger)).toEqual([3]);
		expect(trigger.items.at(-1)).toMatchObject({ title: 'second' });
		expect(await poll(trigger)).toEqual([]);
	});

	it('leaves creations out where only updates are wanted', async () => {
		const trigger = await bed.watch('recordUpdated', { type: 'task' });
		bed.pass(60);
		const id = create();
		bed.pass(60);
		expect(await poll(trigger)).toEqual([]);
		bed.cerb.state.update('task', id, {});
		bed.pass(60);
		expect(await poll(trigger)).toEqual([id]);
	});

	it('sees lower ids and older stamps that come late', async () => {
		const created = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		const updated = await bed.watch('recordUpdated', { type: 'task' });
		bed.pass(60);
		const late = bed.cerb.state.createLate('task', { title: 'late' });
		const change = bed.cerb.state.updateLate('task', 3, { title: 'late' });
		const prompt = create();
		bed.pass(5);
		bed.cerb.state.update('task', 4, {});
		bed.pass(10);
		expect(await poll(created)).toEqual([prompt]);
		expect(await poll(updated)).toEqual([4]);
		late.commit();
		change();
		expect(await poll(created)).toEqual([late.id]);
		expect(await poll(updated)).toEqual([3]);
		bed.pass(60);
		expect([...(await poll(created)), ...(await poll(updated))]).toEqual([]);
	});

	it('narrows by query and filters, now as later', async () => {
		const conditions = [{ field: 'importance', operator: 'atLeast', value: '70' }];
		const trigger = await bed.watch('recordCreated', {
			type: 'task',
			query: 'status:o OR status:w',
			filters: { conditions },
			...AT_ONCE,
		});
		const [, high] = [create({ importance: 10 }), create({ importance: 90 })];
		const closed = create({ importance: 90, status_id: 1 });
		expect(await poll(trigger)).toEqual([high]);
		// What comes to match long after it was created is no new record.
		bed.pass(60);
		expect(await poll(trigger)).toEqual([]);
		bed.pass(60);
		bed.cerb.state.update('task', closed, { status_id: 0 });
		expect(await poll(trigger)).toEqual([]);
	});

	it('signs in in every way', async () => {
		const key = { accessKey: 'trigger', secretKey: 'the secret key of the trigger' };
		bed.cerb.oauth.apiKeys.push({ ...key, workerId: 1, allowedPaths: ['*'] });
		const { accessToken } = bed.cerb.oauth.issueToken({
			workerId: 1,
			scopes: ['api'],
			expiresIn: 1e9,
		});
		const baseUrl = bed.cerb.url;
		const ways = [
			['token', bed.engine.addCredential('cerbTokenApi', 'Token', { baseUrl, accessToken })],
			['signature', bed.engine.addCredential('cerbSignatureApi', 'Key', { baseUrl, ...key })],
		] as const;
		// Signatures are good for some minutes, so the clock must be right.
		bed.cerb.state.setNow(() => Math.floor(Date.now() / 1000));
		for (const [authentication, { id, name, type }] of ways) {
			const trigger = bed.trigger('recordCreated', { type: 'task', authentication, ...AT_ONCE });
			trigger.node.credentials = { [type]: { id, name } };
			await trigger.activate();
			const made = create();
			expect(await poll(trigger)).toEqual([made]);
		}
		bed.pass(0);
	});

	it('leaves deleted tickets out unless they are wanted', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'ticket', ...AT_ONCE });
		const all = await bed.watch('recordCreated', {
			type: 'ticket',
			options: { settleSeconds: 0, includeDeleted: true },
		});
		const kept = create({ subject: 'kept' }, 'ticket');
		const gone = create({ subject: 'gone', status_id: 3 }, 'ticket');
		expect(await poll(trigger)).toEqual([kept]);
		expect(await poll(all)).toEqual([kept, gone]);
	});

	it('waits for new records to be complete', async () => {
		const trigger = await bed.watch('recordCreated', {
			type: 'task',
			options: { settleSeconds: 1 },
		});
		const id = create({ title: 'half' });
		bed.cerb.faults.add(
			{ path: /task/, skip: 1 },
			effects.before(() => void bed.cerb.state.update('task', id, { title: 'whole' })),
		);
		const began = Date.now();
		expect(await poll(trigger)).toEqual([id]);
		expect(Date.now() - began).toBeGreaterThanOrEqual(950);
		expect(trigger.items).toMatchObject([{ title: 'whole' }]);
		const quiet = Date.now();
		expect(await poll(trigger)).toEqual([]);
		expect(bed.cerb.requests.length).toBeLessThan(9);
		expect(Date.now() - quiet).toBeLessThan(950);
	});
});

describe('what a poll gives', () => {
	it('has the shape that Output and Expand ask for', async () => {
		const trigger = await bed.watch('recordCreated', {
			type: 'task',
			output: 'fields',
			fields: 'title, owner__label',
			expand: ['owner_'],
			...AT_ONCE,
		});
		const simple = await bed.watch('recordCreated', {
			type: 'task',
			output: 'simplified',
			...AT_ONCE,
		});
		const id = create({ title: 'shaped', owner_id: 1 });
		await poll(trigger);
		expect(trigger.items).toEqual([
			{ id: String(id), title: 'shaped', owner__label: expect.any(String) },
		]);
		await poll(simple);
		expect(simple.items).toMatchObject([{ id, title: 'shaped', created: expect.any(String) }]);
		expect(simple.executions.flat()[0]).toEqual({ json: expect.any(Object) });
	});

	it('is a message with its text, sender and ticket, found although its Date is of long ago', async () => {
		const trigger = await bed.watch('newMessage', { output: 'simplified', ...AT_ONCE });
		const incoming = await bed.watch('newMessage', { direction: 'incoming', ...AT_ONCE });
		const fields = { ticket_id: 1, sender_id: 1, created: 1_700_000_000, content: 'Hello' };
		const id = create({ ...fields, is_outgoing: 0 }, 'message');
		const answer = create({ ...fields, is_outgoing: 1 }, 'message');
		expect(await poll(trigger)).toEqual([id, answer]);
		expect(await poll(incoming)).toEqual([id]);
		expect(trigger.items[0]).toMatchObject({
			id,
			ticket__label: expect.any(String),
			sender_address: expect.stringContaining('@'),
		});
		expect(Object.keys(trigger.items[0])).toContain('content');
	});

	it('is a comment', async () => {
		const trigger = await bed.watch('newComment', { output: 'simplified', ...AT_ONCE });
		const id = create({ comment: 'Look', author_id: 1, target_id: 1 }, 'comment');
		expect(await poll(trigger)).toEqual([id]);
		expect(trigger.items).toMatchObject([{ comment: 'Look' }]);
	});
});

describe('between polls', () => {
	it('a poll that begins while another reads gives nothing and changes nothing', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		const id = create();
		bed.cerb.faults.add({ path: /task/ }, effects.delay(300));
		const [first, second] = await Promise.all([poll(trigger), poll(trigger)]);
		expect([first, second].sort()).toEqual([[], [id]].sort());
		expect(trigger.lines.join()).toContain('the poll before is still reading');
		expect(await poll(trigger)).toEqual([]);
	});

	it('a day away is caught up with, in as many polls as the bound asks for', async () => {
		const options = { settleSeconds: 0, maxRecords: 100 };
		const created = await bed.watch('recordCreated', { type: 'task', options });
		const changed = await bed.watch('recordCreatedOrUpdated', { type: 'task', options });
		bed.pass(86_400);
		const ids = bed.cerb.state.addTasks(1050, { until: bed.cerb.state.now() - 10, step: 60 });
		await created.restart();
		await changed.restart();
		for (let count = 0; count < 11; count++) {
			bed.pass(60);
			await poll(created);
			await poll(changed);
		}
		for (const trigger of [created, changed]) {
			expect(idsOf(trigger.items)).toEqual(ids);
			expect(Math.max(...trigger.executions.map((items) => items.length))).toBe(100);
		}
	});

	it('another query goes on where the old one was, and is checked', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		const id = create({ importance: 90 });
		trigger.node.parameters.query = 'importance:>80';
		await trigger.restart();
		await poll(trigger);
		expect(idsOf(trigger.items)).toEqual([id]);
		trigger.node.parameters.query = 'nonsense:1';
		await expect(trigger.restart()).rejects.toThrow(/Unknown filter/);
	});

	it('what came since the activation is given, also where n8n has dropped what it stored', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		const id = create();
		trigger.dropState();
		expect(await poll(trigger)).toEqual([id]);
		expect(await poll(trigger)).toEqual([]);
		trigger.dropState();
		create();
		expect(await poll(trigger)).toEqual([]);
	});

	it('another type or event begins anew', async () => {
		const trigger = await bed.watch('recordCreated', { type: 'task', ...AT_ONCE });
		create({ name: 'before' }, 'org');
		trigger.node.parameters.recordType = { __rl: true, mode: 'alias', value: 'org' };
		await trigger.restart();
		expect(trigger.items).toEqual([]);
		const id = create({ name: 'behind' }, 'org');
		expect(await poll(trigger)).toEqual([id]);
	});

	it('asks once a day whether the filters still exist where nothing is found', async () => {
		const trigger = await bed.watch('recordCreated', {
			type: 'task',
			query: 'importance:>80',
			...AT_ONCE,
		});
		const asked = () =>
			bed.cerb.requests.filter(({ path }) => path.endsWith('/data/query.json')).length;
		const before = asked();
		await poll(trigger);
		expect(asked()).toBe(before);
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 90_000_000);
		await poll(trigger).finally(() => now.mockRestore());
		expect(asked()).toBe(before + 1);
	});

	it('says in the log what it could not check', async () => {
		const trigger = bed.trigger('recordCreated', { type: 'task', query: 'importance:>80' });
		trigger.node.credentials = undefined;
		const { id, name } = bed.connect({ scopes: ['search'], expiresIn: 1e9 });
		trigger.node.credentials = { cerbOAuth2Api: { id, name } };
		await trigger.activate();
		expect(trigger.lines.join()).toMatch(/warn: Trigger: .*could not be checked/);
	});
});

describe('a test in the editor', () => {
	const test = async (triggerOn: string, parameters: object = {}) =>
		await bed.engine.testTrigger({
			type: 'cerbTrigger',
			credentials: [bed.connect({ expiresIn: 1e9 })],
			parameters: { triggerOn, output: 'raw', ...parameters },
		});
	const task = { recordType: { __rl: true, mode: 'alias', value: 'task' } };

	it.each(['recordCreated', 'recordUpdated', 'recordCreatedOrUpdated'])(
		'gives the newest few (%s)',
		async (event) => {
			bed.pass(60);
			const ids = Array.from({ length: 7 }, () => {
				bed.pass(2);
				return create({ created: 5 });
			});
			create({ created: 5, updated: event === 'recordCreated' ? 5 : 3_976_214_400 });
			bed.pass(60);
			const { main, error } = await test(event, task);
			expect(error).toBeUndefined();
			const given = idsOf(main[0].map(({ json }) => json));
			expect(given).toHaveLength(5);
			expect(given.slice(0, 4)).toEqual(event === 'recordCreated' ? ids.slice(3) : ids.slice(2, 6));
		},
	);

	it('works for messages, comments and changes of tickets', async () => {
		for (const event of ['newMessage', 'newComment', 'ticketChanged']) {
			const { main } = await test(event);
			expect(main[0].length).toBeGreaterThan(0);
		}
	});

	it('says so where there is nothing, and names an unknown filter', async () => {
		const nothing = await test('recordCreated', { ...task, query: 'importance:>9999' });
		expect(nothing.error?.message).toMatch(/nothing yet/);
		const unknown = await test('recordCreated', { ...task, query: 'nonsense:1' });
		expect(unknown.error?.message).toMatch(/Unknown filter/);
	});
});

describe('in the editor', () => {
	const editor = (triggerOn: string, more: object = {}) => ({
		parameters: { authentication: 'oAuth2', triggerOn, ...more },
		credentials: [bed.connect({ expiresIn: 1e9 })],
	});

	it('offers the types that the event can be watched for', async () => {
		const types = async (event: string) =>
			(await bed.engine.listSearch('cerbTrigger', 'searchRecordTypes', editor(event))).results.map(
				({ value }) => value,
			);
		const created = await types('recordCreated');
		expect(created).toEqual(expect.arrayContaining(['ticket', 'message', 'widget']));
		expect(created).not.toContain('webapi_credentials');
		const updated = await types('recordUpdated');
		expect(updated).toEqual(expect.arrayContaining(['ticket', 'contact', 'widget']));
		expect(updated).not.toEqual(expect.arrayContaining(['message']));
	});

	it('offers fields and expansions of the one type that the event is about', async () => {
		const fields = await bed.engine.loadOptions(
			'cerbTrigger',
			'getSearchKeys',
			editor('newMessage'),
		);
		expect(fields.map(({ value }) => value)).toContain('isOutgoing');
		const expand = await bed.engine.loadOptions(
			'cerbTrigger',
			'getExpandKeys',
			editor('newMessage'),
		);
		expect(expand.map(({ value }) => value)).toContain('content');
	});
});
