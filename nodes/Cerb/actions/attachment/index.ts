import type { CerbResource } from '../operation';
import { download } from './download.operation';
import { getMany } from './getMany.operation';
import { upload } from './upload.operation';

export const attachment: CerbResource = {
	value: 'attachment',
	name: 'Attachment',
	description: 'Files of messages, comments and other records',
	operations: [upload, download, getMany],
};
