import type { Problem } from './problem';

/** What Cerb's template language (Twig) calls the parts of an expression in its messages. */
export type TokenKind =
	| 'name'
	| 'number'
	| 'string'
	| 'operator'
	| 'punctuation'
	| 'end of print statement'
	| 'end of template';

export interface Token {
	kind: TokenKind;
	text: string;
}

/** A template: plain text, and what stands between `{{` and `}}`. */
export type RawPart = string | Token[];

/** Longest first, so that `not in` is found before `not`. */
const OPERATORS = [
	'starts with',
	'ends with',
	'has every',
	'has some',
	'matches',
	'not in',
	'is not',
	'b-and',
	'b-xor',
	'b-or',
	'<=>',
	'and',
	'not',
	'or',
	'in',
	'is',
	'==',
	'!=',
	'<=',
	'>=',
	'..',
	'**',
	'//',
	'??',
	'<',
	'>',
	'~',
	'+',
	'-',
	'*',
	'/',
	'%',
	'=',
];

/** Words are operators only in front of a blank or a bracket, and not behind a dot or a pipe. */
function operatorPattern(operator: string): string {
	const escaped = operator.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
	const isWord = /^[a-z]/.test(operator);
	return isWord ? `(?<![.|])${escaped}(?=[\\s()])` : escaped;
}

const OPERATOR = new RegExp(OPERATORS.map(operatorPattern).join('|'), 'y');
const NAME = /[a-zA-Z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[Ee][+-]\d+)?/y;
const STRING = /"[^#"\\]*(?:\\.[^#"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'/sy;
const END = /\s*(?:([-~])\}\}|\}\})/y;
const CLOSING: Record<string, string | undefined> = { '(': ')', '[': ']', '{': '}' };

const ESCAPES: Record<string, string | undefined> = {
	a: '\x07',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};

/** A quoted text without its quotes, as PHP's `stripcslashes` reads it. */
function unquote(quoted: string): string {
	return quoted.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
}

/** Splits templates; what is wrong first is kept in `problem`. */
class Lexer {
	problem: Problem | undefined;

	private at = 0;

	constructor(private readonly source: string) {}

	parts(): RawPart[] {
		const parts: RawPart[] = [];
		while (this.at < this.source.length && this.problem === undefined) {
			const found = this.source.slice(this.at).search(/\{[{%#]/);
			const start = found < 0 ? this.source.length : this.at + found;
			if (start > this.at) parts.push(this.source.slice(this.at, start));
			this.at = start;
			if (start === this.source.length) break;
			const mark = this.source.slice(start, start + 3);
			if (!/^\{\{(?![-~])/.test(mark)) {
				this.problem = { unclaimed: `a template with ${mark}` };
				break;
			}
			this.at += 2;
			parts.push(this.expression());
		}
		return parts;
	}

	private match(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.source);
		if (found !== null) this.at = pattern.lastIndex;
		return found;
	}

	private expression(): Token[] {
		const tokens: Token[] = [];
		const brackets: string[] = [];
		while (this.problem === undefined) {
			const end = brackets.length === 0 ? this.match(END) : null;
			if (end !== null) {
				if (end[1] !== undefined) this.problem = { unclaimed: `a template with ${end[0].trim()}` };
				tokens.push({ kind: 'end of print statement', text: '' });
				break;
			}
			const hadSpace = this.match(/\s+/y) !== null;
			if (this.at >= this.source.length) {
				if (hadSpace) this.problem = { unclaimed: 'a template that ends with a blank' };
				else if (brackets.length > 0) this.fail(`Unclosed "${brackets[brackets.length - 1]}".`);
				tokens.push({ kind: 'end of template', text: '' });
				break;
			}
			const token = this.token(brackets);
			if (token !== undefined) tokens.push(token);
		}
		return tokens;
	}

	private fail(error: string): undefined {
		this.problem = { error };
		return undefined;
	}

	private token(brackets: string[]): Token | undefined {
		const operator = this.match(OPERATOR);
		if (operator !== null) {
			return { kind: 'operator', text: operator[0].replace(/\s+/g, ' ') };
		}
		const name = this.match(NAME);
		if (name !== null) return { kind: 'name', text: name[0] };
		const number = this.match(NUMBER);
		if (number !== null) return { kind: 'number', text: number[0] };
		const char = this.source[this.at];
		if ('()[]{}?:.,|'.includes(char)) return this.punctuation(char, brackets);
		const text = this.match(STRING);
		if (text === null && this.match(/"[^"]*#\{/y) !== null) {
			this.problem = { unclaimed: 'an expression inside of a text' };
			return undefined;
		}
		if (text === null) return this.fail(`Unexpected character "${char}".`);
		if (/\\[x0-7]/.test(text[0])) this.problem = { unclaimed: 'a character by its number' };
		return { kind: 'string', text: unquote(text[0]) };
	}

	private punctuation(char: string, brackets: string[]): Token | undefined {
		if (CLOSING[char] !== undefined) brackets.push(char);
		else if (')]}'.includes(char)) {
			const open = brackets.pop();
			if (open === undefined) return this.fail(`Unexpected "${char}".`);
			if (CLOSING[open] !== char) return this.fail(`Unclosed "${open}".`);
		}
		this.at++;
		return { kind: 'punctuation', text: char };
	}
}

/** The parts of a template; messages as Cerb 10.4.10 has them (without the line behind them). */
export function splitTemplate(source: string): { parts: RawPart[] } | Problem {
	const lexer = new Lexer(source);
	const parts = lexer.parts();
	return lexer.problem ?? { parts };
}
