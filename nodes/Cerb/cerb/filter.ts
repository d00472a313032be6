import { quoteValue, type QueryProblem } from './query';
import { toList, toSeconds } from './values';

/** How a search key compares. */
export type FilterKind = 'text' | 'number' | 'date' | 'boolean' | 'id';

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

/** A date so far away that no record is beyond it: "to now" would leave out future stamps. */
const FAR_FUTURE = 4102444800;

/**
 * One condition in Cerb's search language. Values are quoted so that they can neither end the
 * condition nor be run as a template; dates become ranges, the only form that really filters.
 */
export function filterText(
	{ key, kind, operator, value }: FilterCondition,
	timezone: string,
): { text: string } | { problem: QueryProblem } {
	if (!/^[A-Za-z_][\w.]*$/.test(key)) {
		return problem(`"${key}" is not a search key`, 'Pick a field from the list');
	}
	if (operator === 'isSet' || operator === 'isNotSet') {
		return presence(key, kind, operator === 'isSet');
	}
	if (value === undefined || value === null || value === '') {
		return problem(`The filter on "${key}" has no value`, 'Give one, or remove the filter');
	}
	if (kind === 'date') return dateFilter(key, operator, value, timezone);
	if (kind === 'number' || kind === 'id') return numberFilter(key, operator, value);
	if (kind === 'boolean') {
		const isTrue = ['1', 'true', 'yes', 'y'].includes(String(value).toLowerCase());
		return { text: `${key}:${isTrue === (operator !== 'notEquals') ? 'yes' : 'no'}` };
	}
	return textFilter(key, operator, value);
}

function presence(key: string, kind: FilterKind, isSet: boolean) {
	if (kind === 'id') return { text: `${key}:${isSet ? '!' : ''}[0]` };
	if (kind === 'date') return { text: isSet ? `${key}:"1 to ${FAR_FUTURE}"` : `${key}:never` };
	return { text: `${key}:${isSet ? '!' : ''}null` };
}

function dateFilter(key: string, operator: FilterOperator, value: unknown, timezone: string) {
	const seconds = toSeconds(value, timezone);
	if (seconds === undefined) {
		return problem(
			`The filter on "${key}" needs a date, not ${JSON.stringify(value)}`,
			'Give an ISO 8601 date, e.g. 2026-01-31 or 2026-01-31T09:00:00Z, or unix seconds',
		);
	}
	switch (operator) {
		case 'atLeast':
			return { text: `${key}:"${seconds} to ${FAR_FUTURE}"` };
		case 'atMost':
			return { text: `${key}:"1 to ${seconds}"` };
		case 'equals':
			return { text: `${key}:"${seconds} to ${seconds}"` };
		default:
			return unfit(key, 'dates', 'is at least, is at most or equals');
	}
}

function numberFilter(key: string, operator: FilterOperator, value: unknown) {
	const numbers = toList(value).map((entry) => String(entry).trim());
	if (numbers.length === 0 || !numbers.every((text) => /^-?\d+(\.\d+)?$/.test(text))) {
		return problem(
			`The filter on "${key}" needs a number, not ${JSON.stringify(value)}`,
			'Give digits, e.g. 12; several with commas where the operator is one of',
		);
	}
	switch (operator) {
		case 'equals':
		case 'oneOf':
			return { text: `${key}:[${numbers.join(',')}]` };
		case 'notEquals':
			return { text: `${key}:![${numbers.join(',')}]` };
		case 'atLeast':
			return { text: `${key}:>=${numbers[0]}` };
		case 'atMost':
			return { text: `${key}:<=${numbers[0]}` };
		default:
			return unfit(key, 'numbers', 'equals, is one of, is at least or is at most');
	}
}

function textFilter(key: string, operator: FilterOperator, value: unknown) {
	switch (operator) {
		case 'contains':
			return { text: `${key}:${quoteValue(`*${String(value)}*`)}` };
		case 'equals':
			return { text: `${key}:${quoteValue(String(value))}` };
		case 'notEquals':
			return { text: `${key}:!${quoteValue(String(value))}` };
		case 'oneOf':
			return {
				text: `${key}:[${toList(value)
					.map((entry) => quoteValue(String(entry)))
					.join(',')}]`,
			};
		default:
			return unfit(key, 'texts', 'contains, equals, does not equal or is one of');
	}
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
