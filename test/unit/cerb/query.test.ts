import { filterGroup, readQuery, type LiftedQuery } from '../../../nodes/Cerb/cerb/query';

function lifted(text: string): Partial<LiftedQuery> | string {
	const reading = readQuery(text);
	return 'problem' in reading ? `refused: ${reading.problem.message}` : reading.query;
}
const filters = (text: string) => {
	const reading = lifted(text);
	return typeof reading === 'string' ? reading : reading.filters;
};
const flat = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim();

describe('directives at top level are lifted', () => {
	test.each<[string, Partial<LiftedQuery>]>([
		['', { filters: '' }],
		['   ', { filters: '' }],
		['limit:5', { filters: '', limit: 5 }],
		['limit: 5', { filters: '', limit: 5 }],
		['limit:"5"', { filters: '', limit: 5 }],
		['limit:1000', { filters: '', limit: 1000 }],
		['page:2', { filters: '', page: 2 }],
		['page:2 limit:5 sort:-id', { filters: '', page: 2, limit: 5, sort: ['-id'] }],
		['sort:id', { filters: '', sort: ['id'] }],
		['sort: -updated', { filters: '', sort: ['-updated'] }],
		['sort:"-updated,id"', { filters: '', sort: ['-updated', 'id'] }],
		[
			'sort:+updated,-group.name,cfTotal',
			{ filters: '', sort: ['+updated', '-group.name', 'cfTotal'] },
		],
		['status:o limit:5 owner:me', { filters: 'status:o owner:me', limit: 5 }],
		['limit:5 status:o', { filters: 'status:o', limit: 5 }],
		['status:o limit:5', { filters: 'status:o', limit: 5 }],
		['status:[o,w]limit:5', { filters: 'status:[o,w]', limit: 5 }],
		['(status:o)limit:5', { filters: '(status:o)', limit: 5 }],
		['"a b"limit:5', { filters: '"a b"', limit: 5 }],
		['(a:1 OR b:2) sort:id', { filters: '(a:1 OR b:2)', sort: ['id'] }],
		['limit:5 limit:10', { filters: '', limit: 10 }],
		['sort:a status:o sort:b', { filters: 'status:o', sort: ['b'] }],
		['status:o\n\tlimit:5', { filters: 'status:o', limit: 5 }],
		['status:o limit:\n5', { filters: 'status:o', limit: 5 }],
	])('%j', (text, expected) => {
		const reading = lifted(text);
		if (typeof reading === 'string') return expect(reading).toEqual(expected);
		expect({ ...reading, filters: flat(reading.filters) }).toMatchObject(expected);
		const given = Object.keys(reading).filter((key) => key !== 'keys');
		expect(given.sort()).toEqual(Object.keys(expected).sort());
	});
});

describe('what only looks like a directive stays', () => {
	test.each([
		'title:"limit:5"',
		'"page:2"',
		'title:"a sort:id b"',
		'rate.limit:5',
		'mylimit:5',
		'limits:5',
		'resort:1',
		'text:limit',
		'Limit:5',
		'title:*page*',
	])('%j', (text) => {
		expect(lifted(text)).toMatchObject({ filters: text });
		expect(Object.keys(lifted(text))).toEqual(['filters', 'keys']);
	});

	test.each(['foo-limit:5', 'status:o,page:2', 'x/sort:id', 'a@limit:1', 'text:a-limit:5'])(
		'%j is one word for Cerb, so nothing is lifted from its middle',
		(text) => {
			expect(filters(text)).toBe(text);
		},
	);
});

