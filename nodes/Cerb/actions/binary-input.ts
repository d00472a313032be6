import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { asText, shown } from '../cerb/text';
import type { OperationContext } from './operation';

/** A file of an input item, in memory. */
export interface InputFile {
	name: string;
	mimeType: string;
	content: Buffer;
}

/** Megabytes above which a file is refused unless the user raises it: three times that is held in memory. */
const DEFAULT_MAX_MEGABYTES = 30;

/** Where the file of an item is. */
export const binaryFieldProperty: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field that contains the file',
};

/** How large a file may be. */
export const maxSizeOption: INodeProperties = {
	displayName: 'Max File Size (MB)',
	name: 'maxFileSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_MAX_MEGABYTES,
	description:
		'Files above this many megabytes are refused. About three times the file is held in memory while it is sent.',
};

/**
 * Reads a file of the item, which is looked at before it is loaded.
 * @throws NodeOperationError when there is none, or it is empty or too large
 */
export async function readBinary(context: OperationContext, field: string): Promise<InputFile> {
	const { node, itemIndex } = context;
	if (!node.getInputData()[itemIndex]?.binary) {
		throw inputError(
			node.getNode(),
			`The item has no file in the binary field ${shown(field)}`,
			'Let a step before hand over the file. AI agents cannot: they hand over texts only',
		);
	}
	// Names the fields that the item has where this one is missing.
	const binary = node.helpers.assertBinaryData(itemIndex, field);
	const bytes = await storedSize(context, binary);
	const maxMegabytes = readMaxMegabytes(context);
	const name = binary.fileName?.trim() || `file.${binary.fileExtension ?? 'bin'}`;
	if (!(bytes <= maxMegabytes * 1024 * 1024)) {
		throw inputError(
			node.getNode(),
			`The file "${name}" has ${(bytes / 1024 / 1024).toFixed(1)} MB, more than the ${maxMegabytes} MB that are allowed`,
			'Raise the option Max File Size, and see that the web server of Cerb takes as much',
		);
	}
	const content = await node.helpers.getBinaryDataBuffer(itemIndex, field);
	if (content.length > 0) return { name, mimeType: binary.mimeType, content };
	throw inputError(
		node.getNode(),
		`The file "${name}" in the field "${field}" is empty`,
		'Cerb takes no empty files: check the step that made it',
	);
}

function readMaxMegabytes({ node, itemIndex }: OperationContext): number {
	const given: unknown = node.getNodeParameter(
		'options.maxFileSize',
		itemIndex,
		DEFAULT_MAX_MEGABYTES,
	);
	const max = Number(asText(given) || DEFAULT_MAX_MEGABYTES);
	if (max > 0) return max;
	throw inputError(
		node.getNode(),
		`The maximum file size ${shown(given)} is not a number of megabytes`,
		'Change the option Max File Size, e.g. to 50',
	);
}

/** Bytes of a file in n8n's storage for binary data, or within the item. */
export async function storedSize(
	{ node }: OperationContext,
	{ id, data }: IBinaryData,
): Promise<number> {
	if (id === undefined) return Buffer.byteLength(data, 'base64');
	return (await node.helpers.getBinaryMetadata(id)).fileSize;
}
