import type { QueryProblem } from './query';

/** Search keys of type date over all record types (measured on Cerb 10.4.10). */
const DATE_KEYS = new Set([
	'cacheUntil',
	'checkedAt',
	'closed',
	'closedDate',
	'completed',
	'created',
	'due',
	'endDate',
	'expires',
	'lastActivity',
	'lastLogin',
	'lastOpenedAt',
	'lastRanAt',
	'nextRunAt',
	'queue.deliverAt',
	'remindAt',
	'reopen',
	'runDate',
	'signed.at',
	'startDate',
	'updated',
]);

/** Words of the relative dates that PHP reads, e.g. "first day of last month", "-2 weeks". */
const DATE_WORDS = new Set(
	[
		'now today tomorrow yesterday midnight noon never ago next last this previous of the and day days',
		'week weeks weekday weekdays month months year years hour hours hr hrs minute minutes min mins',
		'second seconds sec secs fortnight fortnights big bang first third fourth fifth sixth seventh',
		'eighth ninth tenth eleventh twelfth monday tuesday wednesday thursday friday saturday sunday',
		'mon tue tues wed thu thur thurs fri sat sun january february march april may june july august',
		'september october november december jan feb mar apr jun jul aug sep sept oct nov dec',
		'am pm t z utc gmt st nd rd th to at',
	].flatMap((line) => line.split(' ')),
);

/** `closed` is a yes/no key for reminders and a date elsewhere. */
const YES_NO = /^(y|n|yes|no|true|false|0|1)$/i;

export function isDateKey(key: string): boolean {
	return DATE_KEYS.has(key);
}

/**
 * Says why Cerb would not read a date filter: it ignores such a filter without a word and gives all
 * records (measured on Cerb 10.4.10). Zone names such as `Europe/Berlin` are unreadable there too.
 * @param value the filter's value as written, with its quotes or brackets
 */
export function dateProblem(key: string, value: string): QueryProblem | undefined {
	const bare = value.replace(/^"([^"]*)"$/, '$1').trim();
	const hint = `Write e.g. ${key}:"2026-01-31 to now", ${key}:"-2 days to now" or ${key}:"1769817600 to 1772496000" (unix seconds)`;
	if (/^!?[<>]/.test(bare) || bare.includes('...')) {
		return { message: `Cerb ignores ${key}:${value} and would give all records`, hint };
	}
	// A group such as (since:"…" until:"…") has its parts judged below.
	const parts = bare.startsWith('(')
		? [...bare.matchAll(/(?:since|until):\s*(?:"([^"]*)"|([^\s()]+))/g)].map((m) => m[1] ?? m[2])
		: [bare];
	const unreadable = parts.find((part) => !isReadable(part, key));
	if (unreadable === undefined) return undefined;
	return {
		message: `Cerb cannot read the date ${key}:${value} and would give all records`,
		hint,
	};
}

function isReadable(text: string, key: string): boolean {
	if (key === 'closed' && YES_NO.test(text)) return true;
	const words = text.toLowerCase().match(/[a-z]+(?:\/[a-z_]+)?/g) ?? [];
	if (!words.every((word) => DATE_WORDS.has(word))) return false;
	return /^[@+\-\d\s\w:.,/!]+$/.test(text) && (words.length > 0 || /\d/.test(text));
}
