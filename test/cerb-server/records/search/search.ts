import type { RecordType } from '../type';
import { phpNumber, type Row } from '../values';
import { clockIn, type QueryContext } from './context';
import { nothing, type Predicate } from './columns';
import { compileNodes, UNKNOWN_FILTER } from './compile';
import { searchFieldsOf } from './custom-search';
import { parseQuery, type Node } from './parser';
import { sorter, readSort, type SortKey } from './sort';
import { renderTemplate } from './twig';
import { textOf } from './values-of';
import { findZone } from './zone';

/** A query made ready to run. */
export interface Search {
	matches: Predicate;
	sort: SortKey[];
	/** Given inside the query; they go before what was given beside it. */
	limit?: number;
	/** Zero-based. */
	page?: number;
	/** Why Cerb finds nothing at all, e.g. "Unknown filter `x:`". */
	failure?: string;
}

const clamp = (value: number, low: number, high: number): number =>
	Math.min(Math.max(value, low), high);

function failed(failure: string): Search {
	return { matches: nothing, sort: [], failure };
}

interface Settings {
	nodes: Node[];
	search: Pick<Search, 'sort' | 'limit' | 'page'>;
	zone?: string;
}

/** Takes `limit:`, `page:`, `sort:`, ... out of the conditions at the top; inside groups they stay. */
function takeSettings(nodes: Node[], type: RecordType, context: QueryContext): Settings {
	const settings: Settings = { nodes: [], search: { sort: [] } };
	const fields = searchFieldsOf(type, context.env);
	for (const node of nodes) {
		const key = node.kind === 'filter' ? node.key.replace(/^_(?=limit$|page$|sort$)/, '') : '';
		const text = node.kind === 'filter' ? (textOf(node.value) ?? '') : '';
		if (key === 'limit') settings.search.limit = clamp(phpNumber(text), 1, 250);
		else if (key === 'page') settings.search.page = clamp(phpNumber(text) - 1, 0, 2000);
		else if (key === 'sort' && text !== '' && text !== '0') {
			const sort = readSort(text, fields);
			if (sort.length > 0) settings.search.sort = sort;
		} else if (key === 'set.timezone') settings.zone = text;
		else if (key !== 'subtotal' && key !== '_subtotal') settings.nodes.push(node);
	}
	return settings;
}

/**
 * Reads a search query as Cerb 10.4.10 does: template first, then conditions. An unknown filter, a
 * template error or an unknown time zone make it find nothing.
 */
export function readSearch(query: string, type: RecordType, context: QueryContext): Search {
	const text = renderTemplate(query, context.unclaimed);
	if (text === undefined) return failed('Syntax error: the template cannot be read');
	const { nodes, search, zone } = takeSettings(parseQuery(text), type, context);
	let inZone = context;
	if (zone !== undefined) {
		const found = findZone(zone);
		if (found === undefined) return { ...failed(`\`${zone}\` is an invalid timezone.`), ...search };
		inZone = { ...context, clock: clockIn(context.clock.now, found) };
	}
	const compiled = compileNodes(nodes, type, inZone);
	if (compiled.kind === UNKNOWN_FILTER) {
		return { ...failed(`Unknown filter \`${compiled.key}:\``), ...search };
	}
	return { ...search, matches: compiled.matches };
}

/** Rows of one page and the count of all. */
export interface Page {
	rows: Row[];
	total: number;
}

/** All rows a search finds, in its order. */
export function findRows(search: Search, type: RecordType, context: QueryContext): Row[] {
	const rows: Row[] = [];
	for (const row of context.env.state.table(type.alias).scan()) {
		if (search.matches(row)) rows.push(row);
	}
	const compare = sorter(search.sort);
	return compare === undefined ? rows : rows.sort(compare);
}

/**
 * One page (zero-based). A page past the end gives the rows of page floor(total / limit) - 1
 * instead, as Cerb 10.4.10 does (not even the last one).
 */
export function pageOf(rows: Row[], limit: number, page: number): Page {
	const slice = (index: number): Row[] => rows.slice(index * limit, (index + 1) * limit);
	const total = rows.length;
	const found = slice(page);
	if (found.length > 0 || page === 0) return { rows: found, total };
	return { rows: slice(Math.max(Math.floor(total / limit) - 1, 0)), total };
}
