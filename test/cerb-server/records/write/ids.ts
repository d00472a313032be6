import { findType } from '../registry';
import { isNumericText, phpNumber } from '../values';
import type { WriteContext } from './context';
import { isPhpMap, type WriteValue } from './values';

/** A checked id, or what is wrong with it. */
export type IdCheck = { id: number } | { error: string };

function exists(alias: string, id: number, { state }: WriteContext): boolean {
	const type = findType(alias, state);
	return type !== undefined && state.get(type.alias, id) !== undefined;
}

/** `cerb:worker:2` of the wanted type; NaN for another type or no such address. */
function idOfUri(uri: string, alias: string, { state }: WriteContext): IdCheck {
	const [, name = '', idText = ''] = uri.split(':');
	const found = findType(name, state);
	const wanted = findType(alias, state);
	if (found === undefined) return { error: 'must be an ID or URI.' };
	if (found !== wanted) {
		return { error: `(${uri}) must be a URI of type \`${wanted?.context ?? alias}\`` };
	}
	return { id: phpNumber(idText) };
}

/**
 * Checks an id of a type: a number or `cerb:<type>:<id>`, and there must be such a record. 0 is
 * fine unless it `mustBeSet` (measured on Cerb 10.4.10).
 */
export function checkId(
	value: WriteValue,
	alias: string,
	mustBeSet: boolean,
	context: WriteContext,
): IdCheck {
	if (isPhpMap(value)) return { error: 'must be an ID or URI.' };
	const text = String(value);
	let id = phpNumber(text);
	if (!isNumericText(text)) {
		if (!text.startsWith('cerb:')) return { error: 'must be an ID or URI.' };
		const named = idOfUri(text, alias, context);
		if ('error' in named) return named;
		id = named.id;
	}
	if (id === 0) return mustBeSet ? { error: 'must not be blank.' } : { id };
	return exists(alias, id, context) ? { id } : { error: 'is not a valid target record.' };
}

/** Checks a list of ids of a type; undefined when all is well. */
export function checkIds(
	value: WriteValue,
	alias: string,
	context: WriteContext,
): string | undefined {
	if (!isPhpMap(value)) return 'must be an array of IDs.';
	for (const item of Object.values(value)) {
		const id = isPhpMap(item) ? 0 : phpNumber(item);
		if (id !== 0 && !exists(alias, id, context)) {
			return `value (${id}) is not a valid target record.`;
		}
	}
	return undefined;
}
