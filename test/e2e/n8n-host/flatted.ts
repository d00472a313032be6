/**
 * Reads the form in which n8n stores executions: a list whose first entry is the value, and where
 * every text inside an object or array is the index of the entry it stands for.
 */
export function parseFlatted(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const made = new Map<number, unknown>();
	const entry = (index: number): unknown => {
		const stored = entries[index];
		if (typeof stored !== 'object' || stored === null) return stored;
		const known = made.get(index);
		if (known !== undefined) return known;
		const copy: object = Array.isArray(stored) ? [] : {};
		// Kept before it is filled: an entry may hold itself.
		made.set(index, copy);
		for (const [key, value] of Object.entries(stored)) {
			Object.assign(copy, { [key]: typeof value === 'string' ? entry(Number(value)) : value });
		}
		return copy;
	};
	return entry(0);
}
