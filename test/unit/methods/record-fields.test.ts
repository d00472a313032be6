import {
	validateFieldType,
	type ILoadOptionsFunctions,
	type ResourceMapperField,
} from 'n8n-workflow';

import { resourceMapping } from '../../../nodes/Cerb/methods';

const FIELDS: Record<string, object> = {
	title: { type: 'string', is_required: true, notes: 'The title' },
	group: { type: 'string', notes: 'The group; alternative to `group_id`' },
	group_id: { type: 'id', is_required: true, notes: 'The ID of the group' },
	status: { type: 'string', notes: 'o (open), w (waiting), c (closed); or status_id' },
	created: { type: 'timestamp' },
	links: { type: 'links' },
	once: { type: 'string', is_immutable: true },
	done: { type: 'bit' },
	site: { type: 'url' },
	amount: { type: 'currency' },
	rate: { type: 'float' },
	rank: { type: 'number' },
	count: { type: 'uint' },
	params: { type: 'object' },
	priority: { type: 'string', is_custom: 1 },
	colors: { type: 'multi-checkbox', is_custom: 2 },
	tags: { type: 'list', is_custom: 3 },
	place: { type: 'cerb.custom_field.geo.point', is_custom: 4 },
	level: { type: 'cerb.custom_field.slider', is_custom: 5 },
	others: { type: 'cerb.custom_field.record.links', is_custom: 6 },
	agent: { type: 'worker', is_custom: 7 },
};

const OPTIONS = ['Low', 'É "q"', 'a, b'];
const TYPE = {
	id: 'cerberusweb.contexts.task',
	name: 'Task',
	alias: 'task',
	params: { options: ['records', 'search'] },
	custom_fields: ['D', 'X', 'M', 'cerb.custom_field.geo.point', 'cerb.custom_field.slider'].map(
		(type, index) => ({ id: index + 1, name: `My ${type}`, type, params: { options: OPTIONS } }),
	),
	custom_fieldsets: [{ name: 'Extra', custom_fields: [{ id: 7, name: 'Agent', type: 'W' }] }],
};

async function mapper(method: keyof typeof resourceMapping) {
	const listed = Object.entries(FIELDS).map(([key, field]) => [key, { key, ...field }]);
	const context = {
		getNode: () => ({ name: 'Cerb', type: 'cerb', typeVersion: 1, parameters: {} }),
		getCurrentNodeParameter: (name: string) => (name === 'recordType' ? 'task' : 'oAuth2'),
		getCredentials: async () => ({ baseUrl: 'https://cerb.example.com' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url }: { url: string }) => ({
				statusCode: 200,
				headers: { 'content-type': 'application/json' },
				body: Buffer.from(
					JSON.stringify({
						__status: 'success',
						...(url.includes('contexts/list')
							? { results: [TYPE] }
							: { data: Object.fromEntries(listed) }),
					}),
				),
			}),
		},
	} as unknown as ILoadOptionsFunctions;
	const { fields } = await resourceMapping[method].call(context);
	return Object.fromEntries(fields.map((field) => [field.id, field]));
}

describe('inputs', () => {
	// What a person or an expression gives must pass n8n's own check of the input.
	test.each<[key: string, type: string, values: unknown[]]>([
		['title', 'string', ['a', '', 0]],
		['group_id', 'string', [3, '3', 'cerb:group:3']],
		['created', 'dateTime', ['2026-01-31', '2026-01-31T09:00:00+01:00']],
		['done', 'boolean', [true, false, 'true', 1, 0]],
		['amount', 'number', [12.34, '12.34', 0]],
		['rate', 'number', [0.5, '-1.5']],
		['rank', 'number', [0, '50']],
		['count', 'number', [7]],
		['level', 'number', [50]],
		['priority', 'options', OPTIONS],
		['colors', 'string', ['Low', '["a, b"]', ['Low']]],
		['tags', 'string', ['a, b', ['a', 'b']]],
		['links', 'string', ['org:1', ['org:1', 'worker:2']]],
		['others', 'string', [[1, 2], '1, 2']],
		['place', 'string', ['40.7, -74']],
		['agent', 'string', [2, '2']],
		['site', 'string', ['https://example.com/']],
	])('%s is a %s', async (key, type, values) => {
		const field = (await mapper('getFieldsToCreate'))[key];
		expect(field.type).toBe(type);
		for (const value of values) {
			const valueOptions = field.options;
			const { valid } = validateFieldType(key, value, field.type ?? 'string', { valueOptions });
			expect([value, valid]).toEqual([value, true]);
		}
	});

	test('a picklist offers its options as they are', async () => {
		const { priority, colors } = await mapper('getFieldsToCreate');
		expect(priority.options).toEqual(OPTIONS.map((name) => ({ name, value: name })));
		expect(colors.options).toBeUndefined();
	});

	test('a field that takes a map has an input for one', async () => {
		expect((await mapper('getFieldsToCreate')).params.type).toBe('object');
	});
});

describe('names', () => {
	test.each([
		['title', /^Title$/],
		['group_id', /^Group ID \(.*required: this or group\)$/],
		['group', /^Group \(or group_id\)$/],
		['status', /^Status \(.*o \(open\), w \(waiting\), c \(closed\)\)$/],
		['links', /^Links \(type:id, with commas\)$/],
		['tags', /^My M \(with commas\)$/],
		['place', /^My cerb\.custom_field\.geo\.point \(latitude, longitude\)$/],
		['agent', /^Extra: Agent \(ID\)$/],
		['priority', /^My D$/],
	])('%s', async (key, name) => {
		expect((await mapper('getFieldsToCreate'))[key].displayName).toMatch(name);
	});
});

describe('what is required and what is shown', () => {
	const pick = (field: ResourceMapperField) => [field.required, field.removed, field.readOnly];

	test('for a new record', async () => {
		const { title, group, group_id: groupId, created } = await mapper('getFieldsToCreate');
		expect([title, group, groupId, created].map(pick)).toEqual([
			[true, false, undefined],
			[false, true, undefined],
			// The alternative may be filled in instead.
			[false, false, undefined],
			[false, true, undefined],
		]);
	});

	test('for an existing one nothing is required, and what cannot change says so', async () => {
		const all = await mapper('getFieldsToUpdate');
		expect(Object.values(all).every(({ required }) => !required)).toBe(true);
		const locked = Object.values(all).filter(({ readOnly }) => readOnly);
		expect(locked.map(({ id }) => id)).toEqual(['once']);
	});

	test.each(['getFieldsToCreate', 'getFieldsToUpdate'] as const)(
		'%s: no field matches records, each id once',
		async (method) => {
			const fields = Object.values(await mapper(method));
			expect(fields).toHaveLength(Object.keys(FIELDS).length);
			for (const field of fields) {
				expect(field).toMatchObject({
					canBeUsedToMatch: false,
					defaultMatch: false,
					display: true,
				});
			}
		},
	);
});
