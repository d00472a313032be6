import type { CerbState } from '../../cerb-server/state';
import type { HostileCase } from './cases';
import { countOf, type Changes } from './changes';
import { judgeStored } from './judge-stored';
import { targetOf } from './target';
import type { Deed } from './world';

/** Records that Cerb makes by itself, e.g. the address of a new contact. */
const SIDE_EFFECTS = /^(address|activity_log|custom_fieldset|notification):/;

/** Whether all that has changed in Cerb was asked for, and is what was asked for. */
export function judgeChanges(
	one: HostileCase,
	deed: Deed,
	isReadOnly: boolean,
	state: CerbState,
): string[] {
	const { changes } = deed;
	if (isReadOnly) return countOf(changes) === 0 ? [] : [`a read has changed ${list(changes)}`];
	const { operation, method } = one.given;
	if (operation === 'genericRequest') {
		const isQuiet = (method ?? 'GET') !== 'GET' || countOf(changes) === 0;
		return isQuiet && own(changes) <= 1 ? [] : [`a request has changed ${list(changes)}`];
	}
	if (deed.error !== undefined) {
		return countOf(changes) === 0 ? [] : [`an item that failed has changed ${list(changes)}`];
	}
	return [...judgeTarget(one, changes, state), ...judgeStored(one, deed, state)];
}

function judgeTarget(one: HostileCase, changes: Changes, state: CerbState): string[] {
	const { type, id } = targetOf(one.given, state);
	const key = `${type}:${id}`;
	const { created, changed, deleted, linked, unlinked } = changes;
	const touched = [...created.keys(), ...changed.keys(), ...deleted].filter(
		(other) => !SIDE_EFFECTS.test(other),
	);
	const isAllowed = (): boolean => {
		switch (one.given.operation) {
			case 'create':
				return touched.length === created.size && touched.length === 1;
			case 'update':
				return touched.every((other) => other === key) && deleted.length + created.size === 0;
			case 'upsert':
				return touched.length === 1 && touched[0].startsWith(`${type}:`) && deleted.length === 0;
			case 'delete':
				return (
					touched.every((other) => other === key || other.startsWith('comment:')) &&
					created.size === 0 &&
					(type === 'ticket' ? changed.has(key) : deleted.includes(key))
				);
			case 'link':
			case 'unlink':
				return touched.length === 0 && [...linked, ...unlinked].every((pair) => pair.includes(key));
			default:
				return own(changes) <= 1;
		}
	};
	if (isAllowed()) return [];
	return [`changed, but not asked for: ${list(changes) || 'nothing'} (target ${key})`];
}

function own({ created, changed, deleted }: Changes): number {
	return [...created.keys(), ...changed.keys(), ...deleted].filter((key) => !SIDE_EFFECTS.test(key))
		.length;
}

function list({ created, changed, deleted, linked, unlinked }: Changes): string {
	const parts = [
		...[...created.keys()].map((key) => `+${key}`),
		...[...changed].map(([key, row]) => `${key} (${Object.keys(row).join(', ')})`),
		...deleted.map((key) => `-${key}`),
		...linked.map((pair) => `link ${pair}`),
		...unlinked.map((pair) => `unlink ${pair}`),
	];
	return parts.slice(0, 8).join(', ');
}
