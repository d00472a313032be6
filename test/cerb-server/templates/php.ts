import { isDict, isNumericText, mapOrEmptyList, type Value } from '../records/values';

/** Whether PHP takes a value for true. */
export function isTrue(value: Value): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (isDict(value)) return Object.keys(value).length > 0;
	return value !== null && value !== '' && value !== '0' && Boolean(value);
}

/** A value inside a text, as PHP writes it: 14 digits of a number, `Array` for lists and maps. */
export function textOf(value: Value): string {
	if (typeof value === 'boolean') return value ? '1' : '';
	if (typeof value === 'number') {
		return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(14)));
	}
	if (typeof value === 'object' && value !== null) return 'Array';
	return value ?? '';
}

function isContainer(value: Value): boolean {
	return typeof value === 'object' && value !== null;
}

function compareTexts(a: string, b: string): number {
	if (isNumericText(a) && isNumericText(b)) return Math.sign(Number(a) - Number(b));
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

/**
 * PHP 8's `<=>`: numbers by value, also in texts; a number and another text as texts; null is an
 * empty text or false, and so on. Undefined: lists and maps, whose order this server does not know.
 */
export function compare(a: Value, b: Value): number | undefined {
	if (isContainer(a) || isContainer(b)) return undefined;
	if (typeof a === 'boolean' || typeof b === 'boolean')
		return Number(isTrue(a)) - Number(isTrue(b));
	if (a === null && b === null) return 0;
	if (a === null || b === null) {
		const other = a ?? b;
		const order = typeof other === 'string' ? compareTexts('', other) : Number(isTrue(other));
		const sign = typeof other === 'string' ? order : -order;
		return a === null ? sign : -sign;
	}
	if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b);
	const [left, right] = [textOf(a as Value), textOf(b as Value)];
	return compareTexts(left, right);
}

/** PHP's `==`. */
export function isEqual(a: Value, b: Value): boolean {
	if (!isContainer(a) || !isContainer(b)) {
		return isContainer(a) || isContainer(b)
			? typeof a === 'boolean' || typeof b === 'boolean' || a === null || b === null
				? isTrue(a) === isTrue(b)
				: false
			: compare(a, b) === 0;
	}
	const [left, right] = [Object.entries(a ?? {}), Object.entries(b ?? {})];
	const other = new Map(right);
	return (
		left.length === right.length &&
		left.every(([key, value]) => other.has(key) && isEqual(value as Value, other.get(key) as Value))
	);
}

/** PHP writes an empty map as an empty list. */
export function withoutEmptyMaps(value: Value): Value {
	if (Array.isArray(value)) return value.map(withoutEmptyMaps);
	if (!isDict(value)) return value;
	const entries = Object.entries(value).map(([key, item]) => [key, withoutEmptyMaps(item)]);
	return mapOrEmptyList(Object.fromEntries(entries) as typeof value);
}

const TYPES: Record<string, string | undefined> = { boolean: 'bool', string: 'string' };

/** A type by the name PHP's messages have for it. */
export function typeName(value: Value): string {
	if (value === null) return 'null';
	if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
	return TYPES[typeof value] ?? 'array';
}
