import type { IHookFunctions } from 'n8n-workflow';

import type { ReadContext } from '../../actions/operation';
import { CerbClient } from '../../cerb/client';
import { register, unregister } from '../../cerb/instant/automation';
import { readContext } from '../read-context';
import { toldWhole } from '../told-whole';
import { hasListeners, ownerOf, readAutomation, readRegistration } from './registration';
import { readState, secretOf, storeState } from './state';
import { readTelling } from './telling';

/**
 * Makes Cerb post to this workflow. Run at each activation, by n8n 1 also when it starts: it changes
 * what differs, e.g. after the address of n8n has changed, and nothing else.
 * @throws NodeOperationError, NodeApiError
 */
export async function activate(node: IHookFunctions): Promise<boolean> {
	const work = prepare(node);
	// The editor shows all of the error of a test.
	await (node.getMode() === 'manual' ? work : toldWhole(work));
	return true;
}

async function prepare(node: IHookFunctions): Promise<void> {
	const context = await openContext(node);
	// Whatever is wrong is told now and not when something has happened.
	readTelling(context);
	const storage = node.getWorkflowStaticData('node');
	const secret = secretOf(storage);
	const registration = await readRegistration(node, context, secret);
	const clockAhead = await readClock(context);
	await register(context.client, registration, await hasListeners(context));
	const { automation, events, types } = registration;
	storeState(storage, { automation, secret, clockAhead, events, types });
}

/** Takes away what the activation has made. @throws NodeOperationError, NodeApiError */
export async function deactivate(node: IHookFunctions): Promise<boolean> {
	const context = await openContext(node);
	const state = readState(node.getWorkflowStaticData('node'));
	const owned = {
		automation: state?.automation ?? readAutomation(node, context),
		owner: ownerOf(node),
	};
	await unregister(context.client, owned, await hasListeners(context));
	return true;
}

async function openContext(node: IHookFunctions): Promise<ReadContext> {
	const authentication = node.getNodeParameter('authentication') as string;
	return readContext(node, await CerbClient.open(node, authentication));
}

/** Seconds by which Cerb's clock is ahead: deliveries carry its time. */
async function readClock({ client }: ReadContext): Promise<number> {
	const { until } = await client.callTimed({
		method: 'GET',
		path: 'records/automation/search.json',
		query: { limit: 1 },
	});
	return until - Math.floor(Date.now() / 1000);
}
