import { customColumn, customFieldsOf } from '../custom-fields';
import { findType } from '../registry';
import { isNumericText, phpNumber, type Row } from '../values';
import type { PhpMap } from '../../http/php-form';
import type { WriteContext } from './context';
import { ruleForKey } from './definition';
import { PHP_FAILURE, type Problem } from './php-failure';
import { writerOf } from './types';
import { isPhpMap, type Columns, type WriteValue } from './values';

/** What a request wants written, sorted by kind. */
export interface Input {
	columns: Columns;
	custom: Array<{ field: Row; value: WriteValue }>;
	links: Array<{ alias: string; id: number; isRemoved: boolean }>;
}

/** Custom fields come first, by uri or as `custom_<id>`; the rest is left in `fields`. */
function takeCustom(fields: PhpMap, context: WriteContext): Input['custom'] | string {
	const known = context.type.options.includes('custom_fields')
		? customFieldsOf(context.type, context)
		: [];
	const byKey = new Map<string, Row>();
	for (const field of known) byKey.set(String(field.uri), field);
	const taken: Input['custom'] = [];
	const renamed: Array<[string, WriteValue]> = [];
	for (const [key, value] of Object.entries(fields)) {
		const field = byKey.get(key);
		if (field === undefined) continue;
		renamed.push([customColumn(field.id), value]);
		delete fields[key];
	}
	const numbered = Object.entries(fields).filter(
		([key]) => key.startsWith('custom_') && isNumericText(key.slice(key.lastIndexOf('_') + 1)),
	);
	for (const [key, value] of [...numbered, ...renamed]) {
		const id = Number(key.slice(key.lastIndexOf('_') + 1));
		const field = known.find((one) => one.id === id);
		if (field === undefined) return `'${key}' is not a valid custom field`;
		taken.push({ field, value });
		delete fields[key];
	}
	return taken;
}

/** `fields[links][]`: `type:id`, or `-type:id` to take a link away. */
function readLinks(value: WriteValue, { state }: WriteContext): Input['links'] | Problem {
	if (!isPhpMap(value)) return 'must be an array of context:id pairs.';
	const links: Input['links'] = [];
	for (const text of Object.values(value)) {
		if (isPhpMap(text)) return PHP_FAILURE;
		const tuple = text.replace(/^-+/, '');
		const [name, idText = ''] = tuple.split(/:(.*)/s);
		const type = findType(name, state);
		if (type === undefined) return `has a link with an invalid context (${tuple})`;
		links.push({ alias: type.alias, id: phpNumber(idText), isRemoved: text.startsWith('-') });
	}
	return links;
}

/**
 * Sorts `fields[…]` into columns, custom fields and links. Checks go in Cerb's order: custom
 * fields, each key, links (measured on Cerb 10.4.10).
 * @returns Cerb's message when a key cannot be written
 */
export function readFields(given: PhpMap, context: WriteContext): Input | Problem {
	const fields: PhpMap = Object.assign(Object.create(null) as PhpMap, given);
	const custom = takeCustom(fields, context);
	if (typeof custom === 'string') return custom;
	const columns: Columns = new Map();
	const special = writerOf(context.type)?.keys ?? {};
	for (const [key, value] of Object.entries(fields)) {
		const ruled: Columns = new Map();
		const error = special[key.toLowerCase()]?.(value, ruled, context, fields);
		if (error !== undefined) return error;
		if (ruled.size > 0) {
			for (const [column, item] of ruled) columns.set(column, item);
			continue;
		}
		const rule = ruleForKey(context.type, key);
		if (rule === undefined) return `'${key}' is not an editable field.`;
		if (key !== 'links' && key !== 'fieldsets') columns.set(rule.column, value);
	}
	const links = 'links' in fields ? readLinks(fields.links, context) : [];
	if (!Array.isArray(links)) return links;
	return { columns, custom, links };
}
