import { isDict, mapOrEmptyList, phpNumber, type Dict, type Value } from '../records/values';
import { fillTemplate } from '../templates/template';
import { isYes } from './inputs';
import type { KataNode } from './kata';
import type { ScriptScope } from './scope';

/** What went wrong while the values of a command were worked out. */
export interface Trouble {
	/** The message of the last template that failed; its value is false then (10.4.10). */
	error?: string;
	unclaimed?: string;
}

/** A value by a path like `inputs:name`. */
function byPath(path: string, scope: ScriptScope): Value {
	const [name, ...rest] = path.trim().split(/[:.]/);
	let value = scope.lookUp(name) ?? null;
	for (const key of rest) {
		if (Array.isArray(value)) value = value[Number(key)] ?? null;
		else value = isDict(value) ? (value[key] ?? null) : null;
	}
	return value;
}

function parseJson(text: string): Value {
	try {
		return JSON.parse(text) as Value;
	} catch {
		return null;
	}
}

function annotated(mark: string | undefined, text: string, scope: ScriptScope): Value {
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
			return byPath(text, scope);
		case 'list':
			return text.split('\n');
		default:
			return text;
	}
}

/** The value of a key: what its annotation makes of its text, or the map below it. */
export function valueOf(node: KataNode, scope: ScriptScope, trouble: Trouble): Value {
	const [mark] = node.annotations;
	if (mark === undefined && node.text === '') return mapOf(node.children, scope, trouble);
	if (mark === 'raw') return node.text;
	const filled = fillTemplate(node.text, scope);
	if ('text' in filled) return annotated(mark, filled.text, scope);
	if ('error' in filled) trouble.error = filled.error;
	else trouble.unclaimed ??= filled.unclaimed;
	return false;
}

export function mapOf(nodes: KataNode[], scope: ScriptScope, trouble: Trouble): Value {
	const map: Dict = {};
	for (const node of nodes) map[node.key] = valueOf(node, scope, trouble);
	return mapOrEmptyList(map);
}
