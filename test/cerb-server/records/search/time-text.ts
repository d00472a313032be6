import { zonedTime } from './zone';

/** "Now" and the time zone that dates without one are meant in. */
export interface Clock {
	/** Unix seconds. */
	now: number;
	zone: string;
	/** The first second of the day that holds `at`, or of a day `plus` days later. */
	startOfDay(at: number, plus?: number): number;
	/** What the zone's clocks show at a moment, readable by the UTC getters of a Date. */
	localDate(at: number): Date;
}

/** Unix seconds, and whether the text named a time of day. */
export interface TimePoint {
	at: number;
	hasTime: boolean;
}

const UNITS: Record<string, 'second' | 'minute' | 'hour' | 'day' | 'month'> = {
	sec: 'second',
	second: 'second',
	min: 'minute',
	minute: 'minute',
	hour: 'hour',
	day: 'day',
	month: 'month',
};
const SECONDS = { second: 1, minute: 60, hour: 3600 };

const ISO_DATE =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2}))?(-0{1,6})?(z| ?utc|[+-]\d{2}:?\d{2})?)?$/;

/** Words that PHP understands and this reader may not: such a text is no garbage. */
const DATE_WORD =
	/\b(?:now|today|midnight|noon|yesterday|tomorrow|ago|first|last|next|this|previous|of|utc|gmt|[ap]m|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|sec|min|hour|day|week|fortnight|month|year)/;

function readIso(text: string, clock: Clock): TimePoint | undefined {
	const match = ISO_DATE.exec(text);
	if (match === null) return undefined;
	const [, year, month, day, hour = '0', minute = '0', second = '0', , zone] = match;
	const parts = [year, month, day, hour, minute, second].map(Number);
	const utc = Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]) / 1000;
	const hasTime = match[4] !== undefined;
	// Fractions of zero arrive as `-000`, because dots were turned into dashes: an offset of none.
	if (zone === undefined && match[7] === undefined) {
		return { at: zonedTime(utc, clock.zone), hasTime };
	}
	const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
	if (offset === null) return { at: utc, hasTime };
	const seconds = Number(offset[2]) * 3600 + Number(offset[3]) * 60;
	return { at: utc - (offset[1] === '-' ? -seconds : seconds), hasTime };
}

/** Adds calendar days or months in the clock's zone, keeping the time of day. */
function addCalendar(at: number, count: number, unit: 'day' | 'month', clock: Clock): number {
	const date = clock.localDate(at);
	if (unit === 'day') date.setUTCDate(date.getUTCDate() + count);
	else date.setUTCMonth(date.getUTCMonth() + count);
	return zonedTime(date.getTime() / 1000, clock.zone);
}

/** `-2 days`, `+1 hour 30 minutes`, `-1day`, `2 hours ago`. */
function readOffsets(text: string, clock: Clock): TimePoint | undefined {
	const ago = / ago$/.test(text) ? -1 : 1;
	const span = text.replace(/ ago$/, '');
	const steps = [...span.matchAll(/([+-]?\d+) ?([a-z]+)\s*/g)];
	if (steps.length === 0 || steps.map(([step]) => step).join('') !== span) return undefined;
	let at = clock.now;
	let hasTime = false;
	for (const [, number, word] of steps) {
		const count = Number(number) * ago;
		const name = word.replace(/s$/, '');
		const days = { week: 7, fortnight: 14 }[name];
		const months = name === 'year' ? 12 : 1;
		const unit = days === undefined ? (name === 'year' ? 'month' : UNITS[name]) : 'day';
		if (unit === undefined) return undefined;
		if (unit === 'day' || unit === 'month') {
			at = addCalendar(at, count * (unit === 'day' ? (days ?? 1) : months), unit, clock);
		} else {
			at += count * SECONDS[unit];
			hasTime = true;
		}
	}
	return { at, hasTime };
}

/** `today 00:00:00`, `first day of this month`. */
function readNamedDay(text: string, clock: Clock): TimePoint | undefined {
	const day = /^(today|midnight|yesterday|tomorrow)(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(
		text,
	);
	if (day !== null) {
		const shift = { yesterday: -1, tomorrow: 1 }[day[1]] ?? 0;
		const start = clock.startOfDay(clock.now, shift);
		if (day[2] === undefined) return { at: start, hasTime: false };
		const seconds = Number(day[2]) * 3600 + Number(day[3]) * 60 + Number(day[4] ?? 0);
		return { at: start + seconds, hasTime: true };
	}
	const month = /^(first|last) day of (this|next|last|previous) month$/.exec(text);
	if (month === null) return undefined;
	const local = clock.localDate(clock.now);
	const isLast = month[1] === 'last';
	const shift = { this: 0, next: 1 }[month[2]] ?? -1;
	const number = local.getUTCMonth() + shift + (isLast ? 1 : 0);
	const first = Date.UTC(local.getUTCFullYear(), number, isLast ? 0 : 1);
	return { at: zonedTime(first / 1000, clock.zone), hasTime: false };
}

/**
 * Reads a date text (lower case) as Cerb 10.4.10 does by way of PHP: `@unix`, ISO 8601, dates,
 * `now`, named days, offsets. `noDate`: Cerb cannot read it either; `unknown`: it may, we cannot.
 */
export function readTimeText(text: string, clock: Clock): TimePoint | 'noDate' | 'unknown' {
	const trimmed = text.trim();
	if (trimmed === 'now') return { at: clock.now, hasTime: true };
	const unix = /^@(-?\d+)$/.exec(trimmed);
	if (unix !== null) return { at: Number(unix[1]), hasTime: true };
	const read =
		readIso(trimmed, clock) ?? readOffsets(trimmed, clock) ?? readNamedDay(trimmed, clock);
	if (read !== undefined) return read;
	// A zone name behind the time is not understood (measured on 10.4.10), and no digits or date
	// words means no date.
	if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [a-z]+\/[a-z_]+$/.test(trimmed)) return 'noDate';
	if (/^[<>=!]+\d+$/.test(trimmed) || /^\d+-{3}\d+$/.test(trimmed)) return 'noDate';
	if (DATE_WORD.test(trimmed) || /\d/.test(trimmed)) return 'unknown';
	return /^[a-z]{1,4}$/.test(trimmed) ? 'unknown' : 'noDate';
}
