import { inputError } from '../../cerb/failure';
import { checkFilters } from '../../cerb/search';
import { countRecords, subtotals } from '../../cerb/summary';
import { shown } from '../../cerb/text';
import { optionsProperty } from '../options';
import type { CerbOperation, OperationContext } from '../operation';
import { readTexts } from '../parameters';
import { addHint } from '../record-output';
import {
	filtersProperty,
	includeDeletedOption,
	queryProperty,
	readConditions,
	withoutDeleted,
} from '../record-query';
import { readRecordType, recordTypeProperty } from '../record-type';

/** Counts records, in all or by fields, without fetching them. */
export const summarize: CerbOperation = {
	value: 'summarize',
	name: 'Count and Summarize',
	action: 'Count and summarize records',
	description: 'Count the records that match, in all or grouped by fields, without fetching them',
	isReadOnly: true,
	properties: [
		recordTypeProperty,
		{
			...queryProperty,
			placeholder: 'e.g. status:o created:"-1 month to now"',
			description:
				'What to count, in the <a href="https://cerb.ai/docs/search/">search language of Cerb</a>. Empty counts all.',
		},
		filtersProperty,
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'string',
			default: '',
			placeholder: 'e.g. status, group',
			description:
				'Search keys to group by, separated by commas; dates with a step, e.g. created@month. Empty counts all in one.',
		},
		optionsProperty([includeDeletedOption]),
	],
	async execute(context) {
		const type = await readRecordType(context);
		const query = withoutDeleted(context, type, await readConditions(context, type));
		const groupBy = readGroupBy(context);
		const pairedItem = { item: context.itemIndex };
		const total = await countRecords(context.client, type, query);
		const hint = total === 0 ? await checkFilters(context.client, { type, query }) : undefined;
		if (hint !== undefined) addHint(context, hint);
		if (groupBy.length === 0) return [{ json: { total }, pairedItem }];

		const groups = await subtotals(context.client, type, query, groupBy);
		const counted = groups.reduce((sum, { count }) => sum + count, 0);
		if (counted < total) {
			addHint(
				context,
				`The groups hold ${counted} of ${total} records: Cerb leaves records out that have no value in a field of Group By, and groups beyond the 2,000th`,
			);
		}
		return groups.map((json) => ({ json: { ...json }, pairedItem }));
	},
};

function readGroupBy(context: OperationContext): string[] {
	const keys = readTexts(context, 'groupBy', 'Group By');
	const wrong = keys.find((key) => !/^[A-Za-z_][\w.]*(@\w+)?(~-?\d+)?$/.test(key));
	if (wrong === undefined) return keys;
	throw inputError(
		context.node.getNode(),
		`${shown(wrong)} is not a search key to group by`,
		'Enter search keys with commas in the parameter Group By, e.g. status, group',
	);
}
