import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { ReadContext } from '../../actions/operation';
import { readFlag, readTexts } from '../../actions/parameters';
import {
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../../actions/record-output';
import { CerbClient } from '../../cerb/client';
import { expandParameter } from '../../cerb/encode';
import {
	changedFields,
	readChange,
	type Change,
	type FieldChange,
} from '../../cerb/instant/change';
import { doubt } from '../../cerb/instant/delivery';
import type { CerbRecord, CerbRequest } from '../../cerb/types';
import { readable, type OutputMode } from '../../output';
import { readContext } from '../read-context';
import { isRepeat, readState } from './state';

/** A change to start the workflow with. */
interface Told {
	change: Change;
	fields: Map<string, FieldChange>;
	/** When it was signed: ISO 8601, on the clock of Cerb. */
	time: string;
}

/** A request that starts nothing, and what it is answered. */
interface Declined {
	status: number;
	message: string;
}

/**
 * Takes a delivery: starts the workflow for one that was signed by the trigger's own automation in
 * Cerb, is recent and new; no other starts anything. Cerb, and whoever works in it, waits for the
 * answer, so it comes before anything is asked of Cerb.
 * @throws NodeOperationError for parameters
 */
export async function receive(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	const told = take(node);
	if ('status' in told) return answer(node, told);
	const { change } = told;
	const context = readContext(
		node,
		await CerbClient.open(node, node.getNodeParameter('authentication') as string),
	);
	const fields = readTexts(context, 'options.changedFields', 'Changed Fields');
	if (
		change.event === 'updated' &&
		fields.length > 0 &&
		!fields.some((key) => told.fields.has(key))
	) {
		return answer(node, { status: 200, message: 'Nothing of interest' });
	}
	const expand = readExpand(context);
	const output = readOutput(context, expand);
	const isLoaded = readFlag(context, 'loadRecord', 'Load Record') && change.event !== 'deleted';
	if (!isLoaded) {
		const [record] = outputRecords(context, [asSent(change)], output);
		return { workflowData: [[{ json: { ...toJson(told, output), record: record.json } }]] };
	}
	answer(node, { status: 200, message: 'Taken' });
	const loaded = await load(context, change, expand, output);
	return {
		noWebhookResponse: true,
		workflowData: [[{ json: { ...toJson(told, output), ...loaded } }]],
	};
}

/** Judges a request before anything in it is believed. */
function take(node: IWebhookFunctions): Told | Declined {
	const state = readState(node.getWorkflowStaticData('node'));
	const { rawBody } = node.getRequestObject() as { rawBody?: Buffer };
	const headers = node.getHeaderData();
	const body = rawBody ?? Buffer.alloc(0);
	const now = Math.floor(Date.now() / 1000) + (state?.clockAhead ?? 0);
	const reason = state
		? doubt({ headers, body }, state.secret, now)
		: 'This workflow has not been activated';
	if (!state || reason !== undefined) {
		node.logger.warn(`${node.getNode().name}: a delivery was refused. ${reason}`);
		return { status: 401, message: 'Not signed as it must be' };
	}
	const change = readChange(body);
	if (isRepeat(state, change.delivery, now)) return { status: 200, message: 'Known already' };
	const time = new Date(Number(headers['x-cerb-timestamp']) * 1000).toISOString();
	return { change, fields: changedFields(change), time };
}

function answer(node: IWebhookFunctions, { status, message }: Declined): IWebhookResponseData {
	node.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

function toJson({ change, fields, time }: Told, { mode }: OutputMode): IDataObject {
	const { event, type, id, label, actor } = change;
	const shape = mode === 'raw' ? (_key: string, value: IDataObject[string]) => value : readable;
	const changes = [...fields].map(([key, { before, after }]) => [
		key,
		{ before: shape(key, before), after: shape(key, after) },
	]);
	return {
		event,
		type,
		id,
		label,
		time,
		actor,
		changes: Object.fromEntries(changes) as IDataObject,
	};
}

/** The record as it came along, without what Cerb keeps for itself. */
function asSent({ after }: Change): CerbRecord {
	const entries = Object.entries(after).filter(([key]) => key !== '_loaded');
	return Object.fromEntries(entries);
}

/**
 * The record as Cerb has it now. The change is told in any case: Cerb tells it once only.
 * @returns `record`; where it could not be loaded null, and `recordError` says why
 */
async function load(
	context: ReadContext,
	{ type, id }: Change,
	expand: string[],
	output: OutputMode,
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
