import { childOf, parseKata, type KataNode } from './kata';

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

/** A script, Cerb's message about it, or what of it only Cerb knows. */
export type ReadScript = { script: Script } | { error: string } | { unclaimed: string };

const COMMANDS = new Set(['return', 'set', 'log', 'log.error', 'log.warn']);
/** Commands that Cerb has and this server does not. */
const OTHER_COMMANDS =
	/^(?:await|decision|outcome|repeat|while|error|function|(?:api|data|decrypt|email|encrypt|file|http|kata|metric|queue|record|simulate|storage|var)\.[\w.]+)$/;
const INPUT_KINDS = new Set(['array', 'record', 'records', 'text']);
const TEXT_TYPES = new Set(['bool', 'decimal', 'freeform', 'number']);
const ANNOTATIONS = new Set(['bit', 'bool', 'csv', 'float', 'int', 'json', 'key', 'list', 'text']);

/** What only Cerb's template language knows: anything but `{{some.key}}`. */
const TEMPLATE = /\{[%#]|\{\{(?!\s*[\w.]+\s*\}\})/;

const typeOf = (key: string): string => key.split('/')[0];
const nameOf = (key: string): string => key.split('/').slice(1).join('/');

/** The first thing in a value that this server cannot work out. */
function unclaimedValue(node: KataNode): string | undefined {
	const unknown = node.annotations.find((mark) => !ANNOTATIONS.has(mark));
	if (unknown !== undefined) return `@${unknown} in a script`;
	if (node.annotations.length > 1) return 'several annotations of one key';
	if (TEMPLATE.test(node.text)) return 'a template in a script';
	return node.children.map(unclaimedValue).find((what) => what !== undefined);
}

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

/** Keys that Cerb does not know either. */
function unknownKey(nodes: KataNode[]): string | undefined {
	const top = nodes.find(({ key }) => key !== 'inputs' && key !== 'start');
	if (top !== undefined) return `${top.key}:`;
	const inputs = childOf(nodes, 'inputs')?.children ?? [];
	const input = inputs.find(({ key }) => !INPUT_KINDS.has(typeOf(key)));
	if (input !== undefined) return `inputs:${typeOf(input.key)}:`;
	const commands = childOf(nodes, 'start')?.children ?? [];
	const command = commands.find(
		({ key }) => !COMMANDS.has(typeOf(key)) && !OTHER_COMMANDS.test(typeOf(key)),
	);
	return command && `start:${typeOf(command.key)}:`;
}

/**
 * Reads the script of an automation. Run can be what declares texts and lists as inputs and then
 * sets keys, writes to the log and returns values made of them; Cerb's messages as measured on
 * Cerb 10.4.10.
 */
export function readScript(source: string): ReadScript {
	const kata = parseKata(source);
	if ('error' in kata) return kata;
	const unknown = unknownKey(kata.nodes);
	if (unknown !== undefined) return { error: `Key \`${unknown}\` is unknown` };
	const start = childOf(kata.nodes, 'start');
	if (start === undefined) return { error: 'Key `start:` is required' };
	const inputs: ScriptInput[] = [];
	for (const node of childOf(kata.nodes, 'inputs')?.children ?? []) {
		const input = readInput(node);
		if ('unclaimed' in input) return input;
		inputs.push(input);
	}
	for (const command of start.children) {
		if (!COMMANDS.has(typeOf(command.key))) return { unclaimed: `the command ${command.key}` };
		const what = unclaimedValue(command);
		if (what !== undefined) return { unclaimed: what };
	}
	return { script: { inputs, commands: start.children } };
}
