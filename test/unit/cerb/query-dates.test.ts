import { dateProblem, isDateKey } from '../../../nodes/Cerb/cerb/query-dates';
import { readQuery } from '../../../nodes/Cerb/cerb/query';

const refused = (value: string, key = 'updated') => dateProblem(key, value) !== undefined;
/** The first part of a range, which Cerb reads as "since ever" when it cannot read it. */
const refusedText = (text: string) => refused(`"${text} to 2100-01-01"`);

/** Texts written one after another, which keeps long tables readable. */
const list = (text: string) =>
	text
		.split(/[|\n]/)
		.map((entry) => entry.trim())
		.filter(Boolean);

/** Read by Cerb 10.4.10: asked of a real one, or of PHP 8.2, whose date parser it uses. */
const READABLE = list(`
	now | today | tomorrow | yesterday | yesterday noon | noon yesterday | midnight tomorrow
	big bang | 2026-01-31 | 2026-1-31 | 2026/01/31 | 31.12.2026 | 31-12-2026 | 12/31/2026
	2026-01-31 10:00 | 2026-01-31 10:00:05 | 2026-1-1 1:00 pm | 2026-01-31T10:00:00Z
	2026-01-31T10:00:00.000Z | 2026-01-31T10:00:00+02:00 | 2026-01-31 10:00 UTC
	Sat, 31 Jan 2026 10:00:00 GMT | Sat, 31 Jan 2026 10:00:00 +0000 | jan 2026 | january 2026
	31 january 2026 | 1st january 2026 | Jan 31, 2026 | Dec 11 | 1769817600 | @1769817600 | 0
	4102444800 | -2 days | -2 day | -1 week | -1 weeks | +1 month | -90 min | -90 mins
	-30 sec | -2 hours | -1 year | -1 fortnight | -5 weekdays | +1 week 2 days | -3 days 10:00
	2 hours ago | 1 week ago | 1 hour 30 minutes ago | monday | last monday | next friday
	monday last week | tue next week | last week | last month | last year | this week
	previous month | first day of this month | first day of last month | last day of february
	first monday of january 2026 | last sat of july 2026 | third day | 10:00 | 10am
	today 10:00 | tomorrow noon
`);

/** Not read, so that Cerb gives all records; asked of the same two. */
const UNREADABLE = list(`
	garbage | 2026-01-31 10:00 Europe/Berlin | America/New_York | foo 2026 | yesterdy | {}
	2026_01_31x
`);

const UNREADABLE_YET_ACCEPTED = list(`
	31/12/2026 | 2026-13-01 | 2026-01-31 25:00 | 2026-01-31 10.30 | 31 12 2026 | 12 34
	11 Dec | +2 hrs | -2 hrs | 1 hr | +1 week and 2 days | the first of january
	tomorrow at noon | tues | thurs | next | last | this | of | hour | day | days ago
`);

describe('parts of a range', () => {
	test.each(READABLE)('%j passes', (text) => {
		expect(refusedText(text)).toBe(false);
		expect(refused(`"2026-01-01 to ${text}"`)).toBe(false);
		expect(refused(`"${text}"`)).toBe(false);
		expect(refused(`(since:"${text}")`)).toBe(false);
		expect(refused(`(since:"2020-01-01" until:"${text}")`)).toBe(false);
	});

	test.each(READABLE.map((text) => text.toUpperCase()))('%j passes in capitals', (text) => {
		expect(refusedText(text)).toBe(false);
	});

	test.each(UNREADABLE)('%j is refused', (text) => {
		expect(refusedText(text)).toBe(true);
		expect(refused(`"2026-01-01 to ${text}"`)).toBe(true);
		expect(refused(`"${text}"`)).toBe(true);
		expect(refused(`(since:"${text}")`)).toBe(true);
	});

	test.each(UNREADABLE_YET_ACCEPTED)(
		'%j is not read by Cerb, which gives all records: refused',
		(text) => {
			expect(refusedText(text)).toBe(true);
		},
	);

	test.each(['2026-01-31 10:00 EST', '2026-01-31 10:00 CET', 'back of 7pm'])(
		'%j is read by Cerb: it passes',
		(text) => {
			expect(refusedText(text)).toBe(false);
		},
	);
});

