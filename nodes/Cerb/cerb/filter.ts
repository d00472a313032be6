import { MAX_QUERY, quoteValue, type QueryProblem } from './query';
import { asText, isScalar, shown } from './text';
import { unstorableText } from './text-limits';
import { toFlag, toList, toSeconds } from './values';

/** How a search key compares. */
export type FilterKind =
	| 'text'
	| 'fulltext'
	| 'number'
	| 'date'
	| 'customDate'
	| 'boolean'
	| 'id'
	| 'customId';

export type FilterOperator =
	| 'contains'
	| 'equals'
	| 'notEquals'
	| 'oneOf'
	| 'atLeast'
	| 'atMost'
	| 'isSet'
	| 'isNotSet';

export interface FilterCondition {
	/** Cerb's search key, e.g. `subject`, `owner.id`, `extraInfo.projectName`. */
	key: string;
	kind: FilterKind;
	operator: FilterOperator;
	value: unknown;
}

/** The last date that Cerb can hold: "to now" would leave out what lies ahead. */
const FAR_FUTURE = 4294967295;

/**
 * One condition in Cerb's search language. Values are quoted so that they can neither end the
 * condition nor be run as a template; dates become ranges, the only form that really filters.
 */
export function filterText(
	{ key, kind, operator, value }: FilterCondition,
	timezone: string,
): { text: string } | { problem: QueryProblem } {
	if (!/^\w[\w.]*$/.test(key)) {
		return problem(`${shown(key)} is not a search key`, 'Pick a field from the list');
	}
	if (operator === 'isSet' || operator === 'isNotSet') {
		return presence(key, kind, operator === 'isSet');
	}
	if (asText(value) === '') {
		return problem(`The filter on "${key}" has no value`, 'Give one, or remove the filter');
	}
	if (asText(value).length > MAX_QUERY) {
		return problem(`The filter on "${key}" has a value that is too long`, 'Shorten it');
	}
	switch (kind) {
		case 'date':
		case 'customDate':
			return dateFilter(key, operator, value, timezone);
		case 'number':
		case 'id':
		case 'customId':
			return numberFilter(key, operator, value, kind !== 'number');
		case 'boolean':
			return booleanFilter(key, operator, value);
		default:
			return textFilter(key, kind, operator, value);
	}
}

/** Native fields are never without a value, custom fields are (measured on Cerb 10.4.10). */
function presence(key: string, kind: FilterKind, isSet: boolean) {
	switch (kind) {
		case 'id':
			return { text: `${key}:${isSet ? '!' : ''}[0]` };
		case 'date':
			return { text: isSet ? `${key}:"1 to ${FAR_FUTURE}"` : `${key}:never` };
		case 'customDate':
			return { text: isSet ? `${key}:"1 to ${FAR_FUTURE}"` : `${key}:null` };
		case 'customId':
			return { text: isSet ? `${key}:>0` : `${key}:null` };
		case 'fulltext':
			return unfit(key, 'full texts', 'contains');
		default:
			return { text: `${key}:${isSet ? '!' : ''}null` };
	}
}

function booleanFilter(key: string, operator: FilterOperator, value: unknown) {
	if (operator !== 'equals' && operator !== 'notEquals') {
		return unfit(key, 'yes and no', 'equals or does not equal');
	}
	const flag = toFlag(value);
	if (flag === undefined) {
		return problem(
			`The filter on "${key}" needs true or false, not ${shown(value)}`,
			'Give true or false',
		);
	}
	return { text: `${key}:${flag === (operator === 'equals') ? 'yes' : 'no'}` };
}

function dateFilter(key: string, operator: FilterOperator, value: unknown, timezone: string) {
	const seconds = toSeconds(value, timezone);
	if (seconds === undefined) {
		return problem(
			`The filter on "${key}" needs a date, not ${shown(value)}`,
			'Give an ISO 8601 date, e.g. 2026-01-31 or 2026-01-31T09:00:00Z, or unix seconds',
		);
	}
	const last = endOfDay(value, timezone) ?? seconds;
	switch (operator) {
		case 'atLeast':
			return { text: `${key}:"${seconds} to ${FAR_FUTURE}"` };
		case 'atMost':
			return { text: `${key}:"1 to ${last}"` };
		case 'equals':
			return { text: `${key}:"${seconds} to ${last}"` };
		default:
			return unfit(key, 'dates', 'is at least, is at most or equals');
	}
}

