import { isDict, isNumericText, phpNumber, type Row, type Value } from '../values';
import { checkUrl } from './checks';
import type { WriteContext } from './context';
import { checkId, checkIds } from './ids';
import { numberError } from './validate';
import { withoutEmoji } from './text';
import { isPhpEmpty, isPhpMap, phpJson, phpType, type WriteValue } from './values';

/** A parameter of a custom field, e.g. `options`. */
export function fieldParam(field: Row, name: string): Value {
	return isDict(field.params) ? (field.params[name] ?? null) : null;
}

/** The options of a picklist or of checkboxes. */
export function fieldOptions(field: Row): string[] {
	const options = fieldParam(field, 'options');
	return Array.isArray(options) ? options.map(String) : [];
}

function optionError(value: string, field: Row): string | undefined {
	const options = fieldOptions(field);
	const known = options.includes('') ? options : [...options, ''];
	return known.includes(value) ? undefined : `must be one of: ${known.join(', ')}`;
}

const POINT_ERROR = 'Must be a set of (latitude,longitude) coordinates separated with a comma.';

/** A place, or what Cerb says against it. */
export type Point = { latitude: number; longitude: number } | { error: string };

/** Latitude and longitude of a text like `40.7, -74` or `POINT(-74 40.7)`. */
export function parsePoint(text: string): Point {
	const isLongitudeFirst = text.startsWith('POINT(');
	const plain = isLongitudeFirst ? text.slice(5).replace(/^[()]+|[()]+$/g, '') : text;
	const parts = plain
		.replace(/ [NSWE]/g, '')
		.replace(/"/g, '')
		.replace(/, | /g, ',')
		.split(',')
		.filter((part) => part !== '');
	if (parts.length !== 2) return { error: POINT_ERROR };
	const [latitude, longitude] = isLongitudeFirst ? [parts[1], parts[0]] : parts;
	const isWithin = (part: string, most: number): boolean =>
		isNumericText(part) && Math.abs(Number(part)) <= most;
	if (!isWithin(latitude, 90)) return { error: 'Latitude must be -90 to 90.' };
	if (!isWithin(longitude, 180)) return { error: 'Longitude must be -180 to 180.' };
	return { latitude: Number(latitude), longitude: Number(longitude) };
}

function rangeOfSlider(field: Row): { min: number; max: number } {
	const bound = (name: string, fallback: number): number => {
		const text = String(fieldParam(field, name) ?? '');
		return text === '' ? fallback : phpNumber(text);
	};
	return { min: bound('value_min', 0), max: bound('value_max', 100) };
}

/** Numbers: least and greatest value by the field's type. */
const RANGES: Record<string, { min?: number; max?: number } | undefined> = {
	C: { min: 0, max: 1 },
	E: { min: 0, max: 2 ** 32 },
	F: { min: 0, max: 2 ** 32 },
	N: { min: -(2 ** 63), max: 2 ** 63 },
	O: { min: 0, max: 2 ** 64 },
	Y: { min: 0, max: 2 ** 64 },
};

/** Lists of ids: Cerb puts the word "Value" before the field's name then. */
function listError(value: WriteValue, name: string, { type }: Row): string | undefined {
	const isIdList = type === 'I' || type === 'cerb.custom_field.record.links';
	if (!isIdList || !isPhpMap(value)) return undefined;
	const odd = Object.values(value).find(
		(item) => !isPhpEmpty(item) && (isPhpMap(item) || !isNumericText(item)),
	);
	if (odd === undefined) return undefined;
	return `Value '${name}' must be a number (${phpType(odd)}: ${phpJson(odd)}).`;
}

/**
 * What Cerb 10.4.10 says against a value of a custom field, without the field's name in front;
 * undefined when it is fine. Unknown options of checkboxes in a list are fine (and dropped later).
 */
function customError(value: WriteValue, field: Row, context: WriteContext): string | undefined {
	const type = String(field.type);
	const range = type === 'cerb.custom_field.slider' ? rangeOfSlider(field) : RANGES[type];
	if (range !== undefined) return numberError(value, range);
	switch (type) {
		case 'D':
			if (isPhpMap(value)) return 'is not a string.';
			return optionError(withoutEmoji(String(value)), field);
		case 'X':
			return isPhpMap(value) ? undefined : optionError(String(value), field);
		case 'S':
		case 'T':
			return isPhpMap(value) ? 'is not a string.' : undefined;
		case 'U': {
			const checked = checkUrl(value);
			return 'error' in checked ? checked.error : undefined;
		}
		case 'L':
		case 'W': {
			const target = type === 'W' ? 'worker' : String(fieldParam(field, 'context') ?? '');
			const checked = checkId(value, target, false, context);
			return 'error' in checked ? checked.error : numberError(checked.id, { min: 0 });
		}
		case 'I':
			return checkIds(value, 'attachment', context);
		case 'cerb.custom_field.record.links':
			return checkIds(value, String(fieldParam(field, 'context') ?? ''), context);
		default:
			return undefined;
	}
}

/** Cerb's message about one custom field's value, or undefined. */
export function customFieldError(
	value: WriteValue,
	field: Row,
	context: WriteContext,
): string | undefined {
	const name = String(field.name);
	if (field.type === 'cerb.custom_field.geo.point') {
		if (isPhpMap(value)) return `'${name}' must be text.`;
		const point = parsePoint(String(value));
		return 'error' in point ? `'${name}': ${point.error}` : undefined;
	}
	const error = customError(value, field, context);
	return error === undefined ? listError(value, name, field) : `'${name}' ${error}`;
}
