import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { expandParameter } from '../../cerb/encode';
import type { CerbRequest, FormValue } from '../../cerb/types';
import type { OperationContext } from '../operation';
import {
	addHint,
	expandProperty,
	outputProperties,
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../record-output';

/** Characters of a stored text that a hint shows. */
const MAX_SHOWN = 80;

/** Parameters of every operation that writes a record and gives it back. */
export const writtenProperties: INodeProperties[] = [expandProperty, ...outputProperties];

/**
 * Writes a record and gives it as Cerb has stored it.
 * @param prepare reads and checks the other parameters; runs before anything is sent
 */
export async function writeRecord(
	context: OperationContext,
	prepare: () => Promise<{
		type: string;
		request: Pick<CerbRequest, 'method' | 'path'>;
		fields: Record<string, FormValue>;
		/** What the endpoint wants beside the fields. */
		form?: Record<string, FormValue>;
	}>,
): Promise<INodeExecutionData[]> {
	const expand = readExpand(context);
	const output = readOutput(context, expand);
	const { type, request, form = {}, fields } = await prepare();
	const record = await context.client.callRecord({
		...request,
		query: { expand: expandParameter(expand) },
		form: { ...form, fields },
	});
	hintChanged(context, fields, record);
	const readable = await withReadableCustomFields(context, type, [record], output);
	return outputRecords(context, readable, output);
}

/** Cerb shortens some texts and removes characters without a word; its answer shows it. */
function hintChanged(
	context: OperationContext,
	fields: Record<string, FormValue>,
	record: Record<string, unknown>,
): void {
	for (const [key, sent] of Object.entries(fields)) {
		const stored = record[key];
		if (typeof sent !== 'string' || typeof stored !== 'string' || sent === stored) continue;
		// Cerb writes short forms in full, e.g. status "o", and e-mail addresses in lower case.
		if (key === 'status' || sent.toLowerCase() === stored.toLowerCase()) continue;
		const shown = stored.length > MAX_SHOWN ? `${stored.slice(0, MAX_SHOWN)}…` : stored;
		addHint(context, `Cerb stored the field "${key}" in another form: "${shown}"`);
	}
}
