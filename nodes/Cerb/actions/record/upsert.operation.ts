import type { CerbClient } from '../../cerb/client';
import { inputError } from '../../cerb/failure';
import { findMatches } from '../../cerb/matches';
import { filterGroup, type LiftedQuery } from '../../cerb/query';
import { optionsProperty } from '../options';
import type { CerbOperation, OperationContext } from '../operation';
import { filtersProperty, queryProperty, readConditions, withoutDeleted } from '../record-query';
import { readRecordType, recordTypeProperty } from '../record-type';
import { fieldValueProperties, readFieldValues, writeOptions } from './fieldValues';
import { writeRecord, writtenProperties } from './write';

/**
 * `PATCH records/<type>/upsert`. Cerb creates a record whenever its query finds none, also when the
 * query is wrong (measured on Cerb 10.4.10), so the query is checked before.
 */
export const upsert: CerbOperation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update record',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [
		recordTypeProperty,
		{
			...queryProperty,
			displayName: 'Match Query',
			placeholder: 'e.g. email:"customer@example.com"',
			description:
				'Finds the record to update, in the <a href="https://cerb.ai/docs/search/">search language of Cerb</a>. If none matches, one is created.',
		},
		{ ...filtersProperty, description: 'Conditions for the record to update, which must all hold' },
		...fieldValueProperties('upsert'),
		...writtenProperties,
		optionsProperty(writeOptions),
	],
	async execute(context) {
		const write = async () =>
			await writeRecord(context, async () => {
				const type = await readRecordType(context);
				const query = await readMatchQuery(context, type);
				const fields = await readFieldValues(context, type, 'upsert');
				await refuseSeveral(context, type, query);
				return {
					type,
					request: { method: 'PATCH', path: `records/${type}/upsert.json` },
					form: { query: filterGroup(query) },
					fields,
				};
			});
		// Two at once would both find no match, and both create a record.
		return await inTurn(context.client, write);
	},
};

/** The last upsert of each run: the next one begins when it has ended, however it ended. */
const turns = new WeakMap<CerbClient, Promise<unknown>>();

async function inTurn<T>(client: CerbClient, task: () => Promise<T>): Promise<T> {
	const turn = Promise.allSettled([turns.get(client)]).then(task);
	turns.set(client, turn);
	return await turn;
}

async function readMatchQuery(context: OperationContext, type: string): Promise<LiftedQuery> {
	const query = await readConditions(context, type);
	if (/[^\s()]/.test(query.filters)) return withoutDeleted(context, type, query);
	throw inputError(
		context.node.getNode(),
		'The match query is empty and would match every record',
		'Enter what the record must match in the parameter Match Query or Filters',
	);
}

/** Cerb refuses several matches, too, but does not say which. */
async function refuseSeveral({ node, client }: OperationContext, type: string, query: LiftedQuery) {
	const { total, ids } = await findMatches(client, type, query);
	if (total <= 1) return;
	throw inputError(
		node.getNode(),
		`The match query finds ${total} records: ${ids.join(', ')}${total > ids.length ? ', …' : ''}`,
		'Narrow the parameter Match Query until it finds one record or none; nothing was changed',
	);
}
