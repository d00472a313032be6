import type { Row, Value } from './values';

/** "12.34" of minor units. */
export function decimalText(value: Value, places: number): string {
	return (Number(value ?? 0) / 10 ** places).toFixed(places);
}

/** "$ 12.34 USD" of minor units; empty without a currency. */
export function currencyText(value: Value, currency: Row | undefined): string {
	if (currency === undefined) return '';
	const amount = decimalText(value, Number(currency.decimal_at));
	const grouped = amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
	return `${String(currency.symbol)} ${grouped} ${String(currency.code)}`;
}

const DAY = 24 * 60 * 60;
/** Cerb's years have 52 weeks and its months a twelfth of 365 days (measured on 10.4.10). */
const UNITS: Array<[string, number]> = [
	['year', 52 * 7 * DAY],
	['month', (365 * DAY) / 12],
	['week', 7 * DAY],
	['day', DAY],
	['hour', 60 * 60],
	['min', 60],
	['sec', 1],
];

/** "1 min, 1 sec": the two largest units of a span in seconds. */
export function spanText(seconds: number): string {
	let rest = seconds;
	const parts: string[] = [];
	for (const [unit, length] of UNITS) {
		const count = Math.floor(rest / length);
		rest -= count * length;
		if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
	}
	return parts.length === 0 ? '0 secs' : parts.slice(0, 2).join(', ');
}
