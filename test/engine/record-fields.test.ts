import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { TESTED } from './host/engine';
import { byId, fields, jsons, record, search } from './operations';
import { useBed } from './support';

const bed = useBed();

type Run = Awaited<ReturnType<typeof bed.run>>;

const run = async (parameters: object, json: IDataObject[] = [{}]) => {
	const items: INodeExecutionData[] = json.map((one) => ({ json: one }));
	return await bed.run({ parameters: { ...parameters } as IDataObject as never, items });
};
const done = (result: Run) => {
	expect(result.error).toBeUndefined();
	return jsons(result);
};
/** The text of a refusal that came before anything was written. */
const refused = async (parameters: object, json?: IDataObject[]) => {
	const writes = () => bed.cerb.requests.filter(({ method }) => method !== 'GET').length;
	const before = writes();
	const { error } = await run(parameters, json);
	expect(error).toBeDefined();
	expect(writes()).toBe(before);
	return `${error?.message} | ${(error as { description?: string }).description}`;
};
const hints = (result: Run) => JSON.stringify(result.outcome.hints(TESTED));

const task = (values: object = {}) => bed.cerb.state.create('task', { title: 'Old', ...values });
const mapped = (value: object | null, mappingMode = 'defineBelow') => ({
	fieldsInput: 'define',
	fieldValues: { mappingMode, value },
});
const CUSTOM = { expand: ['custom_'] };
const custom = (item: IDataObject) => item.custom as IDataObject;

describe('fields one by one', () => {
	it('come from each item, in order', async () => {
		const items = ['a', 'b', 'c'].map((title, index) => ({ title, rank: index * 10 }));
		const value = { title: '={{ $json.title }}', importance: '={{ $json.rank }}' };
		const output = done(await run(record('create', 'task', mapped(value)), items));
		expect(output.map(({ title, importance }) => [title, importance])).toEqual([
			['a', 0],
			['b', 10],
			['c', 20],
		]);
	});

	it.each([
		['2026-01-31T09:00:00Z'],
		["={{ DateTime.fromISO('2026-01-31T04:00:00', { zone: 'America/New_York' }) }}"],
		["={{ new Date('2026-01-31T09:00:00Z') }}"],
		['={{ 1769850000 }}'],
		['={{ 1769850000000 }}'],
	])('a date given as %s', async (due) => {
		const [made] = done(await run(record('create', 'task', mapped({ title: 'd', due }))));
		expect(made.due).toBe('2026-01-31T09:00:00.000Z');
	});

	it('leave out what is blank, but not 0 and false', async () => {
		const id = task({ importance: 50, due: 1769850000 });
		const value = { importance: 0, due: '', title: null, cf_cx: false };
		const parameters = record('update', 'task', { ...byId(id), ...mapped(value), ...CUSTOM });
		const [changed] = done(await run(parameters));
		expect(changed).toMatchObject({ title: 'Old', importance: 0 });
		expect(changed.due).toBe('2026-01-31T09:00:00.000Z');
		expect(custom(changed).cf_cx).toBe(false);
	});

	it('tolerate one that has vanished, with a hint', async () => {
		const value = { title: 'Kept', gone_field: 'x' };
		const result = await run(record('create', 'task', mapped(value)));
		expect(done(result)[0].title).toBe('Kept');
		expect(hints(result)).toContain('gone_field');
	});

	it('none at all is refused', async () => {
		const id = task();
		for (const value of [null, {}, { title: '' }]) {
			const text = await refused(record('update', 'task', { ...byId(id), ...mapped(value) }));
			expect(text).toMatch(/No fields are set/);
		}
	});
});

