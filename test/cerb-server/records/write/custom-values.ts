import { customColumn } from '../custom-fields';
import { phpNumber, type Row, type Value } from '../values';
import type { WriteContext } from './context';
import { fieldOptions, fieldParam, parsePoint } from './custom-rules';
import { charLength, cutToBytes } from './text';
import { isPhpEmpty, isPhpMap, type WriteValue } from './values';

/** What is to become of a field: a new value, nothing (cleared), or what it was. */
type Outcome = { value: Value } | 'clear' | 'keep';

/** Several values, each under its own name; PHP writes names that count from 0 as a list. */
function keyed(items: string[]): Outcome {
	if (items.length === 0) return 'clear';
	const unique = [...new Set(items)];
	if (unique.every((item, index) => item === String(index))) return { value: unique };
	return { value: Object.fromEntries(unique.map((item) => [item, item])) };
}

/** PHP's `intval` of a numeric text: decimals are cut off, `1e3` is 1000. */
function wholeNumber(text: string): string {
	if (/^\s*[+-]?\d+\s*$/.test(text)) return String(BigInt(text.trim()));
	const number = Math.trunc(Number.parseFloat(text));
	return Number.isFinite(number) ? String(number) : '0';
}

function itemsOf(value: WriteValue): string[] {
	if (!isPhpMap(value)) return [String(value)];
	return Object.values(value).map((item) => (isPhpMap(item) ? 'Array' : item));
}

/** Minor units: more places than the field has are cut off. */
function minorUnits(text: string, places: number): string {
	const [whole = '', decimals = ''] = text.split('.');
	const digits = (part: string): string => part.replace(/[^0-9]/g, '');
	const number = digits(whole) + digits(decimals).padEnd(places, '0').slice(0, places);
	return number.replace(/^0+(?=\d)/, '');
}

/** Texts and numbers: what counts as nothing to PHP ("0" too) is stored as unset. */
function stored(text: string): Outcome {
	return text === '' || text === '0' ? 'clear' : { value: text };
}

function textOutcome(text: string): Outcome {
	const cut = cutToBytes(text, 255);
	// A character cut in two is refused by the database after the old value has gone.
	return cut === undefined ? 'clear' : stored(cut);
}

function pointOutcome(text: string): Outcome {
	const point = parsePoint(text);
	if ('error' in point) return 'keep';
	return { value: `${point.latitude.toFixed(6)}, ${point.longitude.toFixed(6)}` };
}

/** How Cerb 10.4.10 stores a value that has passed the checks (measured type by type). */
function outcomeOf(value: WriteValue, field: Row, context: WriteContext): Outcome {
	const text = isPhpMap(value) ? '' : String(value);
	const isBlank = isPhpMap(value) ? Object.keys(value).length === 0 : text === '';
	if (isBlank) return 'clear';
	switch (field.type) {
		case 'C':
			return isPhpEmpty(value) ? 'clear' : { value: '1' };
		case 'S':
		case 'U':
			return textOutcome(text);
		case 'T':
			return stored(text);
		case 'M':
			return keyed(itemsOf(value).filter((item) => !isPhpEmpty(item) && charLength(item) <= 255));
		case 'X': {
			const options = fieldOptions(field);
			const chosen = itemsOf(value).filter((item) => !isPhpEmpty(item) && !item.startsWith('-'));
			return keyed(
				chosen.map((item) => item.replace(/^\++/, '')).filter((item) => options.includes(item)),
			);
		}
		case 'D':
			return fieldOptions(field).includes(text) ? stored(text) : 'keep';
		case 'I':
			return keyed(
				itemsOf(value)
					.map((item) => String(phpNumber(item)))
					.filter((id) => id !== '0'),
			);
		case 'cerb.custom_field.record.links':
			return keyed(itemsOf(value).map((item) => String(phpNumber(item))));
		case 'Y': {
			const currency = context.state.get('currency', Number(fieldParam(field, 'currency_id') ?? 0));
			if (currency === undefined) return 'keep';
			return stored(minorUnits(text, Number(currency.decimal_at)));
		}
		case 'O':
			return stored(minorUnits(text, Number(fieldParam(field, 'decimal_at') ?? 2)));
		case 'cerb.custom_field.geo.point':
			return pointOutcome(text);
		case 'cerb.custom_field.slider':
			return { value: wholeNumber(text) };
		default:
			return stored(wholeNumber(text));
	}
}

/** Stores checked values of custom fields in a row. */
export function setCustomValues(
	row: Row,
	values: Array<{ field: Row; value: WriteValue }>,
	context: WriteContext,
): void {
	for (const { field, value } of values) {
		const outcome = outcomeOf(value, field, context);
		if (outcome === 'keep') continue;
		if (outcome === 'clear') delete row[customColumn(field.id)];
		else row[customColumn(field.id)] = outcome.value;
	}
}
