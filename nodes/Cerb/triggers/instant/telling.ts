import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ReadContext } from '../../actions/operation';
import { readFlag, readTexts } from '../../actions/parameters';
import {
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../../actions/record-output';
import { expandParameter } from '../../cerb/encode';
import type { Change, FieldChange } from '../../cerb/instant/change';
import type { CerbRecord, CerbRequest } from '../../cerb/types';
import { readable, type OutputMode } from '../../output';

/** A change to start the workflow with. */
export interface Told {
	change: Change;
	fields: Map<string, FieldChange>;
	/** When it was signed: ISO 8601, on the clock of Cerb. */
	time: string;
}

/** How changes become items. */
export interface Telling {
	/** An update counts only where one of these fields has changed; empty for all. */
	fields: string[];
	expand: string[];
	output: OutputMode;
	/** Whether the record is to be loaded from Cerb. */
	isLoaded: boolean;
}

/** @throws NodeOperationError naming the parameter */
export function readTelling(context: ReadContext): Telling {
	const expand = readExpand(context);
	return {
		fields: readTexts(context, 'options.changedFields', 'Changed Fields'),
		expand,
		output: readOutput(context, expand),
		isLoaded: readFlag(context, 'loadRecord', 'Load Record'),
	};
}

/** Whether a change is one of those that the workflow is to hear of. */
export function isOfInterest({ change, fields }: Told, telling: Telling): boolean {
	if (change.event !== 'updated' || telling.fields.length === 0) return true;
	return telling.fields.some((key) => fields.has(key));
}

/** The item of a change with the record as it came along: with all its own fields. */
export function itemAsSent(context: ReadContext, told: Told, { output }: Telling) {
	const [record] = outputRecords(context, [ownFields(told.change.after)], output);
	return itemOf(told, output, { record: record.json });
}

/** The item of a change with the record as Cerb has it now. */
export async function itemAsLoaded(context: ReadContext, told: Told, telling: Telling) {
	return itemOf(told, telling.output, await load(context, told.change, telling));
}

function itemOf({ change, fields, time }: Told, { mode }: OutputMode, more: IDataObject) {
	const { event, type, id, label, actor } = change;
	const shape = mode === 'raw' ? (_key: string, value: IDataObject[string]) => value : readable;
	const changes = [...fields].map(([key, { before, after }]): [string, IDataObject] => [
		key,
		{ before: shape(key, before), after: shape(key, after) },
	]);
	const json = {
		event,
		type,
		id,
		label,
		time,
		actor,
		changes: Object.fromEntries(changes),
		...more,
	};
	return { json } satisfies INodeExecutionData;
}

/** Without what Cerb keeps for itself. */
function ownFields(record: CerbRecord): CerbRecord {
	return Object.fromEntries(Object.entries(record).filter(([key]) => key !== '_loaded'));
}

/**
 * The change is told in any case, since Cerb tells it once only.
 * @returns `record`; where it could not be loaded null, and `recordError` says why
 */
async function load(
	context: ReadContext,
	{ type, id }: Change,
	{ expand, output }: Telling,
): Promise<IDataObject> {
	const request: CerbRequest = {
		method: 'GET',
		path: `records/${type}/${id}.json`,
		query: { expand: expandParameter(expand) },
	};
	const [result] = await Promise.allSettled([
		context.client
			.callRecord(request)
			.then(async (record) => await withReadableCustomFields(context, type, [record], output)),
	]);
	if (result.status === 'fulfilled') {
		const [record] = outputRecords(context, result.value, output);
		return { record: record.json };
	}
	const { message } = result.reason as Error;
	context.node.addExecutionHints({
		message: `The record of a change could not be loaded. ${message}`,
	});
	return { record: null, recordError: message };
}
