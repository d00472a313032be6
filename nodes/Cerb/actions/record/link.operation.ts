import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../cerb/failure';
import { findRecordType } from '../../cerb/record-types';
import { shown } from '../../cerb/text';
import type { CerbOperation, OperationContext } from '../operation';
import { readRecordId, recordIdProperty } from '../record-id';
import { readRecordList, type RecordName } from '../record-list';
import { readRecordType, recordTypeProperty } from '../record-type';

const properties: INodeProperties[] = [
	recordTypeProperty,
	recordIdProperty,
	{
		displayName: 'Other Records',
		name: 'targets',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. org:12, worker:3',
		description:
			'The other ends, as record type and ID, separated by commas. A link to a worker makes the worker a watcher.',
	},
];

/** `POST contexts/link`. */
export const link: CerbOperation = {
	value: 'link',
	name: 'Link',
	action: 'Link records',
	description: 'Link a record with others, or let workers watch it',
	properties,
	execute: async (context) => await changeLinks(context, 'link', 'linked'),
};

/** `POST contexts/unlink`. */
export const unlink: CerbOperation = {
	value: 'unlink',
	name: 'Unlink',
	action: 'Unlink records',
	description: 'Remove links of a record, or watchers',
	properties,
	execute: async (context) => await changeLinks(context, 'unlink', 'unlinked'),
};

async function changeLinks(
	context: OperationContext,
	action: 'link' | 'unlink',
	done: 'linked' | 'unlinked',
): Promise<INodeExecutionData[]> {
	const type = await readRecordType(context);
	const targets = readTargets(context);
	const recordType = await contextOf(context, type);
	// Cerb takes context ids only here, where it takes aliases everywhere else (10.4.10).
	const ends = await Promise.all(
		targets.map(async ([alias, id]) => `${await contextOf(context, alias)}:${id}`),
	);
	const id = await readRecordId(context, type);
	await context.client.call({
		method: 'POST',
		path: `contexts/${action}.json`,
		form: { on: `${recordType}:${id}`, targets: JSON.stringify(ends) },
	});
	const json = {
		record: `${type}:${id}`,
		[done]: targets.map(([alias, other]) => `${alias}:${other}`),
	};
	return [{ json, pairedItem: { item: context.itemIndex } }];
}

function readTargets(context: OperationContext): RecordName[] {
	const targets = readRecordList(context, 'targets', 'Other Records');
	if (targets.length > 0) return targets;
	throw inputError(
		context.node.getNode(),
		'No other records are given',
		'Enter e.g. org:12, worker:3 in the parameter Other Records',
	);
}

async function contextOf({ node, client }: OperationContext, alias: string): Promise<string> {
	const found = await findRecordType(client, alias);
	if (found) return found.context;
	throw inputError(
		node.getNode(),
		`Cerb has no record type ${shown(alias)}`,
		'Check the parameters Record Type and Other Records; the operation Get Types lists them all',
	);
}
