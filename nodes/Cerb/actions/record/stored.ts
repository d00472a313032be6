import type { IDataObject } from 'n8n-workflow';

import { readCustomValues } from '../../cerb/custom-values';
import { listFields, type RecordField } from '../../cerb/fields';
import { findRecordType } from '../../cerb/record-types';
import { shown } from '../../cerb/text';
import type { FormValue } from '../../cerb/types';
import type { OperationContext } from '../operation';
import { isMap } from '../parameters';
import { addHint } from '../record-output';

type Fields = Record<string, FormValue>;

/** How a write is compared with what Cerb made of it. */
export interface StoredCheck {
	/** What Cerb must load for it, beside what the user asked for. */
	expand: string[];
	/** Tells of differences by hints. @returns the record as the user asked for it */
	tell(record: IDataObject): Promise<IDataObject>;
}

/**
 * Cerb changes some values without a word and says "success": it shortens texts, cuts decimals and
 * passes over links to records that do not exist (measured on Cerb 10.4.10). Its answer shows it.
 */
export async function checkStored(
	context: OperationContext,
	type: string,
	fields: Fields,
	expand: string[],
): Promise<StoredCheck> {
	const known = await listFields(context.client, type);
	const decimals = known.filter(
		({ key, kind, customId }) =>
			kind === 'decimal' && customId !== undefined && /\.\d/.test(String(fields[key] ?? '')),
	);
	const wanted = [
		...(Array.isArray(fields.links) ? ['links'] : []),
		...(decimals.length > 0 ? ['custom_'] : []),
	];
	const extra = wanted.filter((key) => !expand.includes(key));
	return {
		expand: extra,
		tell: async (record) => {
			hintChanged(context, fields, record);
			hintCut(context, fields, decimals, record);
			await hintUnlinked(context, fields.links, record.links);
			const isExtra = (key: string) =>
				extra.includes(key) || (extra.includes('custom_') && /^custom(_\d|$)/.test(key));
			return Object.fromEntries(Object.entries(record).filter(([key]) => !isExtra(key)));
		},
	};
}

function hintChanged(context: OperationContext, fields: Fields, record: IDataObject): void {
	for (const [key, sent] of Object.entries(fields)) {
		const stored = record[key];
		if (typeof sent !== 'string' || typeof stored !== 'string' || sent === stored) continue;
		// Cerb writes short forms in full, e.g. status "o", and e-mail addresses in lower case.
		if (key === 'status' || sent.toLowerCase() === stored.toLowerCase()) continue;
		addHint(context, `Cerb stored the field "${key}" in another form: ${shown(stored)}`);
	}
}

function hintCut(
	context: OperationContext,
	fields: Fields,
	decimals: RecordField[],
	record: IDataObject,
): void {
	const values = readCustomValues(record, decimals);
	for (const { key } of decimals) {
		if (Number(fields[key]) === values[key]) continue;
		addHint(context, `Cerb stored the field "${key}" in another form: ${shown(values[key])}`);
	}
}

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
