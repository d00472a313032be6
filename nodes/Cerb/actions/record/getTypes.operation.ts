import { listRecordTypes } from '../../cerb/record-types';
import type { CerbOperation } from '../operation';

/** The record types of this Cerb as items. */
export const getTypes: CerbOperation = {
	value: 'getTypes',
	name: 'Get Types',
	action: 'Get record types',
	description: 'List the record types of this Cerb, custom ones included',
	isReadOnly: true,
	properties: [],
	async execute({ client, itemIndex }) {
		const types = await listRecordTypes(client);
		return types.map(({ alias, context, label, canSearch, canWrite, customFields }) => ({
			json: { alias, context, label, canSearch, canWrite, customFields: customFields.length },
			pairedItem: { item: itemIndex },
		}));
	},
};
