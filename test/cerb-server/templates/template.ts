import { Evaluation, type TemplateScope } from './evaluate';
import type { Expression } from './expression';
import { parseExpression } from './parser';
import { textOf } from './php';
import type { Problem } from './problem';
import { splitTemplate } from './tokens';

/** A text with `{{…}}` in it, read. */
export type Template = Array<string | Expression>;

/** Reads a template; messages as Cerb 10.4.10 has them, without the line behind them. */
export function readTemplate(source: string): { template: Template } | Problem {
	if (!/\{[{%#]/.test(source)) return { template: [source] };
	const split = splitTemplate(source);
	if (!('parts' in split)) return split;
	const template: Template = [];
	let unclaimed: Problem | undefined;
	for (const part of split.parts) {
		if (typeof part === 'string') {
			template.push(part);
			continue;
		}
		const read = parseExpression(part);
		if ('error' in read) return unclaimed ?? read;
		if ('unclaimed' in read) unclaimed ??= read;
		else template.push(read.expression);
	}
	return unclaimed ?? { template };
}

/** What a template says of a dictionary; `error`: the message of what failed while it ran. */
export function fillTemplate(source: string, scope: TemplateScope): { text: string } | Problem {
	const read = readTemplate(source);
	if (!('template' in read)) return read;
	const evaluation = new Evaluation(scope);
	const text = read.template
		.map((part) => (typeof part === 'string' ? part : textOf(evaluation.of(part))))
		.join('');
	return evaluation.problem ?? { text };
}
