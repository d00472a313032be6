import { CerbState, createState } from '../state';
import { requireType } from './registry';
import { queryContext } from './search/context';
import { findRows, pageOf, readSearch } from './search/search';
import { Unclaimed } from './search/unclaimed';

const NOW = 1_800_000_000;

/** Fifteen tasks with ids 1 to 15, one changed each thousand seconds, #15 at NOW - 1000. */
function fifteenTasks(): CerbState {
	const state = createState({ seed: 'none', now: NOW });
	state.create('address', { email: 'ada@cerb.example' });
	state.create('worker', { first_name: 'Ada', last_name: 'Admin', is_superuser: 1, address_id: 1 });
	state.create('worker', { first_name: 'Kina', last_name: 'Halpue' });
	for (let id = 1; id <= 15; id++) {
		state.create('task', {
			title: id === 1 ? 'Welcome to Cerb!' : `Task ${id}`,
			updated: NOW - (16 - id) * 1000,
			importance: id % 3 === 0 ? 80 : 50,
			owner_id: id === 2 ? 1 : 0,
			status_id: id === 4 ? 1 : 0,
		});
	}
	return state;
}

function ids(query: string, state = fifteenTasks(), alias = 'task'): number[] {
	const unclaimed = new Unclaimed();
	const type = requireType(alias, state);
	const context = queryContext({ state, baseUrl: '' }, 1, unclaimed);
	const rows = findRows(readSearch(query, type, context), type, context);
	expect(unclaimed.first).toBeUndefined();
	return rows.map(({ id }) => id);
}

function unclaimedOf(query: string): string | undefined {
	const state = fifteenTasks();
	const unclaimed = new Unclaimed();
	const type = requireType('task', state);
	readSearch(query, type, queryContext({ state, baseUrl: '' }, 1, unclaimed));
	return unclaimed.first;
}