describe('the forms of a filter', () => {
	test.each(
		list(`
		"1795229745 to now" | "1795229745 to 4102444800" | "@1795229745 to now" | 1795229745
		"1795229745" | "2026-11-21T02:55:45.000Z to now" | "2026-11-21 to 2026-11-21"
		"2026-11-21 02:55:45 to now" | "0 to 1795222745" | "big bang to 1795222745" | never
		"never" | "last week" | yesterday | 2026-01-31 | (since:"1795229745")
		(until:"1795222745") | (since:"-1 week" until:"-1 day")
		(since:"@1795229745" until:"@1795231745") | ( since: "yesterday" ) | (since:2026-01-31)
	`),
	)('%s passes', (value) => {
		expect(refused(value)).toBe(false);
		expect(readQuery(`status:o (updated:${value}) x`)).toHaveProperty('query');
	});

	test.each([
		'>1795229745',
		'>=1795229745',
		'<1795229745',
		'<=1795229745',
		'!>5',
		'1795229745...1795231745',
		'2026-01-01...2026-02-01',
		'>"1795229745"',
		'!"1795229745 to now"',
		'"garbage"',
		'"garbage to now"',
		'"now to garbage"',
		'"2026-01-01 until now"',
		'"2026-11-21 02:55:45 America/New_York to now"',
		'(since:"garbage")',
		'(since:"-1 day" until:"garbage")',
		'""',
		'"',
		'[2026-01-01,2026-01-02]',
		"'2026-01-01'",
		'all("2026-01-01")',
		'${x}',
	])('%s is refused', (value) => {
		expect(refused(value)).toBe(true);
	});

	test.each(
		list(`
		updated: | updated:"" | a:1 updated:>5 | (updated:>5) | x:(updated:<=5 b:1)
		updated:>5 OR updated:<3 | updated: >5 | updated:"garbage" limit:5
	`),
	)('the query %j is refused', (query) => {
		expect(readQuery(query)).toHaveProperty('problem');
	});

	test.each(
		list(`
		id:>5 | importance:>=5 | id:1...5 | title:"updated:>5" | xupdated:>5
	`),
	)('the query %j, no date, passes', (query) => {
		expect(readQuery(query)).toHaveProperty('query');
	});

	test.each(['" to now"', '"to now"', '" to 2026-01-31"'])(
		'%s, a range whose start is empty (an expression gave nothing), is refused',
		(value) => {
			expect(refused(value)).toBe(true);
		},
	);

	test.each(['!never', '!2026-01-31', '!yesterday'])(
		'%s is refused: Cerb ignores the ! and gives the opposite',
		(value) => {
			expect(refused(value)).toBe(true);
		},
	);

	test.each(
		list(`
		("2026-01-01 to now") | (2026-01-01) | (foo:bar) | (SINCE:"2026-01-01") | ()
	`),
	)('the group %s names no time, so Cerb gives all records: refused', (value) => {
		expect(refused(value)).toBe(true);
	});

	test.each(
		list(`
		(days:weekday) | (months:jan,feb) | (time:"8am-5pm") | (dom:1) | (weeks:5)
		(since:"-1 month" days:[mon,tue])
	`),
	)('the group %s of days, months or times passes', (value) => {
		expect(refused(value)).toBe(false);
	});

	test.each(
		list(`
		y | n | yes | no | true | false | 0 | 1
	`),
	)('closed:%s is a flag of reminders', (value) => {
		expect(refused(value, 'closed')).toBe(false);
	});
	test('closed:>5 is refused all the same', () => {
		expect(refused('>5', 'closed')).toBe(true);
	});
});

test('a refusal names the filter and gives an example of the same key', () => {
	const problem = dateProblem('created', '>5');
	expect(problem?.message).toContain('created:>5');
	expect(problem?.hint.match(/created:"[^"]+"/g)).toHaveLength(3);
	for (const example of problem?.hint.match(/"[^"]+"/g) ?? []) {
		expect(dateProblem('created', example)).toBeUndefined();
	}
});

test('only date keys are judged', () => {
	expect(['updated', 'created', 'signed.at'].map(isDateKey)).toEqual([true, true, true]);
	expect(['id', 'Updated', 'update', 'constructor', ''].map(isDateKey)).toEqual([
		false,
		false,
		false,
		false,
		false,
	]);
});
