import { zoneOffset } from '../../../records/search/zone';

/** One way to cut time into pieces. */
export interface DateStep {
	/** The piece a moment falls into, e.g. `2026-11`. */
	nameOf(seconds: number): string;
	/** The date filter that finds a piece again, without its key. */
	filterOf(name: string): string;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

const iso = (date: Date): string => date.toISOString();
const plusDays = (day: string, days: number): string =>
	iso(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86400_000)).slice(0, 10);
const lastOfMonth = (month: string): string => {
	const [year, number] = month.split('-').map(Number);
	return iso(new Date(Date.UTC(year, number, 0))).slice(0, 10);
};
const span = (from: string, to: string): string => `"${from} to ${to}"`;

/** By name; each gets the local time as if it were UTC. */
const STEPS: Record<
	string,
	{ nameOf(local: Date): string; filterOf(name: string): string } | undefined
> = {
	hour: {
		nameOf: (local) => `${iso(local).slice(0, 13).replace('T', ' ')}:00`,
		filterOf: (name) => span(name, name.replace(':00', ':59:59')),
	},
	day: {
		nameOf: (local) => iso(local).slice(0, 10),
		filterOf: (name) => span(name, `${name} 23:59:59`),
	},
	week: {
		nameOf: (local) => plusDays(iso(local).slice(0, 10), -((local.getUTCDay() + 6) % 7)),
		filterOf: (name) => span(name, `${plusDays(name, 6)} 23:59:59`),
	},
	month: {
		nameOf: (local) => iso(local).slice(0, 7),
		filterOf: (name) => span(`${name}-01`, `${lastOfMonth(name)} 23:59:59`),
	},
	quarter: {
		nameOf: (local) => `${local.getUTCFullYear()}-Q${Math.floor(local.getUTCMonth() / 3) + 1}`,
		filterOf: (name) => {
			const [year, quarter] = name.split('-Q');
			const first = String(Number(quarter) * 3 - 2).padStart(2, '0');
			const last = String(Number(quarter) * 3).padStart(2, '0');
			return span(`${year}-${first}-01 00:00:00`, `${lastOfMonth(`${year}-${last}`)} 23:59:59`);
		},
	},
	year: {
		nameOf: (local) => iso(local).slice(0, 4),
		filterOf: (name) => span(`${name}-01-01`, `${name}-12-31 23:59:59`),
	},
	dayofweek: {
		nameOf: (local) => DAYS[local.getUTCDay()],
		filterOf: (name) => `(days:${name})`,
	},
	monthofyear: {
		nameOf: (local) => MONTHS[local.getUTCMonth()],
		filterOf: (name) => `(months:${name})`,
	},
	hourofday: {
		nameOf: (local) => `${iso(local).slice(11, 13)}:00`,
		filterOf: (name) => `(times:"${name}-${name.replace(':00', ':59:59')}")`,
	},
};

/** Steps that Cerb 10.4.10 has and this server does not. */
const OTHERS =
	/^(?:minute(?:\/\d+)?|hourofdayofweek|dayofmonth|week-\w+|weekofyear|quarterofyear)$/;

/** A step by name in a time zone; `unknownHere` when only Cerb has it, undefined when nobody has. */
export function dateStep(name: string, zone: string): DateStep | 'unknownHere' | undefined {
	if (!Object.hasOwn(STEPS, name)) return OTHERS.test(name) ? 'unknownHere' : undefined;
	const step = STEPS[name];
	if (step === undefined) return undefined;
	return {
		nameOf: (seconds) => step.nameOf(new Date((seconds + zoneOffset(seconds, zone)) * 1000)),
		filterOf: step.filterOf,
	};
}
