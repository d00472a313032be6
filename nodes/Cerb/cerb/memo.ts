/** What is asked for once a run: a map of answers that may still be on their way. */
interface Memory<K, V> {
	get(key: K): Promise<V> | undefined;
	set(key: K, value: Promise<V>): unknown;
	delete(key: K): boolean;
}

/**
 * The remembered answer, or a new one. A failure is for the item that met it: others that waited for
 * the same answer ask for themselves.
 */
export async function remember<K, V>(
	memory: Memory<K, V>,
	key: K,
	ask: () => Promise<V>,
): Promise<V> {
	const shared = memory.get(key);
	if (shared) {
		const settled = await Promise.allSettled([shared]);
		if (settled[0].status === 'fulfilled') return settled[0].value;
	}
	const own = ask();
	memory.set(key, own);
	own.catch(() => memory.delete(key));
	return await own;
}
