import { searchInto } from '../../cerb/search';
import { optionsProperty } from '../options';
import type { CerbOperation } from '../operation';
import {
	addHint,
	expandProperty,
	outputPages,
	outputProperties,
	readExpand,
	readOutput,
} from '../record-output';
import {
	filtersProperty,
	includeDeletedOption,
	queryProperty,
	readRecordQuery,
	sortProperty,
	withoutDeleted,
} from '../record-query';
import { readRecordType, recordTypeProperty } from '../record-type';
import { limitProperties, readLimit } from '../return-all';

/** `GET records/<type>/search`: exact lists of records of any type. */
export const search: CerbOperation = {
	value: 'search',
	name: 'Search Records',
	action: 'Search records',
	description: 'Find records of a type by a query, or list them all',
	isReadOnly: true,
	properties: [
		recordTypeProperty,
		queryProperty,
		filtersProperty,
		sortProperty,
		...limitProperties,
		expandProperty,
		...outputProperties,
		optionsProperty([includeDeletedOption]),
	],
	async execute(context) {
		const type = await readRecordType(context);
		const expand = readExpand(context);
		const output = readOutput(context, expand);
		const query = withoutDeleted(context, type, await readRecordQuery(context, type));
		const search = { type, query, limit: readLimit(context), expand };
		const { take, finish } = outputPages(context, type, output);
		const { records, hint } = await searchInto(context.client, search, take);
		if (hint !== undefined) addHint(context, hint);
		finish();
		return records;
	},
};
