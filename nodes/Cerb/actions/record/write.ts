import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { expandParameter } from '../../cerb/encode';
import { findRecordType } from '../../cerb/record-types';
import { shown } from '../../cerb/text';
import type { CerbRequest, FormValue } from '../../cerb/types';
import type { OperationContext } from '../operation';
import { isMap } from '../parameters';
import {
	addHint,
	expandProperty,
	outputProperties,
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../record-output';

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
	// Links come along only when they are asked for.
	const hasExtra = Array.isArray(fields.links) && !expand.includes('links');
	const record = await context.client.callRecord({
		...request,
		query: { expand: expandParameter(hasExtra ? [...expand, 'links'] : expand) },
		form: { ...form, fields },
	});
	hintChanged(context, fields, record);
	await hintUnlinked(context, fields.links, record.links);
	if (hasExtra) delete record.links;
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
		addHint(context, `Cerb stored the field "${key}" in another form: ${shown(stored)}`);
	}
}

/** Cerb passes over links to records that do not exist, without a word (measured on Cerb 10.4.10). */
async function hintUnlinked(
	context: OperationContext,
	wanted: FormValue,
	links: unknown,
): Promise<void> {
	if (!Array.isArray(wanted)) return;
	const missing: string[] = [];
	for (const link of wanted.map(String).filter((one) => !one.startsWith('-'))) {
		const [, alias = '', id = ''] = /^(.*?):(.*)$/.exec(link) ?? [];
		const [type] = await Promise.allSettled([findRecordType(context.client, alias)]);
		// What cannot be told must not fail an item whose work is done.
		if (type.status === 'rejected') return;
		const ends = type.value && isMap(links) ? links[type.value.context] : undefined;
		const isThere = Array.isArray(ends) && ends.map(Number).includes(Number(id));
		if (!isThere) missing.push(link);
	}
	if (missing.length === 0) return;
	const names = missing.slice(0, 10).map(shown).join(', ');
	addHint(context, `Cerb did not store in the field "links": ${names} (no such record)`);
}
