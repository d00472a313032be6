import type { Dict } from '../records/values';
import { isTrue } from '../templates/php';
import { childOf, parseKata } from './kata';
import { PlainDictionary, ScriptScope } from './scope';
import { valueOf, type Trouble } from './values';
import type { CerbState } from '../state';

/**
 * Whether the policy lets a command run: the first rule that is true decides, none means no
 * (measured on Cerb 10.4.10). What this server does not know goes into `trouble`.
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
		if (own.error !== undefined) own.unclaimed = `a policy whose template fails: ${own.error}`;
		trouble.unclaimed ??= own.unclaimed;
		if (isTrue(value)) return rule.key.split('/')[0] === 'allow';
	}
	return false;
}
