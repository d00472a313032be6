import { locatorProperty } from '../locator';
import type { CerbOperation } from '../operation';
import { BUCKET, GROUP } from '../pickers';
import { changeProperties, changeTicket } from './change';
import { readPlace } from './place';

/** Moves a ticket to a group, into a bucket of it or its inbox. */
export const move: CerbOperation = {
	value: 'move',
	name: 'Move',
	action: 'Move ticket',
	description: 'Move a ticket to a bucket of a group',
	properties: changeProperties([locatorProperty(GROUP), locatorProperty(BUCKET, false)]),
	execute: async (context) =>
		await changeTicket(context, async () => {
			const { groupId, bucketId } = await readPlace(context);
			return { group_id: groupId, bucket_id: bucketId };
		}),
};
