import { findType } from '../../cerb-server/records/registry';
import type { CerbState } from '../../cerb-server/state';

type Json = Record<string, unknown>;

/** The record that parameters name, read on its own, without the node's code. */
export interface Target {
	/** Alias; undefined where the parameter names no type that Cerb has. */
	type?: string;
	/** Undefined where the parameter names no record, or one by its mask. */
	id?: bigint;
}

export function targetOf(given: Json, state: CerbState): Target {
	const name = plain(valueOf(given.recordType)).trim().toLowerCase();
	const mode = modeOf(given.recordId);
	const text = plain(valueOf(given.recordId)).trim();
	const digits =
		mode === 'url'
			? /\/profiles\/[^/]+\/(\d+)(?=-|\?|#|\/|$)/.exec(text)?.[1]
			: /^\d+$/.exec(text)?.[0];
	return {
		type: findType(name, state)?.alias,
		id: digits === undefined || digits.length > 100 ? undefined : BigInt(digits),
	};
}

function modeOf(locator: unknown): unknown {
	return locator !== null && typeof locator === 'object' && 'mode' in locator ? locator.mode : 'id';
}

/** What stands in a resource locator, or the value that somebody put in its place. */
export function valueOf(locator: unknown): unknown {
	const isLocator = locator !== null && typeof locator === 'object' && 'value' in locator;
	return isLocator ? locator.value : locator;
}

/** A value as text; of lists what their single entry says, of other objects but dates nothing. */
export function plain(value: unknown): string {
	if (value instanceof Date) return JSON.stringify(value).replaceAll('"', '').replace('null', '');
	if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : '';
	return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}