describe('fields by their names in the input', () => {
	it('take what the type knows and leave the rest', async () => {
		const items = [
			{ id: 999999, title: 'One', importance: 5, nonsense: 'x', record_url: 'y' },
			{ title: 'Two', cf_mx: ['a, b', 'c'], json: {} },
		];
		const parameters = record('create', 'task', {
			...mapped(null, 'autoMapInputData'),
			...CUSTOM,
		});
		const output = done(await run(parameters, items));
		expect(output).toMatchObject([{ title: 'One', importance: 5 }, { title: 'Two' }]);
		expect(output[0].id).not.toBe(999999);
		expect(custom(output[1]).cf_mx).toEqual(['a, b', 'c']);
	});

	it('null and blank leave a field as it is', async () => {
		const id = task({ due: 1769850000 });
		const parameters = record('update', 'task', {
			...byId(id),
			...mapped(null, 'autoMapInputData'),
		});
		const [after] = done(await run(parameters, [{ due: null, title: '', importance: 7 }]));
		expect(after).toMatchObject({ due: '2026-01-31T09:00:00.000Z', importance: 7 });
	});

	it('say what is required', async () => {
		const text = await refused(record('create', 'task', mapped(null, 'autoMapInputData')), [
			{ importance: 5 },
		]);
		expect(text).toMatch(/"title" is required/);
	});
});

describe('fields as JSON', () => {
	it('come from each item', async () => {
		const parameters = record('create', 'task', {
			fieldsInput: 'json',
			fieldsJson: '={{ { title: $json.t, importance: $json.n } }}',
		});
		const output = done(
			await run(parameters, [
				{ t: 'a "q"', n: 1 },
				{ t: 'b', n: 2 },
			]),
		);
		expect(output).toMatchObject([
			{ title: 'a "q"', importance: 1 },
			{ title: 'b', importance: 2 },
		]);
	});

	it.each(['', '[]', 'null', '"text"', '5', '{', '{"title":}'])('%j is refused', async (json) => {
		const parameters = record('create', 'task', { fieldsInput: 'json', fieldsJson: json });
		expect(await refused(parameters)).toMatch(/not a JSON object|No fields are set|required/);
	});

	it.each([
		['an unknown field', { title: 'x', titel: 'y' }, /no field "titel".*title/],
		['a prototype', JSON.parse('{"title":"x","__proto__":{"a":1}}') as object, /__proto__/],
		['an unknown option', { title: 'x', cf_dx: 'Nope' }, /no option "Nope".*"Low", "High"/],
		['an unknown option among others', { title: 'x', cf_xx: ['Red', 'Nope'] }, /"Nope"/],
		['a blank title', { title: ' ' }, /must not be blank/],
		['emoji where Cerb drops them', { title: 'x 🙂' }, /🙂/],
		['a text that is cut', { title: 'x'.repeat(256) }, /255/],
		['a NUL character', { title: 'a\u0000b' }, /NUL/],
		['no date', { title: 'x', due: 'soon' }, /"due" is not a date/],
		['no number', { title: 'x', importance: 'many' }, /"importance" is not a whole number/],
		['neither true nor false', { title: 'x', cf_cx: 'perhaps' }, /neither true nor false/],
		['a "0" that Cerb leaves out', { title: 'x', cf_sx: '0' }, /"0"/],
	])('%s is refused before anything is sent', async (_name, values, message) => {
		expect(await refused(record('create', 'task', fields(values)))).toMatch(message);
	});

	it('a custom field goes by its number, too', async () => {
		const all = done(await run(record('getFields', 'task')));
		const id = all.find(({ key }) => key === 'cf_sx')?.customId;
		const values = { title: 'x', [`custom_${String(id)}`]: 'by number' };
		const [made] = done(await run(record('create', 'task', { ...fields(values), ...CUSTOM })));
		expect(custom(made).cf_sx).toBe('by number');
	});

	it('custom_undefined, from an expression gone wrong, is no field', async () => {
		const values = { title: 'x', custom_undefined: '1' };
		expect(await refused(record('create', 'task', fields(values)))).toMatch(/custom_undefined/);
	});

	it('alternatives stand for each other', async () => {
		const text = await refused(record('create', 'ticket', fields({ subject: 'x' })));
		expect(text).toMatch(/group_id or group/);
		const made = done(await run(record('create', 'ticket', fields({ subject: 'x', group_id: 1 }))));
		expect(made[0]).toMatchObject({ subject: 'x', group_id: 1 });
	});
});

