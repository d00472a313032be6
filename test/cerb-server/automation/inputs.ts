import { isNumericText, type Dict, type Value } from '../records/values';
import { withoutEmoji } from '../records/write/text';
import type { ScriptInput } from './script';

/** What a caller gives: texts and lists of texts; undefined stands for brackets, which are nothing. */
export type GivenInputs = Record<string, string | string[] | undefined>;

/** The inputs as the script sees them, Cerb's message, or what only Cerb knows. */
export type CheckedInputs = { inputs: Dict } | { error: string } | { unclaimed: string };

/** Whether a text means yes: anything but these words (measured on Cerb 10.4.10). */
export function isYes(text: string): boolean {
	return !['', '0', 'n', 'no', 'off', 'false'].includes(text.toLowerCase());
}

/** A text by its type; undefined: the key is left out. */
function readText(text: string, type: string): { value: Value | undefined } | string {
	switch (type) {
		case 'number':
			if (text === '') return { value: 0 };
			return isNumericText(text) ? { value: text } : `must be a number (string: "${text}").`;
		case 'decimal':
			return isNumericText(text) ? { value: text } : `must be a decimal (string: "${text}").`;
		case 'bool':
			return { value: text === '' ? undefined : isYes(text) };
		default:
			// As everywhere, but not in lists.
			return { value: withoutEmoji(text) };
	}
}

/** One declared input; an object without value leaves the key out. */
function readInput(
	input: ScriptInput,
	given: string | string[] | undefined,
	isGiven: boolean,
): { value: Value | undefined } | { unclaimed: string } | string {
	if (input.kind === 'array') {
		if (!isGiven && input.isRequired) return { unclaimed: 'a required list that is missing' };
		if (!isGiven) return { value: undefined };
		return Array.isArray(given) ? { value: given } : 'must be an array.';
	}
	if (Array.isArray(given)) return 'is not a string.';
	const text = given ?? (isGiven ? '' : input.defaultText);
	if (input.isRequired && text === '') return 'must not be blank.';
	if (isGiven && given === undefined) return { unclaimed: 'brackets as an optional input' };
	const mayBeLeftOut = input.type === 'freeform' || input.type === 'bool';
	if (!isGiven && text === '' && mayBeLeftOut) return { value: undefined };
	if (input.type === 'decimal' && text === '') return { unclaimed: 'a decimal that is missing' };
	return readText(text, input.type);
}

/**
 * Checks what a caller gives against what the script declares. Texts stay texts, also those of
 * numbers (measured on Cerb 10.4.10).
 */
export function checkInputs(declared: ScriptInput[], given: GivenInputs): CheckedInputs {
	const strange = Object.keys(given).filter((name) => !declared.some((one) => one.name === name));
	if (strange.length > 0) return { error: `Unknown inputs: ${strange.join(', ')}` };
	const checked = new Map<string, Value>();
	for (const input of declared) {
		const read = readInput(input, given[input.name], input.name in given);
		if (typeof read === 'string') return { error: `'inputs:${input.name}' ${read}` };
		if ('unclaimed' in read) return read;
		if (read.value !== undefined) checked.set(input.name, read.value);
	}
	// What was given keeps its order, defaults come behind.
	const inputs: Dict = {};
	for (const name of [...Object.keys(given), ...checked.keys()]) {
		const value = checked.get(name);
		if (value !== undefined) inputs[name] = value;
	}
	return { inputs };
}
