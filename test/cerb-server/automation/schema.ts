import type { KataNode } from './kata';

/** What may stand below a key; `any`: whatever is written. */
export type Schema = 'any' | { [key: string]: SchemaKey };

export interface SchemaKey {
	/** A function where keys nest without end. */
	below: Schema | (() => Schema);
	/** Must be there. */
	isRequired?: boolean;
	/** May stand several times, each with a name: `set/first:`, `set/second:`. */
	isNamed?: boolean;
}

const typeOf = (key: string): string => key.split('/')[0];

function listError(
	nodes: KataNode[],
	schema: Exclude<Schema, 'any'>,
	path: string,
): string | undefined {
	const strange = nodes.find(({ key }) => schema[typeOf(key)] === undefined);
	if (strange !== undefined) return `Key \`${path}${typeOf(strange.key)}:\` is unknown`;
	for (const [name, { isRequired, isNamed }] of Object.entries(schema)) {
		const own = nodes.filter(({ key }) => typeOf(key) === name);
		if (isRequired === true && own.length === 0) return `Key \`${path}${name}:\` is required`;
		if (isNamed !== true && own.some(({ key }) => key.includes('/'))) {
			return `Key \`${path}${name}:\` must not have a name`;
		}
	}
	return undefined;
}

/**
 * The first key that a KATA text may not have or lacks, in Cerb's words and order (measured on Cerb
 * 10.4.10): a text in the place of keys is no mistake.
 */
export function schemaError(nodes: KataNode[], schema: Schema, path = ''): string | undefined {
	if (schema === 'any') return undefined;
	const error = listError(nodes, schema, path);
	if (error !== undefined) return error;
	for (const { key, children, text, annotations } of nodes) {
		const { below } = schema[typeOf(key)];
		if (text !== '' || annotations.length > 0) continue;
		const inner = typeof below === 'function' ? below() : below;
		const found = schemaError(children, inner, `${path}${key}:`);
		if (found !== undefined) return found;
	}
	return undefined;
}
