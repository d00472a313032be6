import {
	addParticipant,
	findAddress,
	findOrMakeAddress,
	participantIds,
} from '../../mail/participants';
import { errorAnswer } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { givenText } from './params';
import { answerTicket, ticketToChange } from './legacy-ticket';

/**
 * PUT `tickets/<id>/requester`: the first usable email takes part from now on; none, or one of the
 * helpdesk's own, is a success that changes nothing (measured on Cerb 10.4.10).
 */
export function addRequester(id: number, request: RestRequest): RestAnswer {
	const { state } = request;
	const found = ticketToChange(id, request, 'modify');
	if ('refusal' in found) return found.refusal;
	const address = findOrMakeAddress(state, givenText(request, 'email') ?? '');
	if (address !== undefined) addParticipant(found.row, address);
	state.revision++;
	return answerTicket(id, request);
}

/** DELETE `tickets/<id>/requester?email=…`: a body is not read. */
export function removeRequester(id: number, request: RestRequest): RestAnswer {
	const { state } = request;
	const found = ticketToChange(id, request, 'modify');
	if ('refusal' in found) return found.refusal;
	const email = givenText(request, 'email');
	if (email === undefined) return answerTicket(id, request);
	const address = findAddress(state, email);
	if (address === undefined) {
		return errorAnswer('ERROR', ` is not a valid requester on ticket ${id}`);
	}
	found.row.participants = participantIds(found.row).filter((one) => one !== address.id);
	state.revision++;
	return answerTicket(id, request);
}
