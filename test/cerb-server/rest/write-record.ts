import type { Dictionary } from '../records/dictionary';
import type { Dict } from '../records/values';

const INTERNAL = /(?:_loaded|__labels|__types|^_labels|^_types)$/;

/**
 * A record as an answer carries it: its dictionary with the expanded keys, without the marks of
 * what was loaded. An expanded key that has no value is left out (measured on Cerb 10.4.10).
 */
export function writeRecord(dictionary: Dictionary, expand: string[]): Dict {
	for (const key of expand) dictionary.load(key);
	const written: Dict = {};
	for (const [key, value] of Object.entries(dictionary.toDict())) {
		if (INTERNAL.test(key)) continue;
		if (value === null && expand.includes(key)) continue;
		written[key] = value;
	}
	return written;
}
