import type { CerbOperation } from '../operation';
import { readRecordId, recordIdProperty } from '../record-id';
import { readRecordType, recordTypeProperty } from '../record-type';

/** `DELETE records/<type>/<id>`. A ticket is only marked (measured on Cerb 10.4.10). */
export const deleteRecord: CerbOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete record permanently',
	description:
		'Delete a record. There is no way back, except for tickets: Cerb gives them the status deleted and keeps them until its next clean-up.',
	properties: [recordTypeProperty, recordIdProperty],
	async execute(context) {
		const type = readRecordType(context);
		const id = await readRecordId(context, type);
		await context.client.call({ method: 'DELETE', path: `records/${type}/${id}.json` });
		return [{ json: { deleted: true, id }, pairedItem: { item: context.itemIndex } }];
	},
};
