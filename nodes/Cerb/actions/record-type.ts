import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { canonicalType } from '../cerb/record-types';
import { asText, shown } from '../cerb/text';
import type { ReadContext } from './operation';

/** Cerb's aliases and context ids, e.g. `ticket`, `cerberusweb.contexts.ticket`. */
const TYPE_NAME = '[A-Za-z][A-Za-z0-9_.-]{0,99}';

/** The picker of a record type: live from Cerb, or by alias. */
export const recordTypeProperty: INodeProperties = {
	displayName: 'Record Type',
	name: 'recordType',
	type: 'resourceLocator',
	default: { mode: 'list', value: 'ticket', cachedResultName: 'Ticket' },
	required: true,
	description: 'The type of the records, custom record types included',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchRecordTypes', searchable: true },
		},
		{
			displayName: 'By Alias',
			name: 'alias',
			type: 'string',
			placeholder: 'e.g. ticket',
			hint: 'The alias or the context ID of the type in Cerb, e.g. task or cerberusweb.contexts.task',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `^\\s*${TYPE_NAME}\\s*$`,
						errorMessage: 'An alias has letters, digits, underscores, hyphens and dots only',
					},
				},
			],
		},
	],
};

/**
 * The alias of the record type.
 * @throws NodeOperationError when the parameter is empty or could not stand in a path
 */
export async function readRecordType({ node, client, itemIndex }: ReadContext): Promise<string> {
	const value: unknown = node.getNodeParameter('recordType', itemIndex, '', { extractValue: true });
	// Cerb knows its aliases in lower case only.
	const type = asText(value).trim().toLowerCase();
	if (new RegExp(`^${TYPE_NAME}$`).test(type)) return await canonicalType(client, type);
	throw inputError(
		node.getNode(),
		type === '' ? 'No record type is given' : `${shown(value)} is not the alias of a record type`,
		'Pick one in the parameter Record Type, or enter an alias such as ticket',
	);
}
