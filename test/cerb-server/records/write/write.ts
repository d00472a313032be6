import type { PhpMap } from '../../http/php-form';
import type { Dict, Row } from '../values';
import { storedDate } from './checks';
import type { WriteContext } from './context';
import { customFieldError } from './custom-rules';
import { setCustomValues } from './custom-values';
import { columnRules, isNumeric, rowColumn, type ColumnRule } from './definition';
import { readFields, type Input } from './keys';
import type { Problem } from './php-failure';
import { byteLength, charLength } from './text';
import { writerOf } from './types';
import { validateColumns } from './validate';
import type { Columns, WriteValue } from './values';

/** The largest value of an unsigned 32-bit column. */
const TOP_32 = 2 ** 32 - 1;

/** A checked value as a row holds it: numbers as numbers, rounded as MySQL does. */
function storedValue(value: WriteValue, rule: ColumnRule): string | number {
	if (rule.check === 'dateText') return storedDate(String(value)) ?? '';
	if (!isNumeric(rule)) return String(value);
	const number = Number(value);
	if (rule.type === 'float') return number;
	return Math.sign(number) * Math.round(Math.abs(number));
}

/** Whether the database takes a value; when not, the write of the whole row fails silently. */
function isHeld(value: WriteValue, rule: ColumnRule): boolean {
	if (isNumeric(rule)) {
		const top = rule.type === 'float' ? (rule.max ?? Infinity) : TOP_32;
		return rule.type === 'number' || Number(value) <= top;
	}
	const text = String(value);
	if (rule.check === 'dateText') return storedDate(text) !== undefined;
	if (rule.storedChars !== undefined && charLength(text) > rule.storedChars) return false;
	return rule.storedBytes === undefined || byteLength(text) <= rule.storedBytes;
}

/** Columns by the names rows use; undefined when the database would refuse one of them. */
function rowChanges(columns: Columns, context: WriteContext): Dict | undefined {
	const rules = columnRules(context.type);
	const changes: Dict = {};
	for (const [column, value] of columns) {
		const rule = rules.find((one) => one.column === column);
		const name = rule && rowColumn(rule);
		if (rule === undefined || name === undefined) continue;
		if (!isHeld(value, rule)) return undefined;
		changes[name] = storedValue(value, rule);
	}
	return changes;
}

/** What the database fills in where nothing is written. */
function emptyColumns(context: WriteContext): Dict {
	const empty: Dict = {};
	for (const rule of columnRules(context.type)) {
		const name = rowColumn(rule);
		if (name !== undefined && name !== 'id') empty[name] = isNumeric(rule) ? 0 : '';
	}
	return { ...empty, ...context.type.detail?.defaults };
}

/** Sets and takes away links; ends that do not exist are ignored without a word. */
function changeLinks(row: Row, links: Input['links'], { state, type }: WriteContext): void {
	for (const { alias, id, isRemoved } of links) {
		const isItself = alias === type.alias && id === row.id;
		// A custom fieldset is put on a record in this way too, but that is no link.
		if (isItself || alias === 'custom_fieldset' || state.get(alias, id) === undefined) continue;
		if (isRemoved) state.unlink(type.alias, row.id, alias, id);
		else state.link(type.alias, row.id, alias, id);
	}
}

/** All checks in Cerb's order; a text is the message that ends the write. */
export function checkInput(fields: PhpMap, context: WriteContext): Input | Problem {
	const input = readFields(fields, context);
	if (typeof input !== 'object') return input;
	const error =
		validateColumns(input.columns, context) ??
		firstError(input.custom.map(({ field, value }) => customFieldError(value, field, context))) ??
		writerOf(context.type)?.beforeWrite?.(input.columns, context);
	return error ?? input;
}

function firstError(errors: Array<string | undefined>): string | undefined {
	return errors.find((error) => error !== undefined);
}

function finish(row: Row, input: Input, context: WriteContext, before?: Row): void {
	changeLinks(row, input.links, context);
	writerOf(context.type)?.afterWrite?.(row, input.columns, context, before);
	setCustomValues(row, input.custom, context);
}

/**
 * Creates a record of `fields[…]`. A value too long for the database leaves an empty record
 * behind, and Cerb says "success" (measured on 10.4.10).
 * @returns the id, or Cerb's message when nothing was stored
 */
export function createRecord(fields: PhpMap, context: WriteContext): number | Problem {
	const input = checkInput(fields, context);
	if (typeof input !== 'object') return input;
	const { state, type } = context;
	const changes = rowChanges(input.columns, context);
	const created = writerOf(type)?.onCreate?.(context, input.columns) ?? {};
	const id = state.create(type.alias, {
		...emptyColumns(context),
		...stampsOf(context),
		...created,
		...changes,
	});
	const row = state.get(type.alias, id);
	if (row === undefined) throw new TypeError(`A new ${type.alias} is not there`);
	if (changes === undefined) Object.assign(row, emptyColumns(context), bornWith(context));
	finish(row, input, context);
	return id;
}

/** The stamps of a new record; those that are written go before them. */
function stampsOf({ state, type }: WriteContext): Dict {
	const columns = [...(type.detail?.createdColumns ?? []), ...(type.detail?.updatedColumns ?? [])];
	return Object.fromEntries(columns.map((column) => [column, state.now()]));
}

/** What a record is born with whose write was lost: stamps only for tickets and organizations. */
function bornWith({ state, type }: WriteContext): Dict {
	if (type.alias === 'ticket') {
		return { created: state.now(), updated: state.now(), importance: 0, subject: null };
	}
	return type.alias === 'org' ? { created: state.now() } : {};
}

/**
 * Changes the record `context.id`: with no fields at all, too (its update stamp moves then). Fields
 * that are lost keep their values, and so does the stamp; links and custom fields are stored.
 * @returns Cerb's message when nothing was stored
 */
export function updateRecord(fields: PhpMap, context: WriteContext): Problem | undefined {
	const hasFields = Object.keys(fields).length > 0;
	const input = checkInput(fields, context);
	if (typeof input !== 'object') return input;
	const { state, type, id = 0 } = context;
	const changes = rowChanges(input.columns, context);
	const row = state.get(type.alias, id);
	if (row === undefined) return undefined;
	const before = { ...row };
	// Nothing at all changes no ticket, and tells nobody.
	if (hasFields || type.detail?.keepsStampOnUpdate !== true) state.touch(type.alias, id);
	else return undefined;
	if (changes !== undefined) state.update(type.alias, id, changes);
	finish(row, input, context, before);
	state.revision++;
	return undefined;
}