/** The last second of a day that is given without a time; undefined for moments. */
function endOfDay(value: unknown, timezone: string): number | undefined {
	const [, year, month, day] = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(asText(value)) ?? [];
	if (day === undefined) return undefined;
	const next = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + 1));
	const start = toSeconds(next.toISOString().slice(0, 10), timezone);
	return start === undefined ? undefined : start - 1;
}

function numberFilter(key: string, operator: FilterOperator, value: unknown, isId: boolean) {
	const numbers = toList(value).map((entry) => asText(entry).trim());
	if (numbers.length === 0 || !numbers.every((text) => /^-?\d+(\.\d+)?$/.test(text))) {
		return problem(
			`The filter on "${key}" needs a number, not ${shown(value)}`,
			'Give digits, e.g. 12; several with commas where the operator is one of',
		);
	}
	// Lists hold whole numbers only.
	const isWhole = numbers.every((text) => !text.includes('.'));
	if (numbers.length > 1 && operator !== 'oneOf' && operator !== 'notEquals') {
		return problem(`The filter on "${key}" has several numbers`, 'Give one, or pick is one of');
	}
	switch (operator) {
		case 'equals':
		case 'oneOf':
			return { text: isWhole ? `${key}:[${numbers.join(',')}]` : anyOf(key, numbers) };
		case 'notEquals':
			return {
				text: isWhole
					? `${key}:![${numbers.join(',')}]`
					: numbers.map((text) => `${key}:!${text}`).join(' '),
			};
		case 'atLeast':
		case 'atMost':
			if (isId) return unfit(key, 'IDs of other records', 'equals or is one of');
			return { text: `${key}:${operator === 'atLeast' ? '>=' : '<='}${numbers[0]}` };
		default:
			return unfit(key, 'numbers', 'equals, does not equal, is one of, is at least or is at most');
	}
}

function textFilter(key: string, kind: FilterKind, operator: FilterOperator, value: unknown) {
	const values = operator === 'oneOf' ? toList(value) : [value];
	if (values.length === 0) {
		return problem(`The filter on "${key}" has no value`, 'Give one, or remove the filter');
	}
	if (!values.every(isScalar)) {
		return problem(
			`The filter on "${key}" needs a text, not ${shown(value)}`,
			'Give one text; for several pick the operator is one of',
		);
	}
	const texts = values.map(String);
	const unstorable = texts.map(unstorableText).find((found) => found !== undefined);
	if (unstorable) {
		return problem(`The filter on "${key}" ${unstorable.message}`, unstorable.hint);
	}
	if (kind === 'fulltext') {
		const isFit = operator === 'contains' || operator === 'equals';
		return isFit
			? { text: `${key}:${quoteValue(texts[0])}` }
			: unfit(key, 'full texts', 'contains');
	}
	if (operator === 'contains') {
		// A backslash at the end would take the wildcard for itself.
		const text = texts[0].replace(/\\+$/, '');
		if (!/[^\s*%_#"{}]/.test(text)) {
			return problem(
				`The filter on "${key}" has only characters that stand for anything in Cerb`,
				'Give letters or digits that the text contains',
			);
		}
		return { text: `${key}:${quoteValue(`*${text}*`)}` };
	}
	// Wildcards stand for what cannot be quoted; what must equal may not be found by them.
	const inexact = texts.find((text) => quoteValue(text) !== `"${text}"`);
	if (inexact !== undefined) {
		return problem(
			`The filter on "${key}" cannot look for exactly ${shown(inexact)}`,
			'Double quotes and template signs such as {{ cannot be part of it: pick the operator contains',
		);
	}
	// Lists know no wildcards, so that * in a text is just that.
	const list = `[${texts.map((text) => quoteValue(text)).join(',')}]`;
	switch (operator) {
		case 'equals':
		case 'oneOf':
			return { text: `${key}:${list}` };
		case 'notEquals':
			return { text: `${key}:!${list}` };
		default:
			return unfit(key, 'texts', 'contains, equals, does not equal or is one of');
	}
}

function anyOf(key: string, values: string[]): string {
	const conditions = values.map((value) => `${key}:${value}`);
	return conditions.length === 1 ? conditions[0] : `(${conditions.join(' OR ')})`;
}

function unfit(key: string, what: string, operators: string) {
	return problem(
		`The operator of the filter on "${key}" does not fit ${what}`,
		`Pick ${operators}`,
	);
}

function problem(message: string, hint: string): { problem: QueryProblem } {
	return { problem: { message, hint } };
}
