import { isDict, isNumericText, type Dict, type Value } from '../records/values';
import type { Expression } from './expression';
import { callFilter, callFunction, callTest } from './builtins';
import { compare, isEqual, isTrue, textOf, typeName } from './php';
import type { Problem } from './problem';

/** What templates can ask for. */
export interface TemplateScope {
	/** A key of the dictionary, loaded when need be; undefined when there is none. */
	lookUp(name: string): Value | undefined;
	/** All keys that are loaded and begin with a text, without it. */
	startingWith(prefix: string): Dict;
	/** A record type by any of its names, as its context id. */
	contextOf(name: string): string | undefined;
	/** Unix seconds. */
	now(): number;
}

/** Works expressions out; after the first problem only nulls come. */
export class Evaluation {
	problem: Problem | undefined;

	constructor(readonly scope: TemplateScope) {}

	fail(problem: Problem): null {
		this.problem ??= problem;
		return null;
	}

	of(expression: Expression): Value {
		if (this.problem !== undefined) return null;
		switch (expression.kind) {
			case 'literal':
				return expression.value;
			case 'name':
				return this.name(expression.name);
			case 'list':
				return expression.items.map((item) => this.of(item));
			case 'map':
				return Object.fromEntries(
					expression.entries.map(({ key, value }) => [textOf(this.of(key)), this.of(value)]),
				);
			case 'unary':
				return this.unary(expression.operator, this.of(expression.operand));
			case 'binary':
				return this.binary(expression);
			case 'choice':
				return this.of(isTrue(this.of(expression.test)) ? expression.yes : expression.no);
			case 'attribute':
				return this.attribute(this.of(expression.of), this.of(expression.key));
			case 'filter':
				return callFilter(
					expression.name,
					this.of(expression.of),
					this.all(expression.values),
					this,
				);
			case 'call':
				return callFunction(expression.name, this.all(expression.values), this);
			case 'test':
				return callTest(expression.name, this.of(expression.of), this.all(expression.values), this);
		}
	}

	private all(expressions: Expression[]): Value[] {
		return expressions.map((one) => this.of(one));
	}

	/** A key that is false reads as null (measured on Cerb 10.4.10); so does one that is not there. */
	private name(name: string): Value {
		const value = this.scope.lookUp(name);
		return value === undefined || value === false ? null : value;
	}

	private attribute(of: Value, key: Value): Value {
		if (Array.isArray(of)) return of[Number(key)] ?? null;
		return isDict(of) ? (of[textOf(key)] ?? null) : null;
	}

	private unary(operator: string, value: Value): Value {
		if (operator === 'not') return !isTrue(value);
		const factor = operator === '-' ? -1 : 1;
		return this.calculate('*', value, factor);
	}

	private binary({ operator, left, right }: Expression & { kind: 'binary' }): Value {
		if (operator === '??') return this.fallback(left, right);
		const a = this.of(left);
		if (operator === 'and') return isTrue(a) && isTrue(this.of(right));
		if (operator === 'or') return isTrue(a) || isTrue(this.of(right));
		const b = this.of(right);
		switch (operator) {
			case '~':
				return textOf(a) + textOf(b);
			case '==':
				return isEqual(a, b);
			case '!=':
				return !isEqual(a, b);
			case 'in':
				return this.isIn(a, b);
			case 'not in':
				return !this.isIn(a, b);
			case 'starts with':
				return typeof a === 'string' && typeof b === 'string' && a.startsWith(b);
			case 'ends with':
				return typeof a === 'string' && typeof b === 'string' && a.endsWith(b);
			case '<':
			case '>':
			case '<=':
			case '>=':
				return this.order(operator, compare(a, b));
			default:
				return this.calculate(operator, a, b);
		}
	}

	/** A name counts as missing there, whatever it holds (measured on Cerb 10.4.10). */
	private fallback(left: Expression, right: Expression): Value {
		if (left.kind === 'name') return this.of(right);
		return this.fail({ unclaimed: 'the operator ?? behind something else than a name' });
	}

	private order(operator: string, order: number | undefined): Value {
		if (order === undefined) return this.fail({ unclaimed: 'lists compared in a template' });
		if (order === 0) return operator.endsWith('=');
		return order < 0 === operator.startsWith('<');
	}

	private isIn(needle: Value, haystack: Value): boolean {
		if (typeof haystack === 'object' && haystack !== null) {
			return Object.values(haystack).some((item: Value) => isEqual(needle, item));
		}
		if (typeof haystack !== 'string') return false;
		if (typeof needle === 'boolean' || (typeof needle === 'object' && needle !== null)) {
			this.fail({ unclaimed: `a ${typeName(needle)} looked for in a text` });
		}
		return haystack.includes(textOf(needle));
	}

	/** A number to calculate with; undefined: PHP refuses it. */
	private number(value: Value): number | undefined {
		if (typeof value === 'string') return isNumericText(value) ? Number(value) : undefined;
		return typeof value === 'object' && value !== null ? undefined : Number(value);
	}

	private calculate(operator: string, a: Value, b: Value): Value {
		const [left, right] = [this.number(a), this.number(b)];
		if (left === undefined || right === undefined) {
			const types = `${typeName(a)} ${operator} ${typeName(b)}`;
			return this.fail({ error: `Unsupported operand types: ${types}` });
		}
		if (right === 0 && operator === '/') return this.fail({ error: 'Division by zero' });
		if (Math.trunc(right) === 0 && operator === '%') return this.fail({ error: 'Modulo by zero' });
		switch (operator) {
			case '+':
				return left + right;
			case '-':
				return left - right;
			case '*':
				return left * right;
			case '/':
				return left / right;
			case '%':
				return Math.trunc(left) % Math.trunc(right);
			default:
				return this.fail({ unclaimed: `the operator ${operator} in a template` });
		}
	}
}
