import type { CerbOperation } from '../operation';
import { readRecordId, recordIdProperty } from '../record-id';
import { readRecordType, recordTypeProperty } from '../record-type';

/** `DELETE records/<type>/<id>`. A ticket is only marked (measured on Cerb 10.4.10). */
export const deleteRecord: CerbOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete record permanently',
	description:
		'Delete a record for good. Only tickets are marked as deleted first, until Cerb cleans up.',
	properties: [recordTypeProperty, recordIdProperty],
	async execute(context) {
		const type = await readRecordType(context);
		const id = await readRecordId(context, type);
		await context.client.call({ method: 'DELETE', path: `records/${type}/${id}.json` });
		return [{ json: { deleted: true, id }, pairedItem: { item: context.itemIndex } }];
	},
};
