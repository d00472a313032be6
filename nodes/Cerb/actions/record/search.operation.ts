import type { INodeProperties } from 'n8n-workflow';

import { joinFilters, type LiftedQuery } from '../../cerb/query';
import { searchInto } from '../../cerb/search';
import { optionsProperty } from '../options';
import type { CerbOperation, ReadContext } from '../operation';
import { readFlag } from '../parameters';
import {
	addHint,
	expandProperty,
	outputPages,
	outputProperties,
	readExpand,
	readOutput,
} from '../record-output';
import { filtersProperty, queryProperty, readRecordQuery, sortProperty } from '../record-query';
import { readRecordType, recordTypeProperty } from '../record-type';
import { limitProperties, readLimit } from '../return-all';

/** Cerb's delete only marks a ticket, and its search still finds it (measured on Cerb 10.4.10). */
export const includeDeletedOption: INodeProperties = {
	displayName: 'Include Deleted Tickets',
	name: 'includeDeleted',
	type: 'boolean',
	default: false,
	description:
		'Whether to find tickets that were deleted or merged into others: Cerb keeps them until its next clean-up',
};

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

/**
 * Leaves deleted and merged tickets out, unless the option asks for them. A query that speaks of the
 * status itself is left alone.
 */
export function withoutDeleted(
	context: ReadContext,
	type: string,
	query: LiftedQuery,
): LiftedQuery {
	const include = readFlag(context, 'options.includeDeleted', 'Include Deleted Tickets');
	const isToldApart = query.keys.some((key) => key === 'status' || key === 'status.id');
	if (type !== 'ticket' || include || isToldApart) return query;
	return { ...query, filters: joinFilters([query.filters, 'status:![d]']) };
}
