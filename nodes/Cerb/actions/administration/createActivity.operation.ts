import { existingRecord } from '../../cerb/existing';
import { currentWorkerId } from '../../cerb/me';
import type { CerbOperation } from '../operation';
import { requireText } from '../parameters';
import { readRecordId, recordIdProperty } from '../record-id';
import { outputProperties } from '../record-output';
import { readRecordType, recordTypeProperty } from '../record-type';
import { writeRecord } from '../record/write';

/**
 * A new entry of the activity log. The endpoint made for it refuses every event of a plain Cerb, so
 * the entry is written as a record (measured on Cerb 10.4.10).
 */
export const createActivity: CerbOperation = {
	value: 'createActivity',
	name: 'Create Activity',
	action: 'Create activity log entry',
	description: 'Write an entry about a record into the activity log, as an administrator',
	properties: [
		recordTypeProperty,
		recordIdProperty,
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. The invoice was paid',
			description: 'What the entry says',
		},
		...outputProperties,
	],
	async execute(context) {
		return await writeRecord(context, async () => {
			const message = requireText(context, 'message', 'Message');
			const type = await readRecordType(context);
			const id = await readRecordId(context, type);
			// Cerb does not look whether the record exists.
			await existingRecord(context.client, type, id);
			return {
				type: 'activity_log',
				request: { method: 'POST', path: 'records/activity_log/create.json' },
				fields: {
					activity_point: 'custom.other',
					actor__context: 'worker',
					actor_id: await currentWorkerId(context.client),
					target__context: type,
					target_id: id,
					// As a variable, because Cerb runs template code in the message itself.
					params: { message: '{{message}}', variables: { message } },
				},
			};
		});
	},
};
