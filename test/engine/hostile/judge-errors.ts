/* eslint-disable @n8n/community-nodes/no-restricted-imports -- compares values in the test process, never runs inside n8n */
import { isDeepStrictEqual } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import type { HostileCase } from './cases';
import type { Deed } from './world';

/** Words of an engine that stumbled, none of which a person can do anything with. */
const STUMBLED =
	/is not (a function|iterable|defined)|Cannot (read|destructure|convert|set|create|use)|Maximum call stack|Invalid (time value|array length|string length|count)|serialize a BigInt|\bundefined\b|\bNaN\b|\[object \w*\]|Could not get parameter/;

/** A message is read by a person: nobody reads a megabyte. */
const LONGEST = 600;

type TalkingError = Error & { description?: unknown; cause?: unknown };

/** Whether the error tells what is wrong and what to do, in words that somebody chose. */
export function judgeError(one: HostileCase, deed: Deed, titles: string[]): string[] {
	const error = deed.error as TalkingError | undefined;
	if (error === undefined || !deed.reachedNode) return [];
	const { message, description } = error;
	const found: string[] = [];
	if (!/^Node(Api|Operation)Error$/.test(error.constructor.name)) {
		found.push(`the error is a ${error.constructor.name}`);
	}
	if (message === '' || typeof description !== 'string' || description === '') {
		found.push('the error does not say what to do');
	}
	const text = `${message}\n${String(description)}`;
	const stumbled = STUMBLED.exec(text)?.[0];
	if (stumbled !== undefined && !quotes(one.given, stumbled)) {
		found.push(`the error has words of a crash: ${stumbled}`);
	}
	if (isBug(error.cause)) found.push(`a bug was thrown: ${String(error.cause)}`);
	if (text.length > 2 * LONGEST) found.push(`the error is ${text.length} characters long`);
	if (error.constructor.name === 'NodeOperationError' && !namesOne(text, titles)) {
		found.push('the error names no parameter');
	}
	return found;
}

/** Errors of the language itself: code that met a value that it did not reckon with. */
function isBug(cause: unknown): boolean {
	const name = (cause as Error | undefined)?.constructor?.name ?? '';
	return /^(Type|Range|Reference|Syntax|URI)Error$/.test(name);
}

function namesOne(text: string, titles: string[]): boolean {
	const words = text.toLowerCase();
	// A field of a record goes by its own name.
	return /the field "/.test(words) || titles.some((title) => words.includes(title.toLowerCase()));
}

/** Whether a text that was given has these very words, so that a quote of it is no crash. */
function quotes(given: unknown, words: string): boolean {
	if (typeof given === 'string') return given.toLowerCase().includes(words.toLowerCase());
	if (given === null || typeof given !== 'object') return String(given) === words;
	return Object.entries(given).some(([key, value]) => quotes(key, words) || quotes(value, words));
}

/** Whether the items can travel on: nothing but JSON, tied to the input item. */
export function judgeItems(output: INodeExecutionData[]): string[] {
	const found = output.flatMap(({ json, pairedItem }) => {
		const isJson = isDeepStrictEqual(JSON.parse(JSON.stringify(json)), json);
		const isTied = isDeepStrictEqual(pairedItem, { item: 0 });
		return [
			...(isJson ? [] : [`an item is no JSON: ${Object.keys(json).join(', ').slice(0, 200)}`]),
			...(isTied ? [] : ['an item is not tied to its input']),
		];
	});
	return [...new Set(found)];
}
