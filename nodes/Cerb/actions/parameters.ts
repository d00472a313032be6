import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { MAX_TEXT_BYTES } from '../cerb/text-limits';
import { toSeconds } from '../cerb/values';
import type { OperationContext } from './operation';

/** The value of a parameter as text; empty where it is not set. */
export function text({ node, itemIndex }: OperationContext, parameter: string): string {
	return String(node.getNodeParameter(parameter, itemIndex, '') ?? '');
}

/** The value of an entry of the collection Options, of whatever type an expression gives. */
export function option({ node, itemIndex }: OperationContext, name: string, fallback: unknown) {
	return node.getNodeParameter(`options.${name}`, itemIndex, fallback as IDataObject) as unknown;
}

/** The error of a parameter, for the item at hand. */
export function problem({ node }: OperationContext, message: string, hint: string) {
	return inputError(node.getNode(), message, hint);
}

/**
 * A text that must be there; "0" is nothing to Cerb here.
 * @throws NodeOperationError also for a text that would leave a broken record behind
 */
export function requireText(
	context: OperationContext,
	parameter: string,
	displayName: string,
): string {
	const written = text(context, parameter);
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
	context: OperationContext,
	parameter: string,
	displayName: string,
): number | undefined {
	const value = context.node.getNodeParameter(parameter, context.itemIndex, '') as unknown;
	if (value === '' || value === null || value === undefined) return undefined;
	const seconds = toSeconds(value, context.node.getTimezone());
	if (seconds !== undefined) return seconds;
	throw problem(
		context,
		`${displayName} is not a date: ${JSON.stringify(value)}`,
		'Give an ISO 8601 date, e.g. 2026-01-31T09:00:00',
	);
}
