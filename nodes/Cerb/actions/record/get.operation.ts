import { expandParameter } from '../../cerb/encode';
import type { CerbOperation } from '../operation';
import { readRecordId, recordIdProperty } from '../record-id';
import {
	expandProperty,
	outputProperties,
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../record-output';
import { readRecordType, recordTypeProperty } from '../record-type';

/** `GET records/<type>/<id>`. */
export const get: CerbOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get record',
	description: 'Get one record',
	isReadOnly: true,
	properties: [recordTypeProperty, recordIdProperty, expandProperty, ...outputProperties],
	async execute(context) {
		const type = await readRecordType(context);
		const expand = readExpand(context);
		const output = readOutput(context, expand);
		const id = await readRecordId(context, type);
		const record = await context.client.callRecord({
			method: 'GET',
			path: `records/${type}/${id}.json`,
			query: { expand: expandParameter(expand) },
		});
		const readable = await withReadableCustomFields(context, type, [record], output);
		return outputRecords(context, readable, output);
	},
};
