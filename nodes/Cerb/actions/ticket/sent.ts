import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { draftParams, type Mail } from '../../cerb/mail';
import { currentWorkerId } from '../../cerb/me';
import type { FormValue } from '../../cerb/types';
import type { OutputMode } from '../../output';
import type { OperationContext } from '../operation';
import { outputRecords } from '../record-output';

/** What sending made. Ids are null where there is nothing of the kind. */
export interface Sent {
	result: 'ticket' | 'message' | 'draft';
	ticket_id: number | null;
	message_id: number | null;
	draft_id: number | null;
}

/** The record that came back, a ticket or a draft, with what was made before its fields. */
export function outputSent(
	context: OperationContext,
	sent: Sent,
	record: IDataObject,
	output: OutputMode,
): INodeExecutionData[] {
	return outputRecords(context, [record], output).map((item) => ({
		...item,
		// First, and above what a draft says of its ticket.
		json: { ...sent, ...item.json, ...sent },
	}));
}

/**
 * Leaves a message with Cerb as a draft, which it sends when its time has come, if it has one. The
 * endpoints for mail can do so too, but lose some of the message, send at once where they cannot read
 * the time, and do not tell the draft of a reply (measured on Cerb 10.4.10).
 * @param at unix seconds
 * @returns the draft record
 */
export async function saveDraft(
	{ client }: OperationContext,
	type: 'mail.compose' | 'ticket.reply' | 'ticket.forward',
	mail: Mail,
	own: {
		at?: number;
		ticket_id?: number;
		/** Its author; the worker of the credential unless told otherwise. */
		worker_id?: number;
		params?: Record<string, FormValue>;
	},
): Promise<IDataObject> {
	const { at, params, ...fields } = own;
	return await client.callRecord({
		method: 'POST',
		path: 'records/draft/create.json',
		form: {
			fields: {
				...fields,
				type,
				worker_id: own.worker_id ?? (await currentWorkerId(client)),
				name: mail.subject,
				to: mail.to,
				params: { ...draftParams(mail), ...params },
				...(at === undefined ? {} : { is_queued: 1, queue_delivery_date: at }),
			},
		},
	});
}