const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Each line was tried on a Cerb 10.4.10 with the like data. */
describe('search queries', () => {
	it.each<[string, number[]]>([
		['id:5', [5]],
		['id:[1,3]', [1, 3]],
		['id:![1,2,3] id:<6', [4, 5]],
		['id:>13', [14, 15]],
		['id:>=14', [14, 15]],
		['id:2...4', [2, 3, 4]],
		['id:"2 to 4"', [2, 3, 4]],
		['id:abc', []],
		['id:5abc', [5]],
		['id:=2', [2]],
		['importance:80 id:!=3', [6, 9, 12, 15]],
	])('numbers: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it.each<[string, number[]]>([
		['title:"Welcome to Cerb!"', [1]],
		['title:"WELCOME to cérb! "', [1]],
		['title:"Welcome"', []],
		['title:welc', [1]],
		['title:!task', [1]],
		['title:["Task 2","Task 3"]', [2, 3]],
		['title:"*Wel%me*"', [1]],
		['title:"Wel_ome to Cerb!"', []],
		['title:Wel_ome', [1]],
		['title:"Task 1_*"', [10, 11, 12, 13, 14, 15]],
		["title:'Welcome", []],
		['welcome', [1]],
		['title:"a\\"b"', []],
	])('texts: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it.each<[string, number[]]>([
		['(id:1 OR id:3) sort:-id', [3, 1]],
		['!(id:>1 OR id:1)', []],
		['id:>3 !(id:>5)', [4, 5]],
		['(id:>5 (id:<8 OR id:15))', [6, 7, 15]],
		['() id:3', [3]],
		['id:1 OR id:2', [1, 2]],
		['id:1 OR id:2 sort:id', []],
		['(id:>13 sort:id)', []],
		['(id:>13 limit:1)', []],
		['!id:1', []],
		['nonsense:1', []],
		['nonsense:1 id:2', []],
		['title:abc)', []],
		['title:', []],
		['updated:', []],
		[':', []],
	])('groups and pitfalls: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it.each<[string, number[]]>([
		[`updated:"${NOW - 2000} to now"`, [14, 15]],
		[`updated:"@${NOW - 2000} to 4102444800"`, [14, 15]],
		[`updated:${NOW - 2000}`, [14, 15]],
		[`updated:"${NOW - 15000} to ${NOW - 14000}"`, [1, 2]],
		[`updated:(since:"${NOW - 2000}" until:"${NOW - 2000}")`, [14]],
		[`updated:>${NOW - 2000}`, ALL],
		[`updated:${NOW - 2000}...${NOW}`, ALL],
		[`updated:>"${NOW - 2000}"`, []],
		[`updated:!"${NOW - 2000} to now"`, [14, 15]],
		['updated:"garbage"', ALL],
		['updated:"garbage to now"', ALL],
		[`updated:"${NOW} to ${NOW - 9000}"`, []],
		['updated:never', []],
		['completed:never', ALL],
		['updated:"-40 mins to now"', [14, 15]],
		['updated:"40 mins ago"', [14, 15]],
		['updated:"2027-01-15 to 2027-01-15"', ALL],
		['updated:"2027-01-15 07:20:00 to now"', [14, 15]],
		['updated:"2027-01-15T08:20:00+01:00 to now"', [14, 15]],
		['updated:"2027-01-15 08:30:00 Europe/Berlin to now"', ALL],
		['set.timezone:America/New_York updated:"2027-01-15 02:20:00 to now"', [14, 15]],
		['set.timezone:Mars/Phobos updated:"1 to now"', []],
		['updated:"last week"', []],
		['updated:today', ALL],
		['updated:yesterday', []],
		['updated:"this week"', ALL],
		['updated:"this month"', ALL],
		['updated:"this year"', ALL],
		['updated:"last year"', []],
		['updated:"first day of this month to now"', ALL],
	])('dates: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it('leaves out what is stamped in the future when a span ends now', () => {
		const state = fifteenTasks();
		state.update('task', 3, { updated: NOW + 60 });
		expect(ids('updated:"1 to now"', state)).not.toContain(3);
		expect(ids('updated:"1 to 4102444800"', state)).toContain(3);
	});

	it.each<[string, number[]]>([
		['id:{{1+1}}', [2]],
		['id:{{ 2*3 }}', [6]],
		['{# x #}id:4', [4]],
		['{% if 1 %}id:3{% endif %}', [3]],
		['{% verbatim %}title:"{{x}}"{% endverbatim %}', []],
		['title:"{{ bad"', []],
	])('templates: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it.each<[string, number[]]>([
		['status:c', [4]],
		['status:![o]', [4]],
		['status:[open,closed] id:<3', [1, 2]],
		['status:x', []],
		['owner.id:me', [2]],
		['owner.id:ada', [2]],
		['owner.id:none id:<4', [1, 3]],
		['owner:(isAdmin:y)', [2]],
		['owner:!(isAdmin:y) id:<4', [1, 3]],
		['owner:(nonsense:1)', []],
	])('words and nested queries: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it.each<[string, number[]]>([
		['sort:-id id:<4', [3, 2, 1]],
		['sort:-importance,id id:<7', [3, 6, 1, 2, 4, 5]],
		['sort:importance sort:-id id:<3', [2, 1]],
		['sort:nonsense id:<3', [1, 2]],
		['sort:[-id,title] id:<3', [2, 1]],
		['sort:owner,-id id:<3', [2, 1]],
	])('orders: %s', (query, expected) => {
		expect(ids(query)).toEqual(expected);
	});

	it.each([
		['id:{{x}}'],
		['{% for a in b %}{% endfor %}'],
		['updated:"third tuesday"'],
		['comments:(x)'],
		['updated:(day:monday)'],
	])('does not guess at %s', (query) => {
		expect(unclaimedOf(query)).toBeDefined();
	});
});

describe('pages', () => {
	const rows = ALL.map((id) => ({ id }));
	const page = (index: number): number[] => pageOf(rows, 4, index).rows.map(({ id }) => id);

	it('gives the rows of the page and the count of all', () => {
		expect(page(1)).toEqual([5, 6, 7, 8]);
		expect(page(3)).toEqual([13, 14, 15]);
		expect(pageOf(rows, 4, 3).total).toBe(15);
	});

	it('gives other rows past the end, and not even the last ones', () => {
		expect(page(4)).toEqual([9, 10, 11, 12]);
		expect(page(499)).toEqual([9, 10, 11, 12]);
		expect(pageOf([], 4, 2)).toEqual({ rows: [], total: 0 });
	});
});
