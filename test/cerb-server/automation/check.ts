import type { Problem } from '../templates/problem';
import { readTemplate } from '../templates/template';
import { parseKata, type Kata, type KataNode } from './kata';
import { schemaError, type Schema } from './schema';

/** Annotations that Cerb has, and of those the ones this server works out. */
const KNOWN = new Set(
	'base64 bit bool csv date float int json kata key list optional raw text trim'.split(' '),
);
const OWN = new Set('bit bool csv float int json key list raw text'.split(' '));

/**
 * The last template that cannot be read: Cerb looks through a text from its end (measured on Cerb
 * 10.4.10).
 */
function templateProblem(nodes: KataNode[], path: string): Problem | undefined {
	for (const node of [...nodes].reverse()) {
		const inner = `${path}${node.key}:`;
		const below = templateProblem(node.children, inner);
		if (below !== undefined) return below;
		const read = readTemplate(node.text);
		if ('template' in read) continue;
		if ('unclaimed' in read) return read;
		return { error: `Scripting error [${inner}]: ${read.error} (line ${node.line})` };
	}
	return undefined;
}

function annotationProblem(nodes: KataNode[], path: string): Problem | undefined {
	for (const node of nodes) {
		const inner = `${path}${node.key}`;
		const unknown = node.annotations.find((mark) => !KNOWN.has(mark));
		if (unknown !== undefined) return { error: `[${inner}] Unknown annotation: @${unknown}` };
		const other = node.annotations.find((mark) => !OWN.has(mark));
		if (other !== undefined) return { unclaimed: `@${other} in a script` };
		if (node.annotations.length > 1) return { unclaimed: 'several annotations of one key' };
		if (node.key.startsWith('&')) return { unclaimed: 'references in KATA' };
		const below = annotationProblem(node.children, `${inner}:`);
		if (below !== undefined) return below;
	}
	return undefined;
}

/**
 * Reads a KATA text and checks its templates, annotations and keys, in Cerb's order and words
 * (measured on Cerb 10.4.10).
 */
export function checkKata(source: string, schema: Schema): Exclude<Kata, Problem> | Problem {
	const kata = parseKata(source);
	if ('error' in kata) return kata;
	const templates = templateProblem(kata.nodes, '');
	const problem = templates ?? annotationProblem(kata.nodes, '');
	if (problem !== undefined) return problem;
	const error = schemaError(kata.nodes, schema);
	return error === undefined ? kata : { error };
}
