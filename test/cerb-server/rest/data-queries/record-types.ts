import { allTypes } from '../../records/registry';
import { listOf, textOf } from '../../records/search/values-of';
import { phpNumber, type Dict } from '../../records/values';
import { paging } from './paging';
import { failed, unknownParameter, valueOf, type DataQueryType } from './query';

/**
 * `record.types`: all record types, sorted by plural label, custom ones included. The list keeps
 * the number each entry had before the sorting as its key, so it is a JSON object unless the two
 * orders agree (measured on Cerb 10.4.10).
 */
export const recordTypes: DataQueryType = (query) => {
	const wrong = unknownParameter(query, ['filter', 'limit', 'options', 'page', 'format']);
	if (wrong !== undefined) return wrong;
	const format = textOf(valueOf(query, 'format') ?? []) ?? 'dictionaries';
	if (format !== 'dictionaries') {
		return failed(
			`\`format:${format}\` is not valid for \`type:record.types\`. Must be one of: dictionaries`,
		);
	}
	const filter = (textOf(valueOf(query, 'filter') ?? []) ?? '').toLowerCase();
	const options = listOf(valueOf(query, 'options') ?? []).values;
	const known = [
		'search',
		'records',
		'custom_fields',
		'links',
		'watchers',
		'comments',
		'attachments',
	];
	for (const option of options) {
		if (!known.includes(option)) query.unclaimed.add(`record types by option ${option}`);
	}
	const entries = allTypes(query.state)
		.filter((type) => options.length === 0 || options.some((name) => type.options.includes(name)))
		.filter((type) =>
			`${type.alias} ${type.singular} ${type.plural}`.toLowerCase().includes(filter),
		)
		.map((type, index): [number, Dict] => [
			index,
			{
				id: type.context,
				uri: type.alias,
				label_singular: type.singular,
				label_plural: type.plural,
			},
		])
		.sort(([, a], [, b]) => (String(a.label_plural) < String(b.label_plural) ? -1 : 1));
	const meta: Dict = { type: 'record.types', format };
	const limit = phpNumber(textOf(valueOf(query, 'limit') ?? []) ?? '0');
	if (limit > 0) {
		const page = phpNumber(textOf(valueOf(query, 'page') ?? []) ?? '0');
		const part = entries.slice(page * limit, (page + 1) * limit).map(([, entry]) => entry);
		meta.paging = paging(entries.length, part.length, limit, page);
		return { kind: 'data', meta, data: part };
	}
	const isInOrder = entries.every(([number], index) => number === index);
	const data = isInOrder ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
	return { kind: 'data', meta, data };
};
