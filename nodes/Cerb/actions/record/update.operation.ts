import { optionsProperty } from '../options';
import type { CerbOperation } from '../operation';
import { readRecordId, recordIdProperty } from '../record-id';
import { readRecordType, recordTypeProperty } from '../record-type';
import { fieldValueProperties, readFieldValues, writeOptions } from './fieldValues';
import { writeRecord, writtenProperties } from './write';

/** `PUT records/<type>/<id>`: changes the given fields only. */
export const update: CerbOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update record',
	description: 'Change fields of a record',
	properties: [
		recordTypeProperty,
		recordIdProperty,
		...fieldValueProperties('update'),
		...writtenProperties,
		optionsProperty(writeOptions),
	],
	async execute(context) {
		return await writeRecord(context, async () => {
			const type = await readRecordType(context);
			const fields = await readFieldValues(context, type, 'update');
			const id = await readRecordId(context, type);
			return { type, request: { method: 'PUT', path: `records/${type}/${id}.json` }, fields };
		});
	},
};
