import { isNumericText } from '../values';
import { checkUrl, contextOf, runCheck, type Check } from './checks';
import type { WriteContext } from './context';
import { columnRules, isNumeric, rowColumn, type ColumnRule } from './definition';
import { imageError } from './image';
import { checkId, checkIds } from './ids';
import { cutToWidth, displayWidth, withoutEmoji } from './text';
import { writerOf } from './types';
import { isPhpMap, phpDecimal, phpJson, phpType, type Columns, type WriteValue } from './values';

const BITS_32 = 2 ** 32;

/** The range of a number; dates, ids and plain numbers fit into 32 bits. */
function rangeOf(rule: ColumnRule): { min?: number; max?: number } {
	if (rule.type === 'bit') return { min: 0, max: 1 };
	if (rule.type === 'number' || rule.type === 'float') return { min: rule.min, max: rule.max };
	return { min: rule.min ?? 0, max: rule.max ?? BITS_32 };
}

/** Messages of Cerb about numbers; undefined when the value is a number within the range. */
export function numberError(
	value: WriteValue,
	{ min, max }: { min?: number; max?: number },
): string | undefined {
	if (isPhpMap(value) || !isNumericText(String(value))) {
		return `must be a number (${phpType(value)}: ${phpJson(value)}).`;
	}
	const number = Number(value);
	if (min !== undefined && number < min)
		return `must be >= ${phpDecimal(min)} (${phpDecimal(value)})`;
	if (max !== undefined && number > max)
		return `must be <= ${phpDecimal(max)} (${phpDecimal(value)})`;
	return undefined;
}

function isBlank(value: WriteValue): boolean {
	if (isPhpMap(value)) return Object.keys(value).length === 0;
	return value === '';
}

/** What Cerb makes of a value before it looks at its type: emoji, lower case, contexts. */
function format(value: WriteValue, rule: ColumnRule, context: WriteContext): Check {
	if (rule.type === 'context') return contextOf(value, context);
	if (rule.type !== 'string' || rule.keepsEmoji === true) return { value };
	if (isPhpMap(value)) return { error: 'is not a string.' };
	const text = withoutEmoji(String(value));
	return { value: rule.lower === true ? text.toLowerCase() : text };
}

function checkTarget(value: WriteValue, rule: ColumnRule, context: WriteContext): Check {
	if (rule.of === undefined) return { value };
	if (rule.type === 'idArray') {
		const error = checkIds(value, rule.of, context);
		return error === undefined ? { value } : { error };
	}
	const checked = checkId(value, rule.of, rule.mustBeSet === true, context);
	return 'error' in checked ? checked : { value: checked.id };
}

/** Pictures and web addresses. */
function checkShape(value: WriteValue, rule: ColumnRule): Check {
	if (rule.type === 'url') return checkUrl(value);
	const error = rule.type === 'image' ? imageError(value) : undefined;
	return error === undefined ? { value } : { error };
}

/** Whether another record has the value already; texts differ by more than case. */
function isTaken(value: WriteValue, rule: ColumnRule, { state, type, id }: WriteContext): boolean {
	const column = rowColumn(rule);
	if (column === undefined) return false;
	const wanted = String(value).toLowerCase();
	for (const row of state.table(type.alias).scan()) {
		if (row.id !== id && String(row[column] ?? '').toLowerCase() === wanted) return true;
	}
	return false;
}

/** The check of the value's own type; gives the value as it will be stored. */
function checkType(value: WriteValue, rule: ColumnRule): Check {
	if (isNumeric(rule)) {
		if (rule.type === 'float' && rule.notEmpty !== true && value === '') return { value: 0 };
		if (rule.type === 'float' && !isPhpMap(value) && isNumericText(String(value))) {
			return { value };
		}
		const error =
			rule.type === 'float'
				? `must be a decimal (${phpType(value)}: ${phpJson(value)}).`
				: numberError(value, rangeOf(rule));
		return error === undefined ? { value } : { error };
	}
	if (rule.type === 'idArray' || rule.type === 'context') return { value };
	if (isPhpMap(value)) return { error: 'must be a string (array).' };
	const text = String(value);
	if (rule.minLength !== undefined && displayWidth(text) < rule.minLength) {
		return { error: `must be ${rule.minLength} or more characters.` };
	}
	const cut = rule.type === 'image' ? text : cutToWidth(text, rule.maxLength ?? 255);
	const mayBeBlank = rule.notEmpty !== true && cut === '';
	if (rule.options !== undefined && !mayBeBlank && !rule.options.includes(cut)) {
		return { error: `must be one of: ${rule.options.join(', ')}` };
	}
	return { value: cut };
}

/** Runs all checks of one column in Cerb's order; gives the value as it will be stored. */
function checkColumn(
	given: WriteValue,
	rule: ColumnRule,
	columns: Columns,
	context: WriteContext,
): Check {
	const label = rule.label ?? rule.column;
	const named = (error: string): Check => ({ error: `'${label}' ${error}` });
	if (rule.locked === true) return named('is not editable.');
	if (rule.notEmpty === true && isBlank(given)) return named('must not be blank.');
	let value = given;
	for (const step of [format, checkTarget, checkShape, runCheck]) {
		const checked = step(value, rule, context);
		if ('error' in checked) return named(checked.error);
		value = checked.value;
	}
	const own = writerOf(context.type)?.checkColumn?.[rule.column]?.(value, columns, context);
	if (own !== undefined) return { error: own };
	const mayBeAnything =
		rule.notEmpty !== true && (isPhpMap(value) || ['', '0'].includes(String(value)));
	if (rule.unique === true && !mayBeAnything && isTaken(value, rule, context)) {
		return {
			error: `A record already exists with this '${label}' (${String(value)}). It must be unique.`,
		};
	}
	const checked = checkType(value, rule);
	return 'error' in checked ? named(checked.error) : checked;
}

/** Required columns that are missing or blank on create. */
function missingColumn(columns: Columns, rules: ColumnRule[]): string | undefined {
	const missing = rules.find((rule) => {
		if (rule.required !== true) return false;
		const value = columns.get(rule.column);
		return value === undefined || (rule.notEmpty === true && value === '');
	});
	return missing === undefined ? undefined : `'${missing.label ?? missing.column}' is required.`;
}

/**
 * Checks all columns of a write and puts in what will be stored. The first error ends it: nothing
 * is stored then (measured on Cerb 10.4.10).
 * @returns Cerb's message, or undefined when all is well
 */
export function validateColumns(columns: Columns, context: WriteContext): string | undefined {
	const rules = columnRules(context.type);
	if (context.id === undefined) {
		const missing = missingColumn(columns, rules);
		if (missing !== undefined) return missing;
	}
	for (const [column, value] of columns) {
		const rule = rules.find((one) => one.column === column);
		if (rule === undefined) return `'${column}' is not a valid field.`;
		const checked = checkColumn(value, rule, columns, context);
		if ('error' in checked) return checked.error;
		columns.set(column, checked.value);
	}
	return undefined;
}
