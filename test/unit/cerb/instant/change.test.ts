import { changedFields, readChange, type Change } from '../../../../nodes/Cerb/cerb/instant/change';

const change = (before: object, after: object) => ({ before, after }) as unknown as Change;
const changed = (before: object, after: object) =>
	Object.fromEntries(changedFields(change(before, after)));

test('numbers and actors are read as they are meant', () => {
	const body = { delivery: 'a', event: 'updated', type: 'task', id: '67', label: 'x' };
	const read = (actor: object) =>
		readChange(Buffer.from(JSON.stringify({ ...body, actor, before: {}, after: {} })));
	expect(read({ type: 'worker', id: '1', name: 'Ada' })).toMatchObject({
		id: 67,
		actor: { type: 'worker', id: 1, name: 'Ada' },
	});
	// Cerb itself, e.g. its scheduler.
	expect(read({ type: null, id: null, name: null }).actor).toEqual({ type: '', id: 0, name: '' });
});

test('fields are compared by their values', () => {
	expect(
		changed(
			{ id: 1, title: 'a', status: 'open', tags: ['x', 'y'], due: 0 },
			{ id: 1, title: 'b', status: 'open', tags: ['x', 'z'], due: 0 },
		),
	).toEqual({
		title: { before: 'a', after: 'b' },
		tags: { before: ['x', 'y'], after: ['x', 'z'] },
	});
});

test('a field that comes or goes was or is null', () => {
	expect(changed({ a: 1 }, { b: 2 })).toEqual({
		a: { before: 1, after: null },
		b: { before: null, after: 2 },
	});
	expect(changed({ a: null }, {})).toEqual({});
});

test('what follows from other fields is none', () => {
	expect(
		changed(
			{ _label: 'a', url: '/a', record_url: '/a', owner__context: '', _loaded: false },
			{ _label: 'b', url: '/b', record_url: '/b', owner__context: 'worker', _loaded: true },
		),
	).toEqual({});
});

test('custom fields have the keys that one writes them by, without ids and companions', () => {
	const before = {
		custom: { '4': '0.00', '11': null },
		custom_4: '0.00',
		custom_11: '',
		customfields: ['price', 'customer'],
		price: null,
		price_label: '$ 0.00 USD',
		price_decimal: '0.00',
		customer: null,
		customer_id: null,
		priced: 1,
	};
	const after = {
		...before,
		custom: { '4': '5.00', '11': 'x' },
		custom_4: '5.00',
		custom_11: 'x',
		price: '500',
		price_label: '$ 5.00 USD',
		price_decimal: '5.00',
		customer: 'x',
		customer_id: 7,
		priced: 2,
	};
	expect(changed(before, after)).toEqual({
		price: { before: null, after: '500' },
		customer: { before: null, after: 'x' },
		priced: { before: 1, after: 2 },
	});
});

test('a custom field whose key begins like that of another is kept', () => {
	const customfields = ['price', 'price_net', 'custom_x'];
	expect(
		changed(
			{ customfields, price: 1, price_net: 1, custom_x: 1, price_label: 'a' },
			{ customfields, price: 2, price_net: 2, custom_x: 2, price_label: 'b' },
		),
	).toEqual({
		price: { before: 1, after: 2 },
		price_net: { before: 1, after: 2 },
		custom_x: { before: 1, after: 2 },
	});
});

test('a custom field hides no field that only begins like it', () => {
	const customfields = ['owner', 'status'];
	expect(
		changed(
			{ customfields, owner: 'x', owner_id: 1, status_id: 0 },
			{ customfields, owner: 'x', owner_id: 2, status_id: 1 },
		),
	).toEqual({ owner_id: { before: 1, after: 2 }, status_id: { before: 0, after: 1 } });
});

test('names of every object are no fields', () => {
	expect(changed({}, JSON.parse('{"constructor": 1, "__proto__": 2}') as object)).toEqual({
		constructor: { before: null, after: 1 },
	});
});
