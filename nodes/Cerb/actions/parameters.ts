import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { MAX_TEXT_BYTES } from '../cerb/text-limits';
import { asText, isScalar, shown } from '../cerb/text';
import { toFlag, toList, toSeconds } from '../cerb/values';
import type { ReadContext } from './operation';

/*
 * An expression may give any parameter a value of any type, so the type of a parameter in the editor
 * says nothing about what arrives. These read what can be understood and refuse the rest by name.
 */

/**
 * A text; a number or flag counts as one.
 * @throws NodeOperationError for anything made of several
 */
export function readText({ node, itemIndex }: ReadContext, name: string, title: string): string {
	const value: unknown = node.getNodeParameter(name, itemIndex, '') ?? '';
	if (isScalar(value)) return String(value);
	throw inputError(
		node.getNode(),
		`${shown(value)} is not a text`,
		`Give a text in the parameter ${title}`,
	);
}

/**
 * Yes or no, also as the words that expressions give: "false" is no.
 * @throws NodeOperationError
 */
export function readFlag({ node, itemIndex }: ReadContext, name: string, title: string): boolean {
	const value: unknown = node.getNodeParameter(name, itemIndex, false);
	const text = asText(value);
	const flag = text.trim() === '' ? false : toFlag(text);
	if (flag !== undefined) return flag;
	throw inputError(
		node.getNode(),
		`${shown(value)} is neither true nor false`,
		`Give true or false in the parameter ${title}`,
	);
}

/**
 * Several short texts, as a list or separated by commas; blanks around them do not count.
 * @throws NodeOperationError for a list of anything else
 */
export function readTexts({ node, itemIndex }: ReadContext, name: string, title: string): string[] {
	const value: unknown = node.getNodeParameter(name, itemIndex, '') ?? '';
	const list = toList(value);
	if (list.every(isScalar)) {
		// A comma inside an entry separates all the same, for Cerb at the latest.
		const texts = list.flatMap((entry) => String(entry).split(','));
		return texts.map((text) => text.trim()).filter((text) => text !== '');
	}
	throw inputError(
		node.getNode(),
		`${shown(list.find((entry) => !isScalar(entry)))} is not a text`,
		`Give texts with commas, or a list of texts, in the parameter ${title}`,
	);
}

/**
 * The rows of a parameter that holds several, e.g. `filters.conditions`.
 * @throws NodeOperationError where an expression gave something else
 */
export function readRows(
	{ node, itemIndex }: ReadContext,
	name: string,
	title: string,
): IDataObject[] {
	const value: unknown = node.getNodeParameter(name, itemIndex, []) ?? [];
	const isRows = Array.isArray(value) && value.every((row) => isMap(row));
	if (isRows) return value as IDataObject[];
	throw inputError(
		node.getNode(),
		`The parameter ${title} is not a list of rows: ${shown(value)}`,
		'Add its rows in the editor, and use expressions in their fields only',
	);
}

/** Whether a value is a map of names and values. */
export function isMap(value: unknown): value is IDataObject {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The value of a parameter as text, whatever it is; empty where it is not set. */
export function text({ node, itemIndex }: ReadContext, parameter: string): string {
	return asText(node.getNodeParameter(parameter, itemIndex, ''));
}

/** The value of an entry of the collection Options, of whatever type an expression gives. */
export function option({ node, itemIndex }: ReadContext, name: string, fallback: unknown) {
	return node.getNodeParameter(`options.${name}`, itemIndex, fallback as IDataObject) as unknown;
}

/** The error of a parameter, for the item at hand. */
export function problem({ node }: ReadContext, message: string, hint: string) {
	return inputError(node.getNode(), message, hint);
}

/**
 * A text that must be there; "0" is nothing to Cerb here.
 * @throws NodeOperationError also for a text that would leave a broken record behind
 */
export function requireText(context: ReadContext, parameter: string, displayName: string): string {
	const written = readText(context, parameter, displayName);
	if (written.trim() === '' || written === '0') {
		throw problem(
			context,
			`The ${displayName.toLowerCase()} is empty`,
			`Fill in the parameter ${displayName}`,
		);
	}
	if (Buffer.byteLength(written) <= MAX_TEXT_BYTES) return written;
	throw problem(
		context,
		`The ${displayName.toLowerCase()} is longer than ${MAX_TEXT_BYTES} bytes`,
		'Shorten it, or send it as a file',
	);
}

/**
 * A time as unix seconds; undefined where the parameter is empty.
 * @throws NodeOperationError
 */
export function readTime(
	context: ReadContext,
	parameter: string,
	displayName: string,
): number | undefined {
	const value = context.node.getNodeParameter(parameter, context.itemIndex, '') as unknown;
	if (value === '' || value === null || value === undefined) return undefined;
	const seconds = toSeconds(value, context.node.getTimezone());
	if (seconds !== undefined) return seconds;
	throw problem(
		context,
		`${displayName} is not a date: ${shown(value)}`,
		`Give an ISO 8601 date in the parameter ${displayName}, e.g. 2026-01-31T09:00:00`,
	);
}
