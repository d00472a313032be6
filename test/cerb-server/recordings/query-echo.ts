/**
 * What a search names itself does not depend on the instance: ids it asks for by number must come
 * back as recorded, and a list it sorts must be sorted.
 * @param query the recorded request's raw query string
 */
export function compareQueryEcho(query: string, recorded: unknown, actual: unknown): string[] {
	const q = new URLSearchParams(query).get('q') ?? '';
	const [was, is] = [resultsOf(recorded), resultsOf(actual)];
	if (was === undefined || is === undefined) return [];
	return [...compareNamedIds(q, was, is), ...compareSorting(q, was, is)];
}

type Result = Record<string, unknown>;

function resultsOf(body: unknown): Result[] | undefined {
	const results = (body as { results?: unknown } | null)?.results;
	return Array.isArray(results) ? (results as Result[]) : undefined;
}

function compareNamedIds(q: string, was: Result[], is: Result[]): string[] {
	const named = [...q.matchAll(/(?:^|[\s(])id:(?:(\d+)|\[([\d,\s]+)\])/g)]
		.flatMap(([, one, list]) => (one ?? list).split(','))
		.map((id) => id.trim());
	const [before, after] = [was, is].map((list) =>
		list
			.map(({ id }) => String(id))
			.sort()
			.join(),
	);
	if (named.length === 0 || !was.every(({ id }) => named.includes(String(id)))) return [];
	return before === after ? [] : [`ids: recorded ${before}, got ${after}`];
}

/** Sorted by the keys the recorded list was sorted by: unknown keys are skipped by Cerb. */
function compareSorting(q: string, was: Result[], is: Result[]): string[] {
	const order = [...q.matchAll(/(?:^|\s)sort:(\S+)/g)].at(-1)?.[1].split(',') ?? [];
	const [first] = order;
	if (first === undefined || !isSorted(was, first) || was.length < 2) return [];
	return isSorted(is, first) ? [] : [`order: not sorted by ${first}`];
}

function isSorted(list: Result[], key: string): boolean {
	const [name, factor] = key.startsWith('-') ? [key.slice(1), -1] : [key, 1];
	if (!list.every((one) => name in one)) return false;
	return list.every((one, index) => {
		if (index === 0) return true;
		return compareValues(list[index - 1][name], one[name]) * factor <= 0;
	});
}

function compareValues(a: unknown, b: unknown): number {
	const [x, y] = [Number(a), Number(b)];
	if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
	return String(a).toLowerCase() < String(b).toLowerCase() ? -1 : 1;
}
