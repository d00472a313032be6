import { ACTIVITY_POINTS } from '../../records/activity-text';
import { errorAnswer } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { textParam } from '../params';
import { findEnd } from './links';

/** GET `contexts/activity/events`: every event that is logged, with our own words for its text. */
function listEvents(): RestAnswer {
	const results = ACTIVITY_POINTS.map(({ id, name, key, variables }) => ({
		id,
		name,
		options: [],
		text: { key, value: variables.map((one) => `{{${one}}}`).join(' ') },
	}));
	return { kind: 'success', payload: { results } };
}

/**
 * POST `contexts/activity/create`: always refused, because no event of Cerb itself may be made
 * this way; only a plugin could bring one (measured on Cerb 10.4.10).
 */
function createEntry(request: RestRequest): RestAnswer {
	const on = textParam(request.form, 'on') ?? '';
	const point = (textParam(request.form, 'activity_point') ?? '').toLowerCase();
	if (findEnd(on, request) === undefined) {
		return errorAnswer('ERROR', `The 'on' value of '${on}' is not valid.`);
	}
	if (!ACTIVITY_POINTS.some(({ id }) => id === point)) {
		return errorAnswer('ERROR', `'${point}' is not a valid activity point.`);
	}
	return errorAnswer('ERROR', `Creation of '${point}' events are not permitted through the API.`);
}

/** `contexts/activity/…` */
export function activity(request: RestRequest): RestAnswer {
	const { method, path } = request;
	if (method === 'GET' && path[1] === 'events') return listEvents();
	if (method === 'POST' && path[1] === 'create') return createEntry(request);
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
}
