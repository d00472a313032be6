import type { Token } from './tokens';

/** A filter's value as a list: the last text or array wins, an odd number of `!` negates. */
export function listOf(tokens: Token[]): { values: string[]; isNegated: boolean } {
	let values: string[] = [];
	let isNot = false;
	let isNegated = false;
	for (const item of tokens) {
		if (item.kind === 'not') isNot = !isNot;
		if (item.kind === 'text' || item.kind === 'quoted') values = [item.value];
		if (item.kind === 'array') values = item.values;
		if (['text', 'quoted', 'array'].includes(item.kind)) isNegated = isNot;
	}
	return { values, isNegated };
}

/** A filter's value as one text: the first of a list; undefined when there is none. */
export function textOf(tokens: Token[]): string | undefined {
	return listOf(tokens).values[0];
}

/** `null` or `!null`, which ask for columns that are not set. */
export function isNullTest(tokens: Token[]): boolean {
	const last = tokens[tokens.length - 1];
	const isNull = last?.kind === 'text' && last.value === 'null';
	return isNull && (tokens.length === 1 || (tokens.length === 2 && tokens[0].kind === 'not'));
}
