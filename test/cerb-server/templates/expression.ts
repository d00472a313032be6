import type { Value } from '../records/values';

/** An expression as the evaluation walks through it. */
export type Expression =
	| { kind: 'literal'; value: Value }
	| { kind: 'name'; name: string }
	| { kind: 'list'; items: Expression[] }
	| { kind: 'map'; entries: Array<{ key: Expression; value: Expression }> }
	| { kind: 'unary'; operator: string; operand: Expression }
	| { kind: 'binary'; operator: string; left: Expression; right: Expression }
	| { kind: 'choice'; test: Expression; yes: Expression; no: Expression }
	| { kind: 'attribute'; of: Expression; key: Expression }
	| { kind: 'filter'; name: string; of: Expression; values: Expression[] }
	| { kind: 'call'; name: string; values: Expression[] }
	| { kind: 'test'; name: string; of: Expression; values: Expression[] };

export const NOTHING: Expression = { kind: 'literal', value: null };

/** How tightly operators with two sides bind; those of one line from left to right. */
export const PRECEDENCE: Record<string, number | undefined> = {
	or: 10,
	and: 15,
	'b-or': 16,
	'b-xor': 17,
	'b-and': 18,
	'==': 20,
	'!=': 20,
	'<=>': 20,
	'<': 20,
	'>': 20,
	'<=': 20,
	'>=': 20,
	in: 20,
	'not in': 20,
	matches: 20,
	'starts with': 20,
	'ends with': 20,
	'has some': 20,
	'has every': 20,
	'..': 25,
	'+': 30,
	'-': 30,
	'~': 40,
	'*': 60,
	'/': 60,
	'//': 60,
	'%': 60,
	is: 100,
	'is not': 100,
	'**': 200,
	'??': 300,
};

export const UNARY: Record<string, number | undefined> = { not: 50, '-': 500, '+': 500 };

/** Bind from right to left. */
export const RIGHT = new Set(['**', '??']);

/** Operators that Cerb has and this server does not work out. */
export const OTHER_OPERATORS = new Set([
	'b-or',
	'b-xor',
	'b-and',
	'<=>',
	'matches',
	'has some',
	'has every',
	'..',
	'//',
	'**',
]);
