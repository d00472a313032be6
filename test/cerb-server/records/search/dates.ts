import { readTimeText, type Clock } from './time-text';
import { isNumericText } from '../values';
import type { Unclaimed } from './unclaimed';

/** From and until, both inclusive, in unix seconds. */
export interface Range {
	from: number;
	until: number;
}

/**
 * One end of a span. A day without a time means its first second at the start and its last one at
 * the end; a text that is no date counts as 0 at the start and as "now" at the end, without any
 * notice (measured on Cerb 10.4.10: `updated:"garbage"` finds everything).
 */
function readEnd(text: string, side: 'from' | 'until', clock: Clock, unclaimed: Unclaimed): number {
	if (isNumericText(text)) return Number(text);
	const read = readTimeText(text.replaceAll('.', '-'), clock);
	if (read === 'unknown') {
		unclaimed.add(`date text "${text}"`);
		return 0;
	}
	if (read === 'noDate') return side === 'from' ? 0 : clock.now;
	if (read.hasTime) return read.at;
	return side === 'from' ? clock.startOfDay(read.at) : clock.startOfDay(read.at, 1) - 1;
}

/**
 * Spans that have a name: `today`, `yesterday`, `tomorrow`, and this, next or last `week` (from
 * Monday on), `month` and `year`; whole days, whatever the time is.
 */
function readNamedSpan(text: string, clock: Clock): Range | undefined {
	const day = ['yesterday', 'today', 'tomorrow'].indexOf(text) - 1;
	if (day > -2) return wholeDays(clock, day, day + 1);
	const [, which, unit] = /^(last|this|next) (week|month|year)$/.exec(text) ?? [];
	if (unit === undefined) return undefined;
	const shift = ['last', 'this', 'next'].indexOf(which) - 1;
	const local = clock.localDate(clock.now);
	const today = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
	const daysUntil = (year: number, month: number): number =>
		Math.round((Date.UTC(year, month, 1) - today) / 86_400_000);
	if (unit === 'week') {
		const monday = shift * 7 - ((local.getUTCDay() + 6) % 7);
		return wholeDays(clock, monday, monday + 7);
	}
	const year = local.getUTCFullYear();
	if (unit === 'year') {
		return wholeDays(clock, daysUntil(year + shift, 0), daysUntil(year + shift + 1, 0));
	}
	const month = local.getUTCMonth() + shift;
	return wholeDays(clock, daysUntil(year, month), daysUntil(year, month + 1));
}

/** From the first second of a day to the last one before another; both counted from today. */
function wholeDays(clock: Clock, from: number, before: number): Range {
	return {
		from: clock.startOfDay(clock.now, from),
		until: clock.startOfDay(clock.now, before) - 1,
	};
}

/** Reads `FROM to UNTIL`, a named span, or one end alone, which then means "… to now". */
export function readSpan(text: string, clock: Clock, unclaimed: Unclaimed): Range {
	const named = readNamedSpan(text.toLowerCase(), clock);
	if (named !== undefined) return named;
	const [from, ...rest] = text.toLowerCase().split(' to ');
	const until = rest.length === 0 ? 'now' : rest.join(' to ');
	return readEnds(from, until, clock, unclaimed);
}

export function readEnds(from: string, until: string, clock: Clock, unclaimed: Unclaimed): Range {
	return {
		from: readEnd(from.toLowerCase(), 'from', clock, unclaimed),
		until: readEnd(until.toLowerCase(), 'until', clock, unclaimed),
	};
}
