import { NOTHING, OTHER_OPERATORS, PRECEDENCE, RIGHT, UNARY, type Expression } from './expression';
import { isKnown, isOwn, unknownName, type NameKind } from './names';
import type { Problem } from './problem';
import type { Token, TokenKind } from './tokens';

const CONSTANTS: Record<string, Expression | undefined> = {
	true: { kind: 'literal', value: true },
	false: { kind: 'literal', value: false },
	none: NOTHING,
	null: NOTHING,
};

/** Reads one expression; after the first problem it only runs to the end. */
class Parser {
	/** A mistake, in Cerb's words: goes before what this server does not know. */
	error: string | undefined;

	unclaimed: string | undefined;

	private at = 0;

	constructor(private readonly tokens: Token[]) {}

	whole(): Expression {
		const expression = this.expression();
		this.expect('end of print statement');
		return expression;
	}

	private get token(): Token {
		return this.tokens[this.error === undefined ? this.at : this.tokens.length - 1];
	}

	private next(): Token {
		const { token } = this;
		if (this.at < this.tokens.length - 1) this.at++;
		return token;
	}

	private fail(message: string): Expression {
		this.error ??= message;
		return NOTHING;
	}

	private isNext(kind: TokenKind, text: string): boolean {
		return this.token.kind === kind && this.token.text === text;
	}

	private take(text: string): boolean {
		if (!this.isNext('punctuation', text)) return false;
		this.next();
		return true;
	}

	private expect(kind: TokenKind, text?: string, before?: string): string {
		const { token } = this;
		if (token.kind === kind && (text === undefined || token.text === text)) return this.next().text;
		const value = token.text === '' || token.text === '0' ? '' : ` of value "${token.text}"`;
		const wanted = text === undefined ? '' : ` with value "${text}"`;
		const head = before === undefined ? '' : `${before}. `;
		this.fail(`${head}Unexpected token "${token.kind}"${value} ("${kind}" expected${wanted}).`);
		return '';
	}

	private expression(precedence = 0): Expression {
		let left = this.primary();
		for (;;) {
			const { kind, text } = this.token;
			const own = kind === 'operator' ? PRECEDENCE[text] : undefined;
			if (own === undefined || own < precedence) break;
			this.next();
			if (text === 'is' || text === 'is not') left = this.test(left, text === 'is not');
			else {
				if (OTHER_OPERATORS.has(text)) this.unclaimed ??= `the operator ${text} in a template`;
				const right = this.expression(RIGHT.has(text) ? own : own + 1);
				left = { kind: 'binary', operator: text, left, right };
			}
		}
		return precedence === 0 ? this.choice(left) : left;
	}

	private choice(test: Expression): Expression {
		let whole = test;
		while (this.take('?')) {
			if (this.take(':')) {
				whole = { kind: 'choice', test: whole, yes: whole, no: this.expression() };
				continue;
			}
			const yes = this.expression();
			const no: Expression = this.take(':') ? this.expression() : { kind: 'literal', value: '' };
			whole = { kind: 'choice', test: whole, yes, no };
		}
		return whole;
	}

	private primary(): Expression {
		const { kind, text } = this.token;
		const unary = kind === 'operator' ? UNARY[text] : undefined;
		if (unary !== undefined) {
			this.next();
			const operand = this.expression(unary);
			return this.postfix({ kind: 'unary', operator: text, operand });
		}
		if (this.take('(')) {
			const inner = this.expression();
			this.expect('punctuation', ')', 'An opened parenthesis is not properly closed');
			return this.postfix(inner);
		}
		return this.postfix(this.simple());
	}

	private simple(): Expression {
		const { kind, text } = this.token;
		if (kind === 'name') {
			this.next();
			const constant = CONSTANTS[text] ?? CONSTANTS[text.toLowerCase()];
			if (constant !== undefined) return constant;
			return this.isNext('punctuation', '(') ? this.call(text) : { kind: 'name', name: text };
		}
		if (kind === 'operator' && /^[a-z]+$/.test(text)) {
			this.next();
			return { kind: 'name', name: text };
		}
		if (kind === 'number' || kind === 'string') {
			this.next();
			return { kind: 'literal', value: kind === 'number' ? Number(text) : text };
		}
		if (this.take('[')) return this.list();
		if (this.take('{')) return this.map();
		return this.fail(`Unexpected token "${kind}" of value "${text}".`);
	}

