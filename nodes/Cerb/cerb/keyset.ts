import type { CerbRecord, SearchPage } from './types';

/** Cerb gives at most this many records a request (measured on Cerb 10.4.10). */
export const MAX_PAGE_SIZE = 500;

/**
 * Asks for a page.
 * @param directives what is added to the filters, e.g. `id:>500 sort:id`
 * @throws NodeApiError
 */
export type ReadPage = (directives: string, size: number) => Promise<SearchPage>;

/**
 * Whether nothing comes behind a page. Cerb counts apart from finding (measured on Cerb 10.4.10): when
 * records cease to match in between, the total of a full page says too little.
 * @param size how many records were asked for
 */
export function isLastPage({ results, total }: SearchPage, size: number): boolean {
	return results.length === 0 || (results.length < size && total <= results.length);
}

/**
 * Reads matching records by ascending id, each page beginning behind the last id of one before: each
 * record comes once, also while others appear and vanish. Where all are wanted, a second reader comes
 * from the highest id down until the two meet: a server that works on two requests at a time is then
 * never idle, however the ids are spread.
 * @param disorder the error of records that do not come in the order of their ids
 * @param keep makes of a page what is kept of it, one for each record
 * @throws NodeApiError
 */
export async function readByKeyset<T>(
	read: ReadPage,
	limit: number,
	disorder: () => Error,
	keep: (records: CerbRecord[]) => Promise<T[]>,
): Promise<T[]> {
	const low: T[] = [];
	const high: Array<{ id: number; kept: T }> = [];
	/** What lies between these two ids, without them, has not been read. */
	let [above, below] = [-Infinity, Infinity];
	let isClosed = false;

	const readOn = async (isUpwards: boolean, size: number) => {
		const [from, to] = [above, below];
		const filters = [
			...(from === -Infinity ? [] : [`id:>${from}`]),
			...(to === Infinity ? [] : [`id:<${to}`]),
		];
		const page = await read([...filters, isUpwards ? 'sort:id' : 'sort:-id'].join(' '), size);
		let [lowest, highest] = [from, to];
		for (const record of page.results) {
			const id = Number(record.id);
			if (!(id > lowest && id < highest)) throw disorder();
			if (isUpwards) lowest = id;
			else highest = id;
		}
		const kept = await keep(page.results);
		if (isUpwards) low.push(...kept);
		else
			high.push(...kept.map((one, index) => ({ id: Number(page.results[index].id), kept: one })));
		above = Math.max(above, lowest);
		below = Math.min(below, highest);
		// A last page has all there is between its bounds.
		isClosed ||= isLastPage(page, size) || above + 1 >= below;
		return page.total;
	};

	const total = await readOn(true, Math.min(MAX_PAGE_SIZE, limit));
	// How many records nobody has asked for: an estimate, as they come and go.
	let left = total <= limit && !isClosed ? total - low.length : 0;
	const readAll = async (isUpwards: boolean) => {
		while (left > 0 && !isClosed) {
			// One more than there should be: where both readers get it, they have met.
			const size = Math.min(MAX_PAGE_SIZE, left + 1);
			left -= size;
			const reading = readOn(isUpwards, size);
			// The other reader need not go on.
			reading.catch(() => (left = 0));
			await reading;
		}
	};
	const ends = await Promise.allSettled([readAll(true), readAll(false)]);
	for (const end of ends) if (end.status === 'rejected') await Promise.reject(end.reason);

	while (!isClosed && low.length < limit) {
		await readOn(true, Math.min(MAX_PAGE_SIZE, limit - low.length));
	}
	for (const { id, kept } of high.reverse()) if (id > above) low.push(kept);
	return low.length > limit ? low.slice(0, limit) : low;
}
