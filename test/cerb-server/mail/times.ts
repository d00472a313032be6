import { clockOf } from '../records/search/context';
import { readTimeText } from '../records/search/time-text';
import { isNumericText, phpNumber } from '../records/values';
import type { MailContext } from './context';

/**
 * Unix seconds of a text as PHP reads it, in the worker's zone; undefined when it is no time. A
 * bare unix number is none: ten digits mean nothing to PHP (measured on Cerb 10.4.10).
 */
export function readTime(text: string, context: MailContext): number | undefined {
	const trimmed = text.trim().toLowerCase();
	if (trimmed === '' || trimmed === '0') return undefined;
	if (/^\d{9,}$/.test(trimmed) || /^in \d+ \w+$/.test(trimmed)) return undefined;
	const read = readTimeText(trimmed, clockOf(context.state, context.actor.workerId));
	if (read === 'unknown') context.unclaimed(`the time "${text}"`);
	return typeof read === 'string' ? undefined : read.at;
}

/** When a ticket is to be opened again: unix seconds, also as a bare number, or a text; else 0. */
export function readReopenAt(text: string, context: MailContext): number {
	return isNumericText(text) ? phpNumber(text) : (readTime(text, context) ?? 0);
}
