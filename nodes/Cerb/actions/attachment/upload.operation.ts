import type { INodeProperties } from 'n8n-workflow';

import { attachmentFields } from '../../cerb/attachments';
import { existingRecord } from '../../cerb/existing';
import { shown } from '../../cerb/text';
import { binaryFieldProperty, maxSizeOption, readBinary } from '../binary-input';
import type { CerbOperation, OperationContext } from '../operation';
import { optionsProperty } from '../options';
import { problem, readText, text } from '../parameters';
import { readRecordList } from '../record-list';
import { addHint, outputProperties, outputRecords, readOutput } from '../record-output';

const options: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: 'The name in Cerb, in place of that of the input file',
	},
	maxSizeOption,
	{
		displayName: 'MIME Type',
		name: 'mimeType',
		type: 'string',
		default: '',
		placeholder: 'e.g. application/pdf',
		description: 'The type in Cerb, in place of that of the input file',
	},
];

/** `POST records/attachment/create`: stores a file and ties it to records in one step. */
export const upload: CerbOperation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload attachment',
	description: 'Store a file in Cerb, on records if you like',
	properties: [
		binaryFieldProperty,
		{
			displayName: 'Attach To',
			name: 'attachTo',
			type: 'string',
			default: '',
			placeholder: 'e.g. ticket:12, comment:3',
			description:
				'The records that shall show the file, as record type and ID, separated by commas. Cerb deletes files that stay without one after a while.',
		},
		...outputProperties,
		optionsProperty(options),
	],
	async execute(context) {
		const output = readOutput(context);
		const attach = await readAttachTo(context);
		const file = await readBinary(context, text(context, 'binaryField') || 'data');
		const name = readText(context, 'options.fileName', 'File Name').trim() || file.name;
		const mimeType = readMimeType(context) || file.mimeType;
		const fields = attachmentFields({ ...file, name, mimeType }, attach);
		const record = await context.client.callRecord({
			method: 'POST',
			path: 'records/attachment/create.json',
			form: { fields },
		});
		if (record.name !== name) addHint(context, `Cerb keeps the file as "${String(record.name)}"`);
		return outputRecords(context, [record], output);
	},
};

/** What else stood in it Cerb would send as a header with each download. */
function readMimeType(context: OperationContext): string {
	const type = readText(context, 'options.mimeType', 'MIME Type').trim();
	if (type === '' || /^[\w!#$&^.+-]{1,120}\/[\w!#$&^.+-]{1,120}$/.test(type)) return type;
	throw problem(
		context,
		`${shown(type)} is not a MIME type`,
		'Enter e.g. application/pdf in the option MIME Type',
	);
}

/** Cerb leaves out records that do not exist, so they are looked up before anything is sent. */
async function readAttachTo(context: OperationContext): Promise<string[]> {
	const records = readRecordList(context, 'attachTo', 'Attach To');
	for (const [alias, id] of records) await existingRecord(context.client, alias, Number(id));
	return records.map(([alias, id]) => `${alias}:${id}`);
}
