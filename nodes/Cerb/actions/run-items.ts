/**
 * Runs a task for each input item, some at a time, and gives the results in the order of the items.
 * When one fails no further item is begun, those under way are waited for, and the failure of the
 * first failed item is thrown.
 */
export async function runItems<T>(
	count: number,
	atOnce: number,
	task: (itemIndex: number) => Promise<T>,
): Promise<T[]> {
	const results = new Array<T>(count);
	const failures = new Map<number, unknown>();
	let next = 0;
	const work = async () => {
		while (next < count && failures.size === 0) {
			const itemIndex = next++;
			try {
				results[itemIndex] = await task(itemIndex);
			} catch (error) {
				failures.set(itemIndex, error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work));
	if (failures.size > 0) {
		const first = Math.min(...failures.keys());
		return await Promise.reject(failures.get(first));
	}
	return results;
}
