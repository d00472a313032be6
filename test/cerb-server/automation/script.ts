import type { Problem } from '../templates/problem';
import { checkKata } from './check';
import { COMMANDS, isOwnCommand } from './commands';
import { childOf, type KataNode } from './kata';
import type { Schema } from './schema';

/** An input that a script declares. */
export interface ScriptInput {
	name: string;
	kind: 'text' | 'array';
	/** Of a text: `freeform`, `number`, `decimal` or `bool`. */
	type: string;
	isRequired: boolean;
	/** Empty when there is none. */
	defaultText: string;
}

/** A script that this server can run. */
export interface Script {
	inputs: ScriptInput[];
	commands: KataNode[];
}

const input = { below: 'any', isNamed: true } as const;
const SCRIPT: Schema = {
	inputs: { below: { array: input, record: input, records: input, text: input } },
	start: { below: COMMANDS, isRequired: true },
};

const TEXT_TYPES = new Set(['bool', 'decimal', 'freeform', 'number']);

export const typeOf = (key: string): string => key.split('/')[0];
const nameOf = (key: string): string => key.split('/').slice(1).join('/');

function readInput(node: KataNode): ScriptInput | { unclaimed: string } {
	const kind = typeOf(node.key);
	const name = nameOf(node.key);
	if (kind !== 'text' && kind !== 'array') return { unclaimed: `an input ${node.key}` };
	const option = (key: string): string => childOf(node.children, key)?.text ?? '';
	const strange = node.children.find(({ key }) => !['type', 'required', 'default'].includes(key));
	if (strange !== undefined) return { unclaimed: `${strange.key}: of an input` };
	const type = option('type') || 'freeform';
	if (!TEXT_TYPES.has(type)) return { unclaimed: `an input of type ${type}` };
	const isRequired = ['yes', 'true', '1'].includes(option('required').toLowerCase());
	return { name, kind, type, isRequired, defaultText: option('default') };
}

/** The first command, at any depth, that this server does not run. */
function otherCommand(nodes: KataNode[]): string | undefined {
	for (const { key, children, annotations } of nodes) {
		const name = typeOf(key);
		if (!isOwnCommand(name)) return `the command ${key}`;
		if (name === 'return' && annotations.length > 0) return 'return@key';
		if (name !== 'outcome' && name !== 'http.request') continue;
		const inner = children.filter((child) => /^(?:then|on_\w+)$/.test(child.key));
		const found = inner.map((one) => otherCommand(one.children)).find((one) => one !== undefined);
		if (found !== undefined) return found;
	}
	return undefined;
}

/**
 * Reads the script of an automation; Cerb's messages as measured on Cerb 10.4.10. Unclaimed: a
 * command, a template or an input that this server does not work out.
 */
export function readScript(source: string): { script: Script } | Problem {
	const kata = checkKata(source, SCRIPT);
	if (!('nodes' in kata)) return kata;
	const inputs: ScriptInput[] = [];
	for (const node of childOf(kata.nodes, 'inputs')?.children ?? []) {
		const read = readInput(node);
		if ('unclaimed' in read) return read;
		inputs.push(read);
	}
	const commands = childOf(kata.nodes, 'start')?.children ?? [];
	const other = otherCommand(commands);
	return other === undefined ? { script: { inputs, commands } } : { unclaimed: other };
}
