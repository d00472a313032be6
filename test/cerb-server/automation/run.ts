import { logAutomation, type LogLine } from '../records/automation-log';
import { isDict, mapOrEmptyList, phpNumber, type Dict, type Value } from '../records/values';
import type { CerbState } from '../state';
import { checkInputs, isYes, type GivenInputs } from './inputs';
import { childOf, type KataNode } from './kata';
import { readScript } from './script';

/** What a run returns under `data:`, Cerb's message, or what only Cerb knows. */
export type RunResult = { data: Value } | { error: string } | { unclaimed: string };

/** What the script sees: `inputs`, `query_format` and the keys it has set. */
type Scope = Dict;

const LEVELS: Record<string, LogLine['level'] | undefined> = {
	log: 'debug',
	'log.error': 'error',
	'log.warn': 'warning',
};

/** A value by its path; undefined when there is none. */
function lookUp(scope: Scope, path: string[]): Value | undefined {
	let value: Value | undefined = scope;
	for (const key of path) {
		if (Array.isArray(value)) value = value[Number(key)];
		else value = isDict(value) ? value[key] : undefined;
	}
	return value;
}

/** A value inside a text, as PHP writes it. */
function textOf(value: Value | undefined): string {
	if (typeof value === 'boolean') return value ? '1' : '';
	if (Array.isArray(value) || isDict(value)) return 'Array';
	return value === null || value === undefined ? '' : String(value);
}

function fill(text: string, scope: Scope): string {
	return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, path: string) =>
		textOf(lookUp(scope, path.split('.'))),
	);
}

function parseJson(text: string): Value {
	try {
		return JSON.parse(text) as Value;
	} catch {
		return null;
	}
}

/** The value of a key: what its annotation makes of its text, or the map below it. */
function valueOf(node: KataNode, scope: Scope): Value {
	const [mark] = node.annotations;
	if (mark === undefined && node.text === '') return mapOf(node.children, scope);
	const text = fill(node.text, scope);
	switch (mark) {
		case 'bit':
			return isYes(text) ? 1 : 0;
		case 'bool':
			return isYes(text);
		case 'csv':
			return text.split(',').map((part) => part.trim());
		case 'float':
			return Number.parseFloat(text) || 0;
		case 'int':
			return phpNumber(text);
		case 'json':
			return parseJson(text);
		case 'key':
			return lookUp(scope, text.split(':')) ?? null;
		case 'list':
			return text.split('\n');
		default:
			return text;
	}
}

function mapOf(nodes: KataNode[], scope: Scope): Value {
	const map: Dict = {};
	for (const node of nodes) map[node.key] = valueOf(node, scope);
	return mapOrEmptyList(map);
}

/**
 * Runs the script of a data.query automation with some inputs: `set:`, `log:` and `return:` of it
 * (measured on Cerb 10.4.10: without a `return:` the data is an empty list).
 * @param format what the caller wrote as `format:`, seen as `query_format`
 */
export function runAutomation(
	state: CerbState,
	automation: { name: string; script: string },
	given: GivenInputs,
	format: string | null,
): RunResult {
	const read = readScript(automation.script);
	if (!('script' in read)) return read;
	const checked = checkInputs(read.script.inputs, given);
	if ('error' in checked) {
		// Measured on Cerb 10.4.10: refused inputs are an entry of the log, too.
		const line = { automation: automation.name, node: '', level: 'error' as const };
		logAutomation(state, { ...line, message: checked.error });
	}
	if (!('inputs' in checked)) return checked;
	const scope: Scope = { inputs: mapOrEmptyList(checked.inputs), query_format: format };
	for (const command of read.script.commands) {
		const [name] = command.key.split('/');
		const level = LEVELS[name];
		if (name === 'return') {
			const data = childOf(command.children, 'data');
			const value = data === undefined ? [] : valueOf(data, scope);
			return value === null ? { unclaimed: 'data that is null' } : { data: value };
		}
		if (name === 'set') {
			for (const node of command.children) scope[node.key] = valueOf(node, scope);
		}
		if (level !== undefined) {
			const message = fill(command.text, scope);
			const node = `start:${command.key}`;
			logAutomation(state, { automation: automation.name, node, level, message });
		}
	}
	return { data: [] };
}
