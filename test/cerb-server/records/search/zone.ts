const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	let format = formats.get(zone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		formats.set(zone, format);
	}
	return format;
}

/** Seconds that the zone's clocks are ahead of UTC at a moment (unix seconds). */
export function zoneOffset(at: number, zone: string): number {
	if (zone === 'UTC') return 0;
	const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
	for (const { type, value } of formatOf(zone).formatToParts(at * 1000)) part[type] = Number(value);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - at;
}

/** The moment at which the zone's clocks show what `local` (unix seconds) would be in UTC. */
export function zonedTime(local: number, zone: string): number {
	const guess = local - zoneOffset(local, zone);
	return local - zoneOffset(guess, zone);
}

/** The zone's proper name, whatever the case of the letters; undefined when there is none. */
export function findZone(name: string): string | undefined {
	const wanted = name.toLowerCase();
	if (wanted === 'utc') return 'UTC';
	return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === wanted);
}

/** First second of the day that holds `at` in the zone, or of the day `plus` days later. */
export function startOfDay(at: number, zone: string, plus = 0): number {
	const local = new Date((at + zoneOffset(at, zone)) * 1000);
	const day = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + plus);
	return zonedTime(day / 1000, zone);
}
