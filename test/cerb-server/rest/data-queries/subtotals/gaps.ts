/** How the pieces of time are written, in C's words. */
const FORMATS: Record<string, string | undefined> = {
	hour: '%Y-%m-%d %H:00',
	day: '%Y-%m-%d',
	week: '%Y-%m-%d',
	month: '%Y-%m',
	year: '%Y',
};

/** The most pieces that Cerb fills in. */
const MOST = 2500;

const iso = (date: Date): string => date.toISOString();

/** The piece after one, by step. */
const NEXT: Record<string, ((name: string) => string) | undefined> = {
	hour: (name) => {
		const at = Date.parse(`${name.replace(' ', 'T')}:00Z`);
		return `${iso(new Date(at + 3600_000))
			.slice(0, 13)
			.replace('T', ' ')}:00`;
	},
	day: (name) => iso(new Date(Date.parse(`${name}T00:00:00Z`) + 86400_000)).slice(0, 10),
	week: (name) => iso(new Date(Date.parse(`${name}T00:00:00Z`) + 7 * 86400_000)).slice(0, 10),
	month: (name) => {
		const [year, month] = name.split('-').map(Number);
		return iso(new Date(Date.UTC(year, month, 1))).slice(0, 7);
	},
	year: (name) => String(Number(name) + 1).padStart(4, '0'),
};

/** How the answer says pieces of this step are written; empty where it does not. */
export function stampFormat(step: string): string {
	return FORMATS[step] ?? '';
}

/**
 * All pieces of time from the first to the last.
 * @param names sorted, e.g. `2026-09`, `2026-11`
 * @returns undefined when this server does not know
 */
export function fillGaps(names: string[], step: string): string[] | undefined {
	const [first] = names;
	if (first === undefined) return [];
	const next = NEXT[step];
	const last = names[names.length - 1];
	if (next === undefined) return undefined;
	const filled = [first];
	for (let name = next(first); name <= last; name = next(name)) {
		if (filled.length >= MOST) return undefined;
		filled.push(name);
	}
	return filled;
}
