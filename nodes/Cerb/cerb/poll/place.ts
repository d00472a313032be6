/**
 * Where a record stands in an order without ties: its stamp in unix seconds (0 where ids alone
 * count), then its id.
 */
export type Place = [time: number, id: number];

/** Behind nothing: every record comes after it. */
export const START: Place = [0, 0];

/** Whether `a` comes before `b`. */
export function isBefore([aTime, aId]: Place, [bTime, bId]: Place): boolean {
	return aTime === bTime ? aId < bId : aTime < bTime;
}

export function later(a: Place, b: Place): Place {
	return isBefore(a, b) ? b : a;
}

export function earlier(a: Place, b: Place): Place {
	return isBefore(a, b) ? a : b;
}
