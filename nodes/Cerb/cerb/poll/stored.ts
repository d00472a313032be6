import type { Cursors } from './watcher';

/**
 * Whether what n8n gave back is how far a watcher has read. A newer version of this package may have
 * stored something else.
 */
export function isCursors(value: unknown): value is Cursors {
	if (!isMap(value)) return false;
	const { ids, changes } = value;
	if (ids === undefined && changes === undefined) return false;
	if (ids !== undefined && !isCursor(ids)) return false;
	return changes === undefined || (isCursor(changes) && arePlaces(changes.ahead));
}

function isCursor(value: unknown): value is Record<string, unknown> {
	if (!isMap(value)) return false;
	const { floor, seen, marks } = value;
	return (
		isNumbers(floor, 2) &&
		arePlaces(seen) &&
		Array.isArray(marks) &&
		marks.every((mark) => isNumbers(mark, 3))
	);
}

function arePlaces(value: unknown): boolean {
	return isMap(value) && Object.values(value).every((ids) => isNumbers(ids));
}

function isNumbers(value: unknown, count?: number): boolean {
	if (!Array.isArray(value) || (count !== undefined && value.length !== count)) return false;
	return value.every((one) => Number.isFinite(one));
}

function isMap(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
