import { withEvents } from '../events/fire';
import { notClaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';

/** Does what a request asks for; the answer waits for the automations that watch the changes. */
export async function carryOut(controller: Controller, request: RestRequest): Promise<RestAnswer> {
	const { state, baseUrl, actor } = request;
	const doing = { state, baseUrl, workerId: actor.workerId };
	const { result, unclaimed } = await withEvents(doing, () => controller(request));
	return unclaimed === undefined ? result : notClaimed(unclaimed);
}
