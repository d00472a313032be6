import type { Row } from '../values';
import { isNumericText, sqlNumber } from '../values';
import { fold, foldCase, wildcard } from './text';
import type { Token } from './tokens';

/** Whether a record meets a condition. */
export type Predicate = (row: Row) => boolean;

export const nothing: Predicate = () => false;
export const everything: Predicate = () => true;

type NumberTest = (value: number) => boolean;

function comparison(sign: string, right: number): NumberTest {
	switch (sign) {
		case '!':
		case '!=':
			return (left) => left !== right;
		case '>':
			return (left) => left > right;
		case '>=':
			return (left) => left >= right;
		case '<':
			return (left) => left < right;
		case '<=':
			return (left) => left <= right;
		default:
			return (left) => left === right;
	}
}

function numberTest(text: string, isNegated: boolean): NumberTest {
	const range = /(\d+)\.{3}(\d+)/.exec(text) ?? /(\d+)\s+to\s+(\d+)/.exec(text);
	if (range !== null) {
		const [from, until] = [Number(range[1]), Number(range[2])];
		return (value) => value >= from && value <= until;
	}
	const signed = /^([<>!=]+)(.*)/s.exec(text);
	if (signed !== null && (signed[1] !== '=' || !isNegated)) {
		return comparison(signed[1], Math.trunc(sqlNumber(signed[2].trim())));
	}
	return comparison(isNegated ? '!' : '=', sqlNumber(signed === null ? text : signed[2]));
}

/**
 * `5`, `[1,3]`, `![1,3]`, `>5`, `<=5`, `2...4`, `"2 to 4"`. A text that is no number counts as 0
 * (measured on Cerb 10.4.10). The last value of several wins.
 */
export function numberFilter(column: string, tokens: Token[]): Predicate {
	let test: NumberTest = comparison('=', 0);
	let isNot = false;
	for (const item of tokens) {
		const isNegated = isNot;
		if (item.kind === 'not') isNot = true;
		if (item.kind === 'array') {
			const ids = new Set(item.values.map((value) => Math.trunc(sqlNumber(value))));
			test = (value) => ids.has(value) !== isNegated;
		}
		if (item.kind === 'text' || item.kind === 'quoted') test = numberTest(item.value, isNegated);
	}
	// A custom field that was never set has no value at all, and is among what a `!` asks for.
	return ({ [column]: value }) =>
		value === undefined ? isNot : value !== null && test(sqlNumber(value));
}

type TextTest = (value: string) => boolean;

function widened(item: Token, match: 'partial' | 'prefix' | undefined): string {
	if (item.value.includes('*') || item.kind === 'quoted' || match === undefined) return item.value;
	return match === 'partial' ? `*${item.value}*` : `${item.value}*`;
}

function textTest(item: Token, match: 'partial' | 'prefix' | undefined): TextTest {
	const text = widened(item, match);
	if (!text.includes('*')) {
		const wanted = fold(text);
		return (value) => fold(value) === wanted;
	}
	const pattern = wildcard(text);
	return (value) => pattern.test(foldCase(value));
}

/**
 * Whole-value comparison without case; `*` is a wildcard; an unquoted text is looked for inside
 * (`partial`) or at the head (`prefix`) where Cerb does so for that key.
 */
export function textFilter(
	column: string,
	tokens: Token[],
	match: 'partial' | 'prefix' | undefined,
): Predicate {
	let test: TextTest = (value) => fold(value) === '';
	let isNegated = false;
	for (const item of tokens) {
		if (item.kind === 'not') isNegated = true;
		if (item.kind === 'array') {
			const wanted = new Set(item.values.map(fold));
			test = (value) => wanted.has(fold(value));
		}
		if (item.kind === 'text' || item.kind === 'quoted') test = textTest(item, match);
	}
	return ({ [column]: value }) => {
		if (value === undefined) return isNegated;
		return value !== null && test(String(value)) !== isNegated;
	};
}

/** Yes unless the value holds an `n` or `f` or is `0`; `!` is passed over (as Cerb has it). */
export function boolFilter(column: string, tokens: Token[]): Predicate {
	const isNo = tokens.some(
		({ kind, value }) =>
			(kind === 'text' || kind === 'quoted') && (/[nf]/i.test(value) || value === '0'),
	);
	return ({ [column]: value }) => (sqlNumber(value) === 1) !== isNo;
}

/** Whole numbers among texts, as Cerb tells ids from names. */
export function isId(text: string): boolean {
	return isNumericText(text);
}
