import { textKey, type KeyRule, type Writer } from '../writer';

/** A status by the first letter of its word. */
export function statusKey(letters: Record<string, number>, words: string): KeyRule {
	return textKey((text, columns) => {
		const letter = text.charAt(0).toLowerCase();
		if (!Object.hasOwn(letters, letter)) return `Status must be: ${words}.`;
		columns.set('status_id', letters[letter]);
		return undefined;
	});
}

/** Task: closing it by the API leaves `completed` alone (measured on Cerb 10.4.10). */
export const task: Writer = {
	keys: { status: statusKey({ o: 0, w: 2, c: 1 }, 'open, waiting, or closed') },
};
