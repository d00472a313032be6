import type { CerbState } from '../../cerb-server/state';
import type { HostileCase } from './cases';
import { countOf, type Changes } from './changes';
import { judgeStored } from './judge-stored';
import { plain, targetOf, valueOf } from './target';
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
		const { resource, operation } = one.given;
		const effects = EFFECTS[`${String(resource)}/${String(operation)}`];
		if (effects) return isEffect(one, changes, effects);
		switch (one.given.operation) {
			case 'create':
				return touched.length === 1 && created.has(touched[0]);
			case 'update':
				return touched.every((other) => other === key && changed.has(other));
			case 'upsert':
				return touched.length === 1 && touched[0].startsWith(`${type}:`) && deleted.length === 0;
			case 'delete':
				return (
					touched.every((other) => other === key || other.startsWith('comment:')) &&
					touched.every((other) => !created.has(other)) &&
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

/** What operations on tickets make and change besides the one record that they name. */
const EFFECTS: Partial<Record<string, Effects>> = {
	'message/import': { makes: /^(ticket|message|attachment):/, changes: /^ticket:/ },
	'ticket/comment': { makes: /^comment:/, changes: /^ticket:/ },
	'ticket/compose': { makes: /^(ticket|message|attachment|draft):/ },
	'ticket/merge': { changes: /^(ticket|message|comment):/ },
	'ticket/reply': { makes: /^(message|attachment|draft):/, changes: /^ticket:/ },
	'ticket/split': { makes: /^ticket:/, changes: /^(ticket|message):/ },
};

interface Effects {
	makes?: RegExp;
	changes?: RegExp;
}

/** One of each kind is made at most, and no ticket is changed but the one that was named. */
function isEffect(one: HostileCase, { created, changed, deleted }: Changes, effects: Effects) {
	const made = [...created.keys()].filter((key) => !SIDE_EFFECTS.test(key));
	const kinds = made.map((key) => key.split(':')[0]);
	const moved = [...changed.keys()].filter((key) => !SIDE_EFFECTS.test(key));
	const named = plain(valueOf(one.given.ticketId)).trim();
	return (
		deleted.length === 0 &&
		new Set(kinds).size === kinds.length &&
		made.every((key) => effects.makes?.test(key)) &&
		moved.every((key) => effects.changes?.test(key)) &&
		(!/^\d+$/.test(named) || moved.every((key) => key === `ticket:${Number(named)}`))
	);
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