describe('clearing', () => {
	const clear = (id: number, clearFields: string, values: object = { importance: 1 }) =>
		record('update', 'task', { ...byId(id), ...fields(values), options: { clearFields } });

	it('empties what is named', async () => {
		const id = task({ due: 1769850000, owner_id: 1 });
		const [changed] = done(await run(clear(id, ' due , owner_id ')));
		expect(changed).toMatchObject({ due: null, owner_id: 0, title: 'Old' });
	});

	it.each([
		['title', /must not be blank/],
		['nonsense', /no field "nonsense"/],
		['cf_pointx', /cannot be cleared/],
	])('refuses %s', async (name, message) => {
		expect(await refused(clear(task(), name))).toMatch(message);
	});

	it('a field that is set and cleared at once is a contradiction', async () => {
		expect(await refused(clear(task(), 'importance'))).toMatch(/importance/);
	});

	it('a list or nothing from an expression is understood', async () => {
		const id = task({ due: 1769850000 });
		const parameters = (clearFields: string) => clear(id, clearFields);
		done(await run(parameters('={{ null }}')));
		const [changed] = done(await run(parameters("={{ ['due'] }}")));
		expect(changed.due).toBeNull();
	});
});

describe('lossy texts', () => {
	it('are sent where that is allowed, and the loss is told', async () => {
		const options = { allowLossyText: true };
		const values = { title: 'Call 🙂 back' };
		const result = await run(record('create', 'task', { ...fields(values), options }));
		expect(done(result)[0].title).toBe('Call  back');
		expect(hints(result)).toContain('Call  back');
	});
});

describe('what comes back', () => {
	it.each([
		['raw', { output: 'raw' }, { title: 'x', due: 1769850000, _type: 'task' }],
		['simplified', {}, { title: 'x', due: '2026-01-31T09:00:00.000Z', owner_id: 0 }],
		['chosen fields', { output: 'fields', fields: 'title,due' }, { title: 'x', due: 1769850000 }],
	])('is %s', async (_name, output, expected) => {
		const values = fields({ title: 'x', due: '2026-01-31T09:00:00Z' });
		const [made] = done(await run(record('create', 'task', { ...values, ...output })));
		expect(made).toMatchObject(expected);
		if ('fields' in output) expect(Object.keys(made).sort()).toEqual(['due', 'id', 'title']);
	});

	it('a wrong output is refused before anything is written', async () => {
		const parameters = { ...fields({ title: 'x' }), output: 'fields', fields: ' , ' };
		expect(await refused(record('create', 'task', parameters))).toMatch(/No fields are selected/);
	});

	it('has custom fields of every kind as they went in', async () => {
		const values = {
			cf_cx: true,
			cf_dx: 'É "q"',
			cf_ex: '2026-12-24T17:30:00.000Z',
			cf_mx: ['a, b', 'c'],
			cf_nx: -12,
			cf_ox: 3.14,
			cf_sx: 'a "b" 🙂',
			cf_tx: 'one\ntwo',
			cf_ux: 'https://example.com/?a=1&b=2',
			cf_wx: 1,
			cf_xx: ['Red', 'Blue'],
			cf_yx: 12.34,
		};
		const parameters = { ...fields({ title: 'x', ...values }), ...CUSTOM };
		const [made] = done(await run(record('create', 'task', parameters)));
		expect(custom(made)).toMatchObject(values);
		const again = { ...byId(made.id), ...fields(custom(made)), ...CUSTOM };
		const given = Object.fromEntries(Object.entries(custom(made)).filter(([key]) => key in values));
		const [same] = done(await run(record('update', 'task', { ...again, ...fields(given) })));
		expect(custom(same)).toMatchObject(values);
	});
});