describe('queries that Cerb would misread are refused', () => {
	test.each([
		['(limit:5)', /limit: stands inside/],
		['(status:o (page:2))', /page: stands inside/],
		['(sort:id)', /sort: stands inside/],
		['[limit:5]', /list .* belongs to no key/],
		['group:(limit:5)', /limit: stands inside/],
		['(status:o OR (sort:id limit:5))', /stands inside/],
		['limit:0', /positive/],
		['limit:-1', /positive/],
		['limit:1.5', /positive/],
		['limit:many', /positive/],
		['limit:', /positive/],
		['limit: status:o', /positive/],
		['limit:[5]', /positive/],
		['limit:(5)', /./],
		['limit:9999999999', /positive/],
		['page:0', /positive/],
		['page:1e3', /positive/],
		['sort:', /cannot read sort/],
		['sort:a, b', /cannot read sort/],
		['sort:a,,b', /cannot read sort/],
		['sort:[a,b]', /cannot read sort/],
		['sort:--a', /cannot read sort/],
		['sort:a;b', /cannot read sort/],
		['sort:"a b"', /cannot read sort/],
		['title:"open', /quote .* not closed/],
		['"', /quote .* not closed/],
		['a:"b" "', /quote .* not closed/],
		['title:"a\\"b"', /quote .* not closed/],
		['(status:o', /lacks a closing \)/],
		['((a:1)', /lacks a closing \)/],
		['id:[1,2', /lacks a closing \]/],
		['status:o)', /\) too many/],
		['a:1) OR (b:2', /\) too many/],
		[')(', /\) too many/],
		['id:1]', /\] too many/],
		['(id:[1)]', /too many/],
		["title:'it (is'", /lacks a closing/],
		['title:"a" )', /\) too many/],
		['{{1+1}}', /template code/],
		['title:"{{ x }}"', /template code/],
		['{% if 1 %}id:3{% endif %}', /template code/],
		['id:4 {# x #}', /template code/],
		['title:"{{{"', /template code/],
		['title:limit:5', /second key .* behind title:/],
		['a:1a:2', /second key/],
		['updated:12:30', /second key/],
		['(a:b:c)', /second key/],
		['[status:o]', /list .* belongs to no key/],
		['[a b] id:>0', /list .* belongs to no key/],
		['id:1 [2]', /list .* belongs to no key/],
		['id:[1] [2]', /list .* belongs to no key/],
		['links:([1,2])', /list .* belongs to no key/],
		['a[b]', /list .* belongs to no key/],
		['OR', /nothing on one side/],
		['id:5 OR ', /nothing on one side/],
		['OR id:5', /nothing on one side/],
		['(id:5 AND)', /nothing on one side/],
		['( OR id:5)', /nothing on one side/],
		['id:5 OR limit:3', /nothing on one side/],
		['a\u0000', /NUL/],
		['title:"\ud83d"', /half an emoji/],
		['x'.repeat(30_001), /30001 characters/],
	])('%j', (text, message) => {
		expect(lifted(text)).toMatch(message);
	});

	test.each([
		['_limit:5 status:o', /^status:o$|_limit/],
		['_sort:-id status:o', /^status:o$|_sort/],
		['_page:2 status:o', /^status:o$|_page/],
	])(
		'%j, a directive by its other name, finds nothing inside a group: it is lifted or refused',
		(text, handled) => {
			expect(flat(filters(text))).toMatch(handled);
			expect(filters(text)).not.toBe(text);
		},
	);

	test.each([
		'set.timezone:America/New_York created:"2026-01-31 to now"',
		'subtotal:status id:>1',
		'_subtotal:status id:>1',
	])(
		'%j works at top level only (in a group Cerb finds nothing): it is lifted or refused',
		(text) => {
			expect(filters(text)).not.toContain('set.timezone:America/New_York created');
			expect(filters(text)).not.toMatch(/^_?subtotal:status id/);
		},
	);

	test.each([
		'status:o <$PC> <$PO> id:2',
		'id:1 <$PC> OR <$PO> id:2',
		'a:<$BO>',
		'x <$Q:0>',
		'<$OR>',
	])(
		'%j holds a bracket in the spelling of Cerb itself, which leaves the group: refused',
		(text) => {
			expect(lifted(text)).toMatch(/^refused/);
		},
	);

	test.each(['!status:o', '(!status:o)', 'a:1 !b:2', '!limit:5'])(
		'%j does not negate, Cerb looks for the word and finds nothing: refused',
		(text) => {
			expect(lifted(text)).toMatch(/^refused/);
		},
	);

	test.each(['id:1\nOR\nid:2', 'id:1\tOR\tid:2', 'id:1 OR\nid:2'])(
		'%j: Cerb knows OR between blanks only, so line breaks become blanks',
		(text) => {
			expect(filters(text)).toBe('id:1 OR id:2');
		},
	);
});

describe('queries that are fine stay as they are', () => {
	test.each([
		'status:o',
		'status:[o,w]',
		'status:![d]',
		'id:>5 id:<9',
		'id:2...14',
		'id:![1,3]',
		'(id:1 OR id:3)',
		'((a:1 OR b:2) AND !(c:3))',
		'group:(name:Support) bucket:(name:"In box")',
		'links:all(task:(status:o) org:(name:x))',
		'name:"Say *hi* now"',
		'name:"brackets ( [ ) inside ] quotes"',
		'name:"" text:"a""b"',
		'subject:*refund* importance:>50',
		'owner.id:5 extraInfo.fsText:"x"',
		'hello world',
		'title:50% cost:{5}',
		'title:"{ { } % #"',
		'email:a@b.example',
		'title:日本',
	])('%j', (text) => {
		expect(filters(text)).toBe(text);
	});
});

test.each([
	'title:"x OR"',
	'title:"OR"',
	'id:1 OR id:2',
	'ORDER',
	'a ORB',
	'(id:1 OR id:2) AND id:3',
])('%j has an OR with both its sides, or none', (text) => {
	expect(lifted(text)).toMatchObject({ filters: text });
});

describe('the keys of the filters', () => {
	test.each([
		['status:o', ['status']],
		['status:o limit:5 sort:id', ['status']],
		['group:(name:x status:o)', ['group']],
		['(group:(name:x) owner.id:1) OR status:o', ['group', 'owner.id', 'status']],
		['!(status:o)', ['status']],
		['owner.id:5 extraInfo.fsText:"x"', ['owner.id', 'extraInfo.fsText']],
		['title:"status:o"', ['title']],
		['cf_x2:1', ['cf_x2']],
		['hello', []],
		['status: o', ['status']],
	])('%j', (text, keys) => {
		expect(lifted(text)).toMatchObject({ keys });
	});
});

test('every refusal says what to do', () => {
	for (const text of ['(limit:5)', 'limit:0', 'sort:a, b', '"', '(', ')', '{{x}}', 'updated:>5']) {
		const reading = readQuery(text);
		if (!('problem' in reading)) return expect(text).toBe('refused');
		expect(reading.problem.hint).toMatch(/^(Move|Write|Close|Add|Remove)/);
	}
});

describe('filters as one group, with the zone they hold in', () => {
	test.each([
		['', ''],
		['id:1 OR id:2', '(id:1 OR id:2)'],
		['set.timezone:Asia/Tokyo', 'set.timezone:Asia/Tokyo'],
		['due:"today" set.timezone:Asia/Tokyo', '(due:"today") set.timezone:Asia/Tokyo'],
		['set.timezone:"Asia/Tokyo" a:1 OR b:2 limit:5', '(a:1 OR b:2) set.timezone:Asia/Tokyo'],
	])('%s', (text, group) => {
		const reading = readQuery(text);
		expect('query' in reading ? flat(filterGroup(reading.query)) : 'refused').toBe(group);
	});
});
