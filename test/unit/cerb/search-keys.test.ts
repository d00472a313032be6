import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import { filterText } from '../../../nodes/Cerb/cerb/filter';
import { listSearchKeys, searchKeyKind } from '../../../nodes/Cerb/cerb/search-keys';
import { NATIVE_SEARCH_KEYS } from '../../../nodes/Cerb/cerb/search-keys.data';

interface Custom {
	id: number;
	name: string;
	type: string;
	fieldset?: string;
}

const TASK = {
	id: 'cerberusweb.contexts.task',
	name: 'Task',
	alias: 'task',
	params: { names: { task: 'singular', tasks: 'plural' }, options: ['records', 'search'] },
};

function cerb(fields: Custom[] = []) {
	let asked = 0;
	const own = fields.filter(({ fieldset }) => fieldset === undefined);
	const sets = fields.filter(({ fieldset }) => fieldset !== undefined);
	const type = {
		...TASK,
		custom_fields: own,
		custom_fieldsets: sets.map((field) => ({ name: field.fieldset, custom_fields: [field] })),
	};
	const attempt = async () => {
		asked++;
		return { value: { results: [type] } };
	};
	return { client: { attempt } as unknown as CerbClient, asked: () => asked };
}

/** The key that a custom field is found by. */
async function keyOf(name: string, type = 'S', fieldset?: string): Promise<string | undefined> {
	const keys = await listSearchKeys(cerb([{ id: 45, name, type, fieldset }]).client, 'task');
	const label = fieldset === undefined ? name : `${fieldset}: ${name}`;
	return keys.find((key) => key.label === label && key.key !== label)?.key;
}

