import { phpNumber, type Dict } from '../records/values';
import { isTrue } from '../templates/php';
import { childOf, parseKata } from './kata';
import { PlainDictionary, ScriptScope } from './scope';
import { valueOf, type Trouble } from './values';
import type { CerbState } from '../state';

/** How long an automation may take where its policy says nothing, and at most. */
const USUAL_LIMIT_MS = 25_000;
const TOP_LIMIT_MS = 120_000;

/** Milliseconds that an automation may take; looked at behind each of its commands. */
export function timeLimit(policy: string): number {
	const kata = parseKata(policy);
	const settings = 'nodes' in kata ? childOf(kata.nodes, 'settings') : undefined;
	const limit = phpNumber(childOf(settings?.children ?? [], 'time_limit_ms')?.text ?? '');
	return limit === 0 ? USUAL_LIMIT_MS : Math.min(Math.max(limit, 0), TOP_LIMIT_MS);
}

/**
 * Whether the policy lets a command run: the first rule that is true decides, none means no, and so
 * does a rule whose template fails (measured on Cerb 10.4.10). What this server does not know goes into `trouble`.
 */
export function isAllowed(
	policy: string,
	command: string,
	dictionary: Dict,
	state: CerbState,
	trouble: Trouble,
): boolean {
	const kata = parseKata(policy);
	if ('error' in kata) return false;
	const scope = new ScriptScope(state, new PlainDictionary(dictionary));
	const rules = childOf(childOf(kata.nodes, 'commands')?.children ?? [], command)?.children ?? [];
	for (const rule of rules) {
		const annotations = rule.annotations.length === 0 ? ['bool'] : rule.annotations;
		const own: Trouble = {};
		const value = valueOf({ ...rule, annotations }, scope, own);
		trouble.unclaimed ??= own.unclaimed;
		if (own.error !== undefined) return false;
		if (isTrue(value)) return rule.key.split('/')[0] === 'allow';
	}
	return false;
}
