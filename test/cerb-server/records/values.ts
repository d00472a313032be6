/** A JSON value as Cerb answers it. */
export type Value = string | number | boolean | null | Value[] | Dict;

/** A flat record dictionary, or any other JSON object. */
export interface Dict {
	[key: string]: Value;
}

/** A stored record: its own columns by the name the dictionary gives them where there is one. */
export interface Row {
	id: number;
	[column: string]: Value;
}

export function isDict(value: Value | undefined): value is Dict {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** PHP's `intval` of a text: its leading number (`1e1` is 10), else 0, held inside 64 bits. */
export function phpInt(text: string): bigint {
	const match = /^\s*([+-]?\d+)((?:\.\d*)?e[+-]?\d+)?/i.exec(text);
	if (match === null) return 0n;
	const top = 2n ** 63n - 1n;
	const number = Math.trunc(Number(match[0]));
	if (match[2] !== undefined && !Number.isFinite(number)) return top;
	const value = match[2] === undefined ? BigInt(match[1]) : BigInt(number);
	if (value > top) return top;
	if (value < -top - 1n) return -top - 1n;
	return value;
}

/** PHP's `intval` as a JavaScript number, for values that are limits and pages. */
export function phpNumber(text: string): number {
	return Number(phpInt(text));
}

/** PHP's `is_numeric` for texts. */
export function isNumericText(text: string): boolean {
	return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
}

/** MySQL's cast of a text to a number: its leading number, else 0. */
export function sqlNumber(value: Value | undefined): number {
	if (typeof value === 'number') return value;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value !== 'string') return 0;
	const match = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(value);
	return match === null ? 0 : Number(match[0]);
}

/**
 * PHP's `array_merge` of two JSON containers: text keys are replaced, number keys are appended
 * and renumbered. Measured on Cerb 10.4.10: this is what turns `custom` into a list of twice its
 * length when a key that does not exist is expanded. JavaScript sorts number keys, so `order` says
 * in which order PHP had them.
 */
export function phpArrayMerge(
	left: Value[] | Dict,
	right: Value[] | Dict,
	order: string[],
): Value[] | Dict {
	const list: Value[] = [];
	const map: Dict = {};
	for (const side of [left, right]) {
		const isList = Array.isArray(side);
		const first = isList ? [] : order.filter((key) => key in side);
		const others = Object.keys(side).filter((key) => isList || !order.includes(key));
		for (const key of [...first, ...others]) {
			const value: Value = isList ? side[Number(key)] : side[key];
			if (/^\d+$/.test(key)) list.push(value);
			else map[key] = value;
		}
	}
	return Object.keys(map).length === 0 ? list : { ...list, ...map };
}

/** The empty map as PHP writes it: `[]`. */
export function mapOrEmptyList(map: Dict): Dict | Value[] {
	return Object.keys(map).length === 0 ? [] : map;
}
