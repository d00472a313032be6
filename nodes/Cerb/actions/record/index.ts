import type { CerbResource } from '../operation';
import { create } from './create.operation';
import { deleteRecord } from './delete.operation';
import { get } from './get.operation';
import { getFields } from './getFields.operation';
import { getTypes } from './getTypes.operation';
import { link, unlink } from './link.operation';
import { search } from './search.operation';
import { summarize } from './summarize.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const record: CerbResource = {
	value: 'record',
	name: 'Record',
	description: 'Records of any type: tickets, tasks, organizations, custom records and all others',
	operations: [
		search,
		get,
		create,
		update,
		upsert,
		deleteRecord,
		summarize,
		link,
		unlink,
		getTypes,
		getFields,
	],
};
