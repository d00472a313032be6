import type { QueryProblem } from './query';
import { shortened } from './text';

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

const UNIT = '(?:sec|second|min|minute|hour|day|weekday|week|fortnight|month|year)s?';
const WEEKDAY =
	'(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)';
const MONTH =
	'(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)';
const ORDINAL =
	'(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last)';
const NEAR = '(?:last|next|this|previous)';
const D = '(?:0?[1-9]|[12]\\d|3[01])';
const M = '(?:0?[1-9]|1[0-2])';
const HOUR = '(?:[01]?\\d|2[0-4])';
const ZONE =
	'(?:z|utc|gmt|[ecmp][sd]t|cest|cet|eest|eet|west|wet|bst|ist|jst|(?:gmt)?[+-]\\d{2}:?\\d{2})';
const TIME = `(?:${HOUR}:[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:\\s*[ap]m)?|(?:1[0-2]|0?[1-9])\\s*[ap]m)`;

/**
 * Pieces of dates that the PHP behind Cerb 10.4.10 reads, in the forms people write; a date is a row
 * of them. Stricter than PHP: a form left out here only has to be written in another way, but one
 * that PHP cannot read would make Cerb give all records.
 */
const PIECE = new RegExp(
	`^(?:${[
		`\\d{4}-${M}-${D}(?:(?:t|\\s+)${TIME}\\s*${ZONE}?)?`,
		`\\d{4}/${M}/${D}`,
		`${D}[.-]${M}[.-]\\d{4}`,
		`${M}/${D}/\\d{4}`,
		`${D}(?:st|nd|rd|th)?\\s+${MONTH}\\s+\\d{4}`,
		`${MONTH}\\s+${D}(?:\\s*,\\s*\\d{4})?`,
		`${MONTH}\\s+\\d{4}`,
		`[+-]?\\d+\\s*${UNIT}(?:\\s+ago)?`,
		`(?:${ORDINAL}|${NEAR})\\s+(?:${UNIT}|${WEEKDAY})\\s+of(?=\\s)`,
		`(?:${ORDINAL}|${NEAR})\\s+(?:${UNIT}|${WEEKDAY})`,
		`(?:back|front)\\s+of\\s+${HOUR}(?:\\s*[ap]m)?`,
		TIME,
		ZONE,
		WEEKDAY,
		MONTH,
		'now|today|tomorrow|yesterday|noon|midnight|never|big\\s+bang',
	].join('|')})(?=[\\s,]|$)[\\s,]*`,
	'i',
);

/** Parts of a date group that limit by calendar, next to `since` and `until`. */
const CALENDAR_KEYS = ['days', 'dom', 'months', 'time', 'times', 'weeks', 'years'];

/** `closed` is a yes/no key for reminders and a date elsewhere. */
const YES_NO = /^(y|n|yes|no|true|false|0|1)$/i;

export function isDateKey(key: string): boolean {
	return DATE_KEYS.has(key);
}

/**
 * Says why Cerb would not read a date filter: it ignores such a filter without a word and gives all
 * records (measured on Cerb 10.4.10).
 * @param value the filter's value as written, with its quotes or brackets
 */
export function dateProblem(key: string, value: string): QueryProblem | undefined {
	const hint = `Write e.g. ${key}:"2026-01-31 to now", ${key}:"-2 days to now" or ${key}:"1769817600 to 1772496000" (unix seconds)`;
	if (/^!?[<>]/.test(value) || value.startsWith('!') || value.includes('...')) {
		return { message: `Cerb ignores ${key}:${shortened(value)} and would give all records`, hint };
	}
	if (key === 'closed' && YES_NO.test(value)) return undefined;
	const isReadable = value.startsWith('(') ? isGroup(value) : isRange(unquote(value));
	if (isReadable) return undefined;
	return {
		message: `Cerb cannot read the date ${key}:${shortened(value)} and would give all records`,
		hint,
	};
}

/** `(since:"…" until:"…" days:[mon,tue])` */
function isGroup(value: string): boolean {
	const parts = [...value.matchAll(/(\w+):\s*("[^"]*"|\[[^\]]*\]|[^\s()]+)/g)];
	const rest = parts.reduce((text, [part]) => text.replace(part, ''), value.slice(1, -1));
	if (parts.length === 0 || rest.trim() !== '') return false;
	return parts.every(([, key, part]) =>
		key === 'since' || key === 'until' ? isDate(unquote(part)) : CALENDAR_KEYS.includes(key),
	);
}

function isRange(text: string): boolean {
	const parts = text.split(/(?:^|\s+)to(?:\s+|$)/i);
	return parts.length <= 2 && parts.every((part) => isDate(part.trim()));
}

function isDate(text: string): boolean {
	// Four digits are unix seconds for Cerb: a year would mean "since 1970".
	if (/^@?\d{1,10}$/.test(text)) return !/^(?:19|20|21)\d\d$/.test(text);
	let rest = text;
	for (let piece = PIECE.exec(rest); piece; piece = PIECE.exec(rest)) {
		rest = rest.slice(piece[0].length);
		if (rest === '') return true;
		// "of" is part of the piece before it: "first monday of january 2026".
		rest = rest.replace(/^of\s+/i, '');
	}
	return false;
}

function unquote(value: string): string {
	return value.replace(/^"([^"]*)"$/, '$1');
}
