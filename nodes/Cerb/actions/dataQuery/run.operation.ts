import type { IDataObject } from 'n8n-workflow';

import { runDataQuery } from '../../cerb/data-query';
import { shown } from '../../cerb/text';
import { unfold } from '../../cerb/unfold';
import type { CerbOperation } from '../operation';
import { problem, readText, text } from '../parameters';
import { addHint } from '../record-output';
import { limitProperties, readLimit } from '../return-all';

/** `data/query`: any data query, its results as items. */
export const run: CerbOperation = {
	value: 'run',
	name: 'Run',
	action: 'Run data query',
	description: 'Run a data query: lists of records, counts, sums, series, and whatever Cerb offers',
	properties: [
		{
			displayName: 'Query',
			name: 'dataQuery',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. type:worklist.subtotals of:ticket by:[group,status] format:table',
			description:
				'The query, in the <a href="https://cerb.ai/docs/data-queries/">data query language of Cerb</a>',
		},
		{
			displayName: 'Output',
			name: 'resultFormat',
			type: 'options',
			options: [
				{
					name: 'Items',
					value: 'items',
					description: 'An item for each record, row or point of the result',
				},
				{ name: 'Raw', value: 'raw', description: 'One item with the result as Cerb gives it' },
			],
			default: 'items',
			description: 'What to make of the result',
		},
		...limitProperties,
	],
	async execute(context) {
		const query = readText(context, 'dataQuery', 'Query').trim();
		const format = text(context, 'resultFormat') || 'items';
		if (query === '') {
			throw problem(context, 'No data query is given', 'Fill in the parameter Query');
		}
		if (format !== 'items' && format !== 'raw') {
			throw problem(
				context,
				`The output ${shown(format)} is unknown`,
				'Set the parameter Output to items or raw',
			);
		}
		const limit = readLimit(context);
		const { type, data, total } = await runDataQuery(context.client, query, limit);
		const pairedItem = { item: context.itemIndex };
		if (format === 'raw') return [{ json: { type, data } as IDataObject, pairedItem }];
		const rows = unfold(type, data);
		if (total === undefined && limit !== undefined && rows.length > limit) {
			addHint(context, `${rows.length - limit} more results were left out: raise the Limit`);
		}
		return rows.slice(0, limit).map((json) => ({ json, pairedItem }));
	},
};
