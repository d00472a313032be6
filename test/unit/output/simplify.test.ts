import { simplify } from '../../../nodes/Cerb/output/simplify';
import { SIMPLIFIED_FIELDS } from '../../../nodes/Cerb/output/simplified-fields';

const BASE = 'https://cerb.example.com/cerb';
const plain = { baseUrl: BASE, expand: [] };

const TASK = {
	_context: 'cerberusweb.contexts.task',
	_type: 'task',
	_label: 'Welcome to Cerb!',
	created: 1795317858,
	completed: 0,
	due: 0,
	id: '1',
	importance: 33,
	is_completed: false,
	reopen: 0,
	status_id: 0,
	owner_id: '0',
	title: 'Welcome to Cerb!',
	updated: '1795220745',
	status: 'open',
	record_url: 'http://127.0.0.1/profiles/task/1-Welcome-to-Cerb',
	owner__context: 'cerberusweb.contexts.worker',
};

test('a task as recorded', () => {
	expect(simplify(TASK, plain)).toEqual({
		id: 1,
		title: 'Welcome to Cerb!',
		status: 'open',
		importance: 33,
		owner_id: 0,
		due: null,
		completed: null,
		created: '2026-11-22T03:24:18.000Z',
		updated: '2026-11-21T00:25:45.000Z',
		record_url: `${BASE}/profiles/task/1-Welcome-to-Cerb`,
	});
	expect(Object.keys(simplify(TASK, plain))).toEqual(SIMPLIFIED_FIELDS.task);
});

test('the record itself stays untouched', () => {
	const copy = structuredClone(TASK);
	simplify(TASK, { baseUrl: BASE, expand: ['owner_', 'custom_'] });
	expect(TASK).toEqual(copy);
});

test.each(Object.entries(SIMPLIFIED_FIELDS))(
	'the list for %s is short, has no repeats and begins with the id',
	(_type, fields) => {
		expect(fields[0]).toBe('id');
		expect(new Set(fields).size).toBe(fields.length);
		expect(fields.length).toBeLessThanOrEqual(10);
	},
);

describe('values', () => {
	const one = (key: string, value: unknown) =>
		simplify({ _type: 'x', [key]: value } as never, plain)[key];
	test.each([
		['id', '12', 12],
		['id', 12, 12],
		['id', 'abc', 'abc'],
		['owner_id', '007', 7],
		['owner_id', '', ''],
		['owner_id', null, null],
		['owner_id', '-5', '-5'],
		['paid', '5', '5'],
		['created', 1769817600, '2026-01-31T00:00:00.000Z'],
		['created', '1769817600', '2026-01-31T00:00:00.000Z'],
		['created', 4294967296, '2106-02-07T06:28:16.000Z'],
		['created', 0, null],
		['created', '0', null],
		['created', '', null],
		['created', null, null],
		['created', 'soon', 'soon'],
		['created', '2026-01-31', '2026-01-31'],
		['created', 1.5, 1.5],
		['last_opened_at', 1, '1970-01-01T00:00:01.000Z'],
		['at', 5, 5],
		['is_update', 5, 5],
		['importance', '33', '33'],
		['record_url', '/profiles/draft/1', `${BASE}/profiles/draft/1`],
		['record_url', 'http://127.0.0.1/index.php/profiles/task/1-x', `${BASE}/profiles/task/1-x`],
		['record_url', 'https://a/profiles/task/1-profiles/2', `${BASE}/profiles/task/1-profiles/2`],
		['record_url', '', ''],
		['record_url', null, null],
		['record_url', 'https://elsewhere/x', 'https://elsewhere/x'],
	])('%s: %j becomes %j', (key, value, expected) => {
		expect(one(key, value)).toEqual(expected);
	});

	test.each([99_999_999_999_999, '9223372036854775807', -99_999_999_999_999])(
		'a time beyond the calendar (%j) is kept as it is, not a raw RangeError',
		(value) => {
			expect(() => one('created', value)).not.toThrow();
		},
	);
});

describe('record types without a list of their own', () => {
	const many = Object.fromEntries(
		Array.from({ length: 30 }, (_, index) => [`field_${index}`, index]),
	);
	const record = {
		_context: 'contexts.custom_record.5',
		_type: 'widget',
		_label: 'A widget',
		_loaded: true,
		...many,
		owner__context: 'x',
		owner__label: 'Kim',
		links: { a: [1] },
		custom: [],
		created_at: 1769817600,
		updated_at: 0,
		name: 'Widget',
		id: '7',
		record_url: '/profiles/widget/7',
	};

	test('keep ten at most: id, label and name first, times and link last', () => {
		const simple = simplify(record, plain);
		expect(Object.keys(simple)).toEqual([
			'id',
			'_label',
			'name',
			'field_0',
			'field_1',
			'field_2',
			'field_3',
			'created_at',
			'updated_at',
			'record_url',
		]);
		expect(simple).toMatchObject({
			id: 7,
			_label: 'A widget',
			created_at: '2026-01-31T00:00:00.000Z',
			updated_at: null,
		});
	});

	test.each([
		[{}, []],
		[{ id: 1 }, ['id']],
		[{ _label: 'x', a: { b: 1 } }, ['_label']],
		[{ a: null }, ['a']],
	])('%j has %j', (given, keys) => {
		expect(Object.keys(simplify(given, plain))).toEqual(keys);
	});

	test('a type named like a part of every object has no list', () => {
		expect(simplify({ _type: 'constructor', id: '1' }, plain)).toEqual({ id: 1 });
	});
});

describe('what was expanded', () => {
	const ticket = {
		_type: 'ticket',
		id: 1,
		owner_id: '3',
		owner__label: 'Kim',
		owner_full_name: 'Kim',
		custom: { '5': 'x' },
		custom_5: 'x',
		participants: [{ id: 2, _loaded: true }],
		watchers: [],
		content: 'Hi',
		sender_id: 27,
		sender_address: 'kim@example.com',
		sender_host: 'example.com',
	};
	test.each<[string[], object]>([
		[[], { id: 1, owner_id: 3 }],
		[['owner_'], { id: 1, owner_id: 3, owner__label: 'Kim' }],
		[['sender_'], { id: 1, owner_id: 3, sender_id: 27, sender_address: 'kim@example.com' }],
		[['custom_'], { id: 1, owner_id: 3, custom: { '5': 'x' } }],
		[
			['participants', 'watchers', 'content'],
			{ id: 1, owner_id: 3, participants: [{ id: 2, _loaded: true }], watchers: [], content: 'Hi' },
		],
		[['org_', 'nonsense', ''], { id: 1, owner_id: 3 }],
	])('%j', (expand, expected) => {
		expect(simplify(ticket, { baseUrl: BASE, expand })).toEqual(expected);
	});
});