describe('Create or Update', () => {
	const upsert = (query: string, more: object = {}) =>
		record('upsert', 'task', { query, ...fields({ importance: 9 }), ...more });
	const where = (field: string, operator: string, value: string) => ({
		filters: { conditions: [{ field, operator, value }] },
	});
	const importance = (id: number) => bed.cerb.state.get('task', id)?.importance;

	it.each([
		['', /match every record/],
		['  ', /match every record/],
		['id:1 limit:1', /limit:/],
		['id:1 sort:id', /sort:/],
		['page:2 id:1', /page:/],
		['title:"open', /quote/],
		['nonsense:1', /Unknown filter/],
		['id:[1,2]', /finds 2 records: 1, 2/],
		['id:1 OR id:2', /finds 2 records: 1, 2/],
	])('refuses %j', async (query, message) => {
		expect(await refused(upsert(query))).toMatch(message);
	});

	it('joins filters and query, an OR in brackets of its own', async () => {
		const [one, two] = [task({ title: 'Join' }), task({ title: 'Other' })];
		const parameters = upsert(`id:${one} OR id:${two}`, where('title', 'equals', 'Other'));
		expect(done(await run(parameters))[0].id).toBe(two);
		expect([importance(one) === 9, importance(two)]).toEqual([false, 9]);
	});

	it('goes by filters alone', async () => {
		const id = task({ title: 'Filters alone' });
		const parameters = upsert('', where('title', 'equals', 'Filters alone'));
		expect(done(await run(parameters))[0].id).toBe(id);
	});

	it('a value that is not a record yet makes one', async () => {
		const made = upsert('title:"Brand new"', fields({ title: 'Brand new' }));
		expect(done(await run(made))[0].title).toBe('Brand new');
	});

	// Cerb takes * for any text and " cannot be quoted: another record would be overwritten.
	it.each([
		['Star*', 'Star of others'],
		['Say "hi"', 'Say xhix'],
	])('Equals %j does not change the record %j', async (value, title) => {
		const id = task({ title, importance: 1 });
		await run(upsert('', where('title', 'equals', value)));
		expect(importance(id)).toBe(1);
	});

	it.each(['()', '( )', '(())'])('%s is an empty query, too', async (query) => {
		expect(await refused(upsert(query))).toMatch(/match every record/);
	});

	it('set.timezone: is used or refused, not dropped', async () => {
		const id = task();
		await run(upsert(`set.timezone:Asia/Tokyo id:${id}`));
		const sent = bed.cerb.requests.filter(({ method }) => method === 'PATCH');
		expect(sent.every(({ form }) => String(form.query).includes('set.timezone'))).toBe(true);
	});
});

describe('the record to change', () => {
	const byUrl = (path: string) => ({
		recordId: { __rl: true, mode: 'url', value: `${bed.cerb.url}${path}` },
	});

	it('a mask that begins with digits is not the ID of another ticket', async () => {
		const id = bed.cerb.state.create('ticket', { subject: 'x', mask: '1-23456-789', group_id: 1 });
		const parameters = record('get', 'ticket', byUrl('/profiles/ticket/1-23456-789'));
		expect(done(await run(parameters))[0].id).toBe(id);
	});

	it('a mask may be typed in small letters', async () => {
		const mask = String(bed.cerb.state.get('ticket', 1)?.mask).toLowerCase();
		const recordId = { __rl: true, mode: 'mask', value: mask };
		expect(done(await run(record('get', 'ticket', { recordId })))[0].id).toBe(1);
	});

	it('an address of a type that goes by its plural belongs to it', async () => {
		const parameters = record('get', 'tasks', byUrl(`/profiles/task/${task()}-x`));
		expect(done(await run(parameters))).toHaveLength(1);
	});

	it('deleted tickets are found by their status ID', async () => {
		const id = bed.cerb.state.create('ticket', { subject: 'x', group_id: 1, status_id: 3 });
		const conditions = [{ field: 'status.id', operator: 'equals', value: '3' }];
		const parameters = search('ticket', `id:${id}`, { filters: { conditions } });
		expect(done(await run(parameters)).map((one) => one.id)).toEqual([id]);
	});
});

describe('Count and Summarize', () => {
	it.each(['limit:1', 'page:2', 'sort:-id', 'set.timezone:Asia/Tokyo'])(
		'%s is used or refused, not dropped',
		async (directive) => {
			const { error } = await run(record('summarize', 'task', { query: `id:>0 ${directive}` }));
			const asked = JSON.stringify(bed.cerb.requests.map(({ query }) => query));
			expect(error !== undefined || asked.includes(directive)).toBe(true);
		},
	);
});
