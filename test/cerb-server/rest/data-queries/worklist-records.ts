import { Dictionary } from '../../records/dictionary';
import { findType } from '../../records/registry';
import { queryContext } from '../../records/search/context';
import { findRows, readSearch } from '../../records/search/search';
import { queryText } from '../../records/search/query-text';
import { listOf, textOf } from '../../records/search/values-of';
import { phpNumber, type Dict } from '../../records/values';
import { defaultLimit } from './limits';
import { paging } from './paging';
import { failed, unknownParameter, valueOf, type DataQueryType } from './query';

/**
 * `worklist.records`: records by id, with unknown filters reported and an empty page past the end
 * (measured on Cerb 10.4.10). `page:` is zero-based here and one-based inside `query:( )`.
 */
export const worklistRecords: DataQueryType = (query) => {
	const wrong = unknownParameter(query, ['of', 'query', 'expand', 'format', 'page']);
	if (wrong !== undefined) return wrong;
	const type = findType(textOf(valueOf(query, 'of') ?? []) ?? '', query.state);
	if (type === undefined) return failed('The `of:` field is not a valid context type.');
	const format = textOf(valueOf(query, 'format') ?? []) ?? 'dictionaries';
	if (format !== 'dictionaries') query.unclaimed.add(`worklist.records format:${format}`);
	if (type.detail === undefined) query.unclaimed.add(`worklist.records of ${type.alias}`);
	const text = queryText(valueOf(query, 'query') ?? [], query.unclaimed);
	const env = { state: query.state, baseUrl: query.baseUrl };
	const context = queryContext(env, query.actor.workerId, query.unclaimed);
	if (query.unclaimed.first !== undefined) return failed('not claimed');
	const search = readSearch(text, type, context);
	if (search.failure !== undefined) return failed(search.failure);
	const limit = search.limit ?? defaultLimit(type);
	const outer = textOf(valueOf(query, 'page') ?? []);
	const index = outer === undefined ? (search.page ?? 0) : phpNumber(outer);
	const found = query.state.isFailing(type.alias) ? [] : findRows(search, type, context);
	const rows = found.slice(index * limit, (index + 1) * limit);
	const expand = listOf(valueOf(query, 'expand') ?? []).values;
	// In the order of the list, which a plain object would not keep.
	const data = new Map<string, Dict>();
	for (const row of rows) {
		const dictionary = Dictionary.listed(type, row, env);
		for (const key of expand) dictionary.load(key);
		data.set(String(row.id), dictionary.toDict());
	}
	const meta: Dict = {
		type: 'worklist.records',
		format,
		paging: paging(found.length, rows.length, limit, index),
	};
	return { kind: 'data', meta, data: data.size > 0 ? data : [] };
};
