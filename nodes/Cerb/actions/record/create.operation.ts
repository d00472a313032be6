import { optionsProperty } from '../options';
import type { CerbOperation } from '../operation';
import { readRecordType, recordTypeProperty } from '../record-type';
import { fieldValueProperties, readFieldValues, writeOptions } from './fieldValues';
import { writeRecord, writtenProperties } from './write';

/** `POST records/<type>/create`. */
export const create: CerbOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create record',
	description: 'Create a record. A ticket made like this has no message: compose one to send mail.',
	properties: [
		recordTypeProperty,
		...fieldValueProperties('create'),
		...writtenProperties,
		optionsProperty(writeOptions.filter(({ name }) => name !== 'clearFields')),
	],
	async execute(context) {
		return await writeRecord(context, async () => {
			const type = await readRecordType(context);
			const fields = await readFieldValues(context, type, 'create');
			return { type, request: { method: 'POST', path: `records/${type}/create.json` }, fields };
		});
	},
};
