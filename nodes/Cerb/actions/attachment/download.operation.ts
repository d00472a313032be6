import type { IBinaryData } from 'n8n-workflow';

import { storedSize } from '../binary-input';
import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation } from '../operation';
import { ATTACHMENT } from '../pickers';
import { text } from '../parameters';
import { outputProperties, outputRecords, readOutput } from '../record-output';

/** `GET attachments/<id>/download`, streamed into n8n's storage for binary data. */
export const download: CerbOperation = {
	value: 'download',
	name: 'Download',
	action: 'Download attachment',
	description: 'Get a file from Cerb',
	isReadOnly: true,
	properties: [
		locatorProperty(ATTACHMENT),
		{
			displayName: 'Put Output File in Field',
			name: 'outputField',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the output field to put the file into',
		},
		...outputProperties,
	],
	async execute(context) {
		const { client, node } = context;
		const output = readOutput(context);
		const field = text(context, 'outputField').trim() || 'data';
		const id = await readLocator(context, ATTACHMENT);
		// The record knows name and type better than the headers of the file do.
		const record = await client.callRecord({
			method: 'GET',
			path: `records/attachment/${id}.json`,
		});
		const name = String(record.name ?? '').trim() || `attachment-${id}`;
		const type = String(record.mime_type ?? '').split(';')[0] || 'application/octet-stream';
		let binary: IBinaryData | undefined;
		await client.download(
			{ method: 'GET', path: `attachments/${id}/download.json` },
			Number(record.size),
			async (bytes) => {
				binary = await node.helpers.prepareBinaryData(bytes, name, type);
				return await storedSize(context, binary);
			},
		);
		const items = outputRecords(context, [record], output);
		return items.map((item) => ({ ...item, binary: { [field]: binary! } }));
	},
};