	private list(): Expression {
		const items: Expression[] = [];
		while (!this.take(']') && this.error === undefined) {
			if (items.length > 0) {
				this.expect('punctuation', ',', 'An array element must be followed by a comma');
				if (this.take(']')) break;
			}
			items.push(this.expression());
		}
		return { kind: 'list', items };
	}

	private map(): Expression {
		const entries: Array<{ key: Expression; value: Expression }> = [];
		while (!this.take('}') && this.error === undefined) {
			if (entries.length > 0) {
				this.expect('punctuation', ',', 'A hash value must be followed by a comma');
				if (this.take('}')) break;
			}
			const key = this.mapKey();
			this.expect('punctuation', ':', 'A hash key must be followed by a colon (:)');
			entries.push({ key, value: this.expression() });
		}
		return { kind: 'map', entries };
	}

	private mapKey(): Expression {
		const { kind, text } = this.token;
		if (kind === 'name' || kind === 'string' || kind === 'number') {
			this.next();
			if (kind === 'name' && !this.isNext('punctuation', ':')) {
				this.unclaimed ??= 'a map that names only its keys';
			}
			return { kind: 'literal', value: text };
		}
		if (this.isNext('punctuation', '(')) return this.expression();
		return this.fail(
			`A hash key must be a quoted string, a number, a name, or an expression enclosed in parentheses (unexpected token "${kind}" of value "${text}".`,
		);
	}

	private values(): Expression[] {
		const values: Expression[] = [];
		this.expect('punctuation', '(', 'A list of arguments must begin with an opening parenthesis');
		while (!this.take(')') && this.error === undefined) {
			if (values.length > 0) {
				this.expect('punctuation', ',', 'Arguments must be separated by a comma');
				if (this.take(')')) break;
			}
			values.push(this.expression());
			if (this.isNext('operator', '=')) {
				this.unclaimed ??= 'arguments by name in a template';
				this.next();
				values.push(this.expression());
			}
		}
		return values;
	}

	private checkName(kind: NameKind, name: string): void {
		if (!isKnown(kind, name)) this.fail(unknownName(kind, name));
		else if (!isOwn(kind, name)) this.unclaimed ??= `the ${kind} ${name} in a template`;
	}

	private call(name: string): Expression {
		if (name === 'parent') return this.fail('Calling "parent" outside a block is forbidden.');
		const values = this.values();
		if (this.error === undefined) this.checkName('function', name);
		return { kind: 'call', name, values };
	}

	private test(of: Expression, isNot: boolean): Expression {
		let name = this.expect('name');
		if (this.error !== undefined) return NOTHING;
		if (!isKnown('test', name) && this.token.kind === 'name') name += ` ${this.next().text}`;
		this.checkName('test', name);
		const values = this.isNext('punctuation', '(') ? this.values() : [];
		const test: Expression = { kind: 'test', name, of, values };
		return isNot ? { kind: 'unary', operator: 'not', operand: test } : test;
	}

	private postfix(start: Expression): Expression {
		let of = start;
		for (;;) {
			if (this.take('|')) of = this.filter(of);
			else if (this.take('.')) of = this.attribute(of);
			else if (this.take('[')) {
				const key = this.expression();
				if (this.isNext('punctuation', ':')) this.unclaimed ??= 'a part of a list in a template';
				else this.expect('punctuation', ']');
				of = { kind: 'attribute', of, key };
			} else return of;
		}
	}

	private filter(of: Expression): Expression {
		const name = this.expect('name');
		const values = this.isNext('punctuation', '(') ? this.values() : [];
		if (this.error === undefined) this.checkName('filter', name);
		return { kind: 'filter', name, of, values };
	}

	private attribute(of: Expression): Expression {
		const { kind, text } = this.token;
		const isName = kind === 'name' || kind === 'number' || /^[a-z]+$/.test(text);
		if (!isName) {
			return this.fail(`Expected name or number, got value "${text}" of type ${kind}.`);
		}
		this.next();
		if (this.isNext('punctuation', '(')) this.unclaimed ??= 'a method in a template';
		return { kind: 'attribute', of, key: { kind: 'literal', value: text } };
	}
}

/** Reads what stands between `{{` and `}}`; messages as Cerb 10.4.10 has them. */
export function parseExpression(tokens: Token[]): { expression: Expression } | Problem {
	const parser = new Parser(tokens);
	const expression = parser.whole();
	// Behind what is not known here nothing is sure, not even a mistake.
	if (parser.unclaimed !== undefined) return { unclaimed: parser.unclaimed };
	return parser.error === undefined ? { expression } : { error: parser.error };
}