describe('custom fields', () => {
	// What the PHP of Cerb 10.4.10 makes of names; the real one knew no other key.
	test.each([
		['CF cf_s', 'cfCfS'],
		['Project name', 'projectName'],
		['Über uns', 'berUns'],
		['Änderung Datum', 'nderungDatum'],
		['Auftrags-Nr.', 'auftragsNr'],
		['iPhone Model', 'iphoneModel'],
		['ERP ID', 'erpId'],
		['Foo/Bar', 'fooBar'],
		['R&D', 'rD'],
		['x  y', 'xY'],
		['per-cent %', 'perCent'],
	])('"%s" is found by %s', async (name, key) => {
		expect(await keyOf(name)).toBe(key);
	});

	test.each([
		['Größe', 'gre'],
		['München', 'mnchen'],
		['straße', 'strae'],
		['Naïve café', 'naveCaf'],
		["it's due", 'itsDue'],
		['No.intern', 'nointern'],
		['a:b', 'ab'],
		['B2B flag', 'b2BFlag'],
		['2nd level', '2NdLevel'],
		['v1beta', 'v1Beta'],
		['KPI2024goal', 'kpi2024Goal'],
		[' Leading blank', 'LeadingBlank'],
		['(Foo) bar', 'FooBar'],
		['#Nr', 'Nr'],
		['名前 Name', 'Name'],
	])('"%s" is found by %s', async (name, key) => {
		expect(await keyOf(name)).toBe(key);
	});

	test('fieldsets go before, links and workers add .id', async () => {
		expect(await keyOf('FS text', 'S', 'Extra info')).toBe('extraInfo.fsText');
		expect(await keyOf('My org', 'L')).toBe('myOrg.id');
		expect(await keyOf('My worker', 'W', 'Extra info')).toBe('extraInfo.myWorker.id');
	});

	test.each(['F', 'I', 'cerb.custom_field.geo.point', 'cerb.custom_field.record.links'])(
		'type %s is not offered',
		async (type) => {
			expect(await keyOf('My field', type)).toBeUndefined();
		},
	);

	// Cerb appends the id where a key exists already; the plain key filters by the native field.
	test.each([
		['Title', 'S', 'title45'],
		['Status', 'D', 'status45'],
		['Owner', 'W', 'owner45.id'],
	])('"%s" of type %s, as a native key, is found by %s', async (name, type, key) => {
		const { client } = cerb([{ id: 45, name, type }]);
		const keys = (await listSearchKeys(client, 'task')).map((known) => known.key);
		expect(keys).toContain(key);
	});

	test('two of one name have keys of their own', async () => {
		const fields = [56, 57].map((id) => ({ id, name: 'Dup name', type: 'S' }));
		const keys = (await listSearchKeys(cerb(fields).client, 'task')).map(({ key }) => key);
		expect(keys).toEqual(expect.arrayContaining(['dupName', 'dupName57']));
	});

	test('a name without a Latin letter has no key to offer', async () => {
		const keys = await listSearchKeys(cerb([{ id: 45, name: '日本', type: 'S' }]).client, 'task');
		expect(keys.map(({ key }) => key)).not.toContain('');
	});

	// Unset custom fields have no value at all; [0] and never find none of them (measured).
	test.each([
		['W', 'worker'],
		['L', 'link'],
		['E', 'date'],
	])('an unset field of type %s (%s) is found by Is Not Set', async (type) => {
		const { client } = cerb([{ id: 45, name: 'My field', type }]);
		const keys = await listSearchKeys(client, 'task');
		const { key, kind } = keys[keys.length - 1];
		const reading = filterText({ key, kind, operator: 'isNotSet', value: '' }, 'UTC');
		expect('text' in reading ? reading.text : '').toMatch(/:null$|^!\(/);
	});
});

describe('native keys', () => {
	test('by alias and by context id', async () => {
		const { client } = cerb();
		const keys = await listSearchKeys(client, 'task');
		expect(keys).toContainEqual({ key: 'due', label: 'due', kind: 'date' });
		expect(await listSearchKeys(client, 'cerberusweb.contexts.task')).toEqual(keys);
	});

	test('a type that is not in the table has the common ones', async () => {
		const keys = await listSearchKeys(cerb().client, 'widget');
		expect(keys.map(({ key }) => key)).toEqual(['id', 'name', 'created', 'updated']);
		expect(await listSearchKeys(cerb().client, 'constructor')).toHaveLength(4);
	});

	test.each(Object.keys(NATIVE_SEARCH_KEYS))('%s: no key twice, none empty', (alias) => {
		const keys = Object.values(NATIVE_SEARCH_KEYS[alias]).flatMap((text) => text.split(' '));
		expect(new Set(keys).size).toBe(keys.length);
		for (const key of keys) expect(key).toMatch(/^[A-Za-z][\w.]*$/);
	});

	// Their values are queries in brackets: member:(id:1). A number finds nothing (measured).
	test.each([['manager'], ['member']])('%s of a group is no ID', async (key) => {
		expect(NATIVE_SEARCH_KEYS.group.id?.split(' ')).not.toContain(key);
	});

	// Full-text keys know neither null nor "not": ! finds the same as without (measured).
	test.each([
		['message', 'content'],
		['task', 'comments'],
		['kb_article', 'content'],
	])('%s.%s cannot be negated like a plain text', (alias, key) => {
		expect(NATIVE_SEARCH_KEYS[alias].text?.split(' ')).not.toContain(key);
	});
});

describe('searchKeyKind', () => {
	test('asks Cerb only for what the table does not know', async () => {
		const { client, asked } = cerb([{ id: 45, name: 'My date', type: 'E' }]);
		expect(await searchKeyKind(client, 'task', 'due')).toBe('date');
		expect(asked()).toBe(0);
		expect(await searchKeyKind(client, 'task', 'myDate')).toBe('customDate');
		expect(await searchKeyKind(client, 'task', 'nonsense')).toBe('text');
		expect(asked()).toBe(1);
	});

	test.each([
		['importance', 'number'],
		['owner.id', 'id'],
		['created', 'date'],
	])('%s by context id is a %s', async (key, kind) => {
		expect(await searchKeyKind(cerb().client, 'cerberusweb.contexts.task', key)).toBe(kind);
	});

	test.each([
		['importance', 'number'],
		['due', 'date'],
	])('%s by the plural "tasks", which Cerb takes, is a %s', async (key, kind) => {
		expect(await searchKeyKind(cerb().client, 'tasks', key)).toBe(kind);
	});
});
