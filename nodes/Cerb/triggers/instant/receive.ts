import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { CerbClient } from '../../cerb/client';
import { changedFields, readChange } from '../../cerb/instant/change';
import { doubt } from '../../cerb/instant/delivery';
import { readContext } from '../read-context';
import { isRepeat, readState } from './state';
import { isOfInterest, itemAsLoaded, itemAsSent, readTelling, type Told } from './telling';

/** What a request is answered. */
interface Answer {
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
	const authentication = node.getNodeParameter('authentication') as string;
	const context = readContext(node, await CerbClient.open(node, authentication));
	const telling = readTelling(context);
	if (!isOfInterest(told, telling)) {
		return answer(node, { status: 200, message: 'Of no interest' });
	}
	// n8n 2.41 would answer after it has begun the workflow, and then forget to store what was taken.
	answer(node, { status: 200, message: 'Taken' });
	const isLoaded = telling.isLoaded && told.change.event !== 'deleted';
	const item = isLoaded
		? await itemAsLoaded(context, told, telling)
		: itemAsSent(context, told, telling);
	return { noWebhookResponse: true, workflowData: [[item]] };
}

/** Judges a request before anything in it is believed. */
function take(node: IWebhookFunctions): Told | Answer {
	const state = readState(node.getWorkflowStaticData('node'));
	const { rawBody: body = Buffer.alloc(0) } = node.getRequestObject() as { rawBody?: Buffer };
	const headers = node.getHeaderData();
	const now = Math.floor(Date.now() / 1000);
	const reason = state
		? doubt({ headers, body }, state.secret, now + state.clockAhead)
		: 'This workflow has not been activated';
	if (!state || reason !== undefined) return refuse(node, reason);
	const change = readChange(body);
	const isAskedFor = state.events.includes(change.event) && state.types.includes(change.type);
	if (!isAskedFor || !Number.isInteger(change.id)) return refuse(node, 'It was not asked for');
	if (isRepeat(state, change.delivery, now)) return { status: 200, message: 'Known already' };
	const time = new Date(Number(headers['x-cerb-timestamp']) * 1000).toISOString();
	return { change, fields: changedFields(change), time };
}

function refuse(node: IWebhookFunctions, reason = ''): Answer {
	node.logger.warn(`${node.getNode().name}: a delivery was refused. ${reason}`);
	return { status: 401, message: 'Not signed as it must be' };
}

function answer(node: IWebhookFunctions, { status, message }: Answer): IWebhookResponseData {
	node.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
