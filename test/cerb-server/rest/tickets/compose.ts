import { compose } from '../../mail/compose';
import { Dictionary } from '../../records/dictionary';
import { requireType } from '../../records/registry';
import { hasPrivilege } from '../../records/write/privileges';
import { errorAnswer, unlessUnclaimed } from '../answers';
import type { RestAnswer, RestRequest } from '../controller';
import { numberParam } from '../params';
import { writeRecord } from '../write-record';
import { answerTicket, mailContext } from './legacy-ticket';
import { givenText, mailParams } from './params';

const error = (message: string): RestAnswer => errorAnswer('ERROR', message);

function answerDraft(id: number, { state, baseUrl }: RestRequest): RestAnswer {
	const row = state.get('draft', id);
	if (row === undefined) return error('Failed to load the draft.');
	const dictionary = Dictionary.shallow(requireType('draft', state), row, { state, baseUrl });
	return { kind: 'success', payload: writeRecord(dictionary, []) };
}

/**
 * POST `tickets/compose`: the new ticket, or the draft when it is sent later. Somebody outside of
 * the group does it all the same and is told that the ticket is invalid (measured on Cerb 10.4.10).
 */
export function composeAction(request: RestRequest): RestAnswer {
	const { state, actor, params } = request;
	if (!hasPrivilege(state, actor, 'contexts.cerberusweb.contexts.ticket.create')) {
		return errorAnswer('ERROR_PERMISSIONS', 'Access denied to compose mail.');
	}
	for (const name of ['subject', 'content']) {
		if (givenText(request, name) === undefined) {
			return error(`The '${name}' parameter is required`);
		}
	}
	const number = (name: string): number => numberParam(params, name, 0);
	if (number('group_id') === 0) return error("The 'group_id' parameter is required");
	const asked = state.get('group', number('group_id'));
	if (asked === undefined) return error("The given 'group_id' parameter is invalid");
	const bucket = state.get('bucket', number('bucket_id'));
	if (number('bucket_id') !== 0 && bucket === undefined) {
		return error("The given 'bucket_id' parameter is invalid");
	}
	const mail = mailParams(request);
	if (mail.templateId !== 0 && state.get('html_template', mail.templateId) === undefined) {
		return error("The given 'html_template_id' parameter is invalid");
	}
	// A bucket of another group takes the mail along.
	const group = state.get('group', Number(bucket?.group_id ?? asked.id)) ?? asked;
	const status = number('status');
	const { context, unclaimed } = mailContext(request);
	const composed = compose(
		{
			...mail,
			to: mail.to ?? '',
			groupId: group.id,
			bucketId: number('bucket_id'),
			orgId: number('org_id'),
			ownerId: number('owner_id'),
			statusId: status >= 1 && status <= 3 ? status : undefined,
			isForward: false,
			isBroadcast: false,
		},
		group,
		context,
	);
	if (composed === 'failed') {
		return unlessUnclaimed(unclaimed, error('Failed to create a new message.'));
	}
	const answer =
		'draftId' in composed
			? answerDraft(composed.draftId, request)
			: answerTicket(composed.ticketId, request);
	return unlessUnclaimed(unclaimed, answer);
}
