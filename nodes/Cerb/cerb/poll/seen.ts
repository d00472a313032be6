import { isBefore, type Place } from './place';

/** Places as they are stored: ids by stamp, which is short and plain to read. */
export type StoredPlaces = Record<string, number[]>;

/** A set of places. */
export class Places {
	private readonly byTime = new Map<number, Set<number>>();

	private count = 0;

	constructor(stored: StoredPlaces = {}) {
		for (const [time, ids] of Object.entries(stored)) {
			for (const id of ids) this.add([Number(time), id]);
		}
	}

	get size(): number {
		return this.count;
	}

	has([time, id]: Place): boolean {
		return this.byTime.get(time)?.has(id) ?? false;
	}

	add([time, id]: Place): void {
		const ids = this.byTime.get(time);
		if (ids?.has(id)) return;
		if (ids) ids.add(id);
		else this.byTime.set(time, new Set([id]));
		this.count++;
	}

	/** In order. */
	list(): Place[] {
		const all: Place[] = [];
		for (const [time, ids] of this.byTime) for (const id of ids) all.push([time, id]);
		return all.sort((a, b) => (isBefore(a, b) ? -1 : 1));
	}
}

export function storePlaces(places: Place[]): StoredPlaces {
	const stored: StoredPlaces = {};
	for (const [time, id] of places) (stored[time] ??= []).push(id);
	return stored;
}
