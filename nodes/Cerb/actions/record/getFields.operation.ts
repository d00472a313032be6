import { listFields } from '../../cerb/fields';
import type { CerbOperation } from '../operation';
import { readRecordType, recordTypeProperty } from '../record-type';

/** The writable fields of a record type as items. */
export const getFields: CerbOperation = {
	value: 'getFields',
	name: 'Get Fields',
	action: 'Get record fields',
	description: 'List the fields of a record type that can be set, custom fields included',
	isReadOnly: true,
	properties: [recordTypeProperty],
	async execute(context) {
		const fields = await listFields(context.client, await readRecordType(context));
		return fields.map((field) => ({
			json: { ...field, customId: field.customId ?? null },
			pairedItem: { item: context.itemIndex },
		}));
	},
};
