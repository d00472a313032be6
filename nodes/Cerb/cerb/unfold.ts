import type { IDataObject } from 'n8n-workflow';

/** Data of these types is what an automation made of it: only a list stands for several results. */
const WHOLE = new Set(['automation.invoke']);

/**
 * The data of a data query as rows: records, table rows, points of a series, entries of a map, each
 * an object; what is one value stays one row. Shapes as measured on Cerb 10.4.10.
 */
export function unfold(type: string, data: unknown): IDataObject[] {
	if (Array.isArray(data)) {
		return isColumns(data) ? fromColumns(data) : data.map(asRow);
	}
	if (!isMap(data)) return data === null || data === undefined ? [] : [{ value: data as string }];
	if (WHOLE.has(type)) return [data];
	// Tables
	if (isMap(data.columns) && 'rows' in data) return Object.values(data.rows ?? {}).map(tableRow);
	// Trees
	if (Array.isArray(data.children)) return data.children.map(asRow);
	const entries = Object.entries(data);
	if (entries.length > 0 && entries.every(([, value]) => isMap(value))) {
		return entries.map(([key, value]) => withKey(key, value as IDataObject));
	}
	const lists = entries.map(([key, value]) => [key, ...(Array.isArray(value) ? value : [])]);
	const isSeries = entries.length > 0 && entries.every(([, value]) => Array.isArray(value));
	return isSeries && isColumns(lists) ? fromColumns(lists) : [data];
}

function asRow(entry: unknown): IDataObject {
	return isMap(entry) ? entry : { value: entry as string };
}

/** What Cerb's pages need to show a cell is nothing for a workflow. */
function tableRow(row: unknown): IDataObject {
	return Object.fromEntries(Object.entries(asRow(row)).filter(([key]) => key !== '_types'));
}

function withKey(key: string, entry: IDataObject): IDataObject {
	const isKnown = Object.values(entry).some((value) => String(value) === key);
	return isKnown ? entry : { key, ...entry };
}

/** Columns as charts have them: lists of one length, each begun by its name. */
function isColumns(lists: unknown[]): lists is Array<[string, ...unknown[]]> {
	const [first] = lists;
	return (
		Array.isArray(first) &&
		lists.every(
			(list) => Array.isArray(list) && typeof list[0] === 'string' && list.length === first.length,
		)
	);
}

function fromColumns(columns: Array<[string, ...unknown[]]>): IDataObject[] {
	return Array.from({ length: columns[0].length - 1 }, (_, index) =>
		Object.fromEntries(columns.map(([name, ...cells]) => [name, cells[index] as string])),
	);
}

function isMap(value: unknown): value is IDataObject {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
