import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import { listFields } from '../../../nodes/Cerb/cerb/fields';
import type { CerbRequest } from '../../../nodes/Cerb/cerb/types';

const NATIVE = {
	title: { key: 'title', type: 'string', is_required: true, notes: 'The `title`' },
	due_at: { key: 'due_at', type: 'timestamp' },
	owner_id: { key: 'owner_id', type: 'id', notes: 'The ID of the [worker](/docs/worker/)' },
	author__context: { key: 'author__context', type: 'context' },
	group: { key: 'group', type: 'string', notes: 'The group; alternative to group_id' },
	group_id: { key: 'group_id', type: 'id', is_required: true, notes: 'The ID of the group' },
	lost: { key: 'lost', type: 'string', notes: 'alternative to nothing_known' },
	own: { key: 'own', type: 'string', notes: 'alternative to own' },
	params: { key: 'params', type: 'object' },
	strange: { key: 'strange', type: 'nonsense' },
	once: { key: 'once', type: 'string', is_immutable: true },
};

const CUSTOM_TYPES: Array<[code: string, type: string, kind: string]> = [
	['C', 'bit', 'boolean'],
	['Y', 'currency', 'decimal'],
	['E', 'timestamp', 'date'],
	['O', 'float', 'decimal'],
	['D', 'string', 'option'],
	['F', 'file', 'id'],
	['I', 'files', 'ids'],
	['L', 'record', 'id'],
	['M', 'list', 'list'],
	['X', 'multi-checkbox', 'options'],
	['T', 'string', 'text'],
	['N', 'uint', 'number'],
	['S', 'string', 'text'],
	['U', 'url', 'url'],
	['W', 'worker', 'id'],
	['cerb.custom_field.geo.point', 'cerb.custom_field.geo.point', 'geo'],
	['cerb.custom_field.slider', 'cerb.custom_field.slider', 'slider'],
	['cerb.custom_field.record.links', 'cerb.custom_field.record.links', 'ids'],
];

const custom = CUSTOM_TYPES.map(([type], index) => ({
	id: index + 1,
	name: `Custom ${type}`,
	uri: `cf_${index + 1}`,
	type,
	params: type === 'D' || type === 'X' ? { options: ['Red', 'É "q"', 'a, b'] } : [],
}));

const LISTED = Object.fromEntries(
	CUSTOM_TYPES.map(([, type], index) => {
		const key = `cf_${index + 1}`;
		return [key, { key, type, is_custom: index + 1, notes: 'Custom field' }];
	}),
);

const TASK = {
	id: 'cerberusweb.contexts.task',
	name: 'Task',
	alias: 'task',
	params: { options: ['records', 'search'], names: { task: 'singular', tasks: 'plural' } },
	custom_fields: custom,
	custom_fieldsets: [
		{ name: 'Extra info', custom_fields: [{ id: 99, name: 'Text', uri: 'fs', type: 'S' }] },
	],
};

/** A Cerb with one record type; `moody` lets its first answer fail. */
function cerb(fields: object = {}, moody = false) {
	const asked: CerbRequest[] = [];
	const client = {
		call: async (request: CerbRequest) => {
			asked.push(request);
			if (moody && asked.length === 1) return await Promise.reject(new TypeError('down'));
			return { data: fields };
		},
		attempt: async () => ({ value: { results: [TASK] } }),
	} as unknown as CerbClient;
	return { client, asked };
}

const FIELDSET = { fs: { key: 'fs', type: 'string', is_custom: 99 } };

async function list(type = 'task') {
	const { client } = cerb({ ...NATIVE, ...LISTED, ...FIELDSET });
	const fields = await listFields(client, type);
	return Object.fromEntries(fields.map((field) => [field.key, field]));
}

describe('listFields', () => {
	test.each(
		CUSTOM_TYPES.map(([code, type, kind], index) => [code, type, kind, index + 1] as const),
	)('a custom field of type %s', async (code, type, kind, id) => {
		expect((await list())[`cf_${id}`]).toMatchObject({
			kind,
			type,
			customId: id,
			customType: code,
			label: `Custom ${code}`,
			options: kind.startsWith('option') ? ['Red', 'É "q"', 'a, b'] : [],
			notes: '',
		});
	});

	test('a field of a fieldset says so', async () => {
		expect((await list()).fs).toMatchObject({ label: 'Extra info: Text', customId: 99 });
	});

	test.each([
		['title', 'Title', 'text'],
		['due_at', 'Due At', 'date'],
		['owner_id', 'Owner ID', 'id'],
		['author__context', 'Author Context', 'text'],
		['strange', 'Strange', 'text'],
	])('%s is called %s and is a %s', async (key, label, kind) => {
		const field = (await list())[key];
		expect(field).toMatchObject({ label, kind, options: [] });
		expect(field).not.toHaveProperty('customId');
	});

	test('what is required and what cannot change', async () => {
		const { title, due_at: due, once } = await list();
		expect([title.isRequired, due.isRequired]).toEqual([true, false]);
		expect([title.isImmutable, once.isImmutable]).toEqual([false, true]);
	});

	test('notes without code marks and links', async () => {
		const { title, owner_id: owner } = await list();
		expect(title.notes).toBe('The title');
		expect(owner.notes).toBe('The ID of the worker');
	});

	test('alternatives know each other, and only real ones', async () => {
		const { group, group_id: groupId, lost, own } = await list();
		expect(group.alternatives).toEqual(['group_id']);
		expect(groupId.alternatives).toEqual(['group']);
		expect([lost.alternatives, own.alternatives]).toEqual([[], []]);
	});

	test('asks once a run and type', async () => {
		const { client, asked } = cerb(NATIVE);
		const [one, two] = await Promise.all([listFields(client, 'task'), listFields(client, 'task')]);
		expect(one).toBe(two);
		expect(asked.map(({ query }) => query)).toEqual([{ q: 'type:record.fields of:"task"' }]);
		await listFields(client, 'org');
		expect(asked).toHaveLength(2);
	});

	test('a failure is not remembered', async () => {
		const { client } = cerb(NATIVE, true);
		await expect(listFields(client, 'task')).rejects.toThrow('down');
		expect(await listFields(client, 'task')).not.toEqual([]);
	});

	test('a type without fields, which Cerb gives as a list', async () => {
		expect(await listFields(cerb([]).client, 'app')).toEqual([]);
	});

	test('by context id', async () => {
		expect((await list('cerberusweb.contexts.task')).cf_5.options).toHaveLength(3);
	});

	// Cerb takes plurals in paths: without its options, an unknown one would be dropped in silence.
	test('by the plural, too, a picklist knows its options', async () => {
		expect((await list('tasks')).cf_5).toMatchObject({ kind: 'option', customType: 'D' });
	});

	test('a field of type object takes a map, not a text', async () => {
		expect((await list()).params.kind).not.toBe('text');
	});
});
