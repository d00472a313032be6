import type { CerbClient } from './client';
import type { CerbRequest } from './types';

export interface RecordType {
	/** What stands in paths, e.g. `ticket`; for custom record types their URI. */
	alias: string;
	/** Singular, in the language of Cerb, e.g. `Ticket`. */
	label: string;
}

const REQUEST: CerbRequest = {
	method: 'GET',
	path: 'data/query.json',
	query: { q: 'type:record.types' },
};

/**
 * All record types by label, custom ones included.
 * @throws NodeApiError with a way out where the token's scopes do not allow data queries
 */
export async function listRecordTypes(client: CerbClient): Promise<RecordType[]> {
	const reading = await client.attempt(REQUEST);
	if ('failure' in reading) {
		const isScope = /token does not have permission/i.test(reading.failure.message);
		const hint =
			'The scopes of the credential do not allow listing: enter the alias of the record type instead, e.g. ticket';
		throw client.error({ ...reading.failure, ...(isScope ? { hint } : {}) }, REQUEST);
	}
	// An object with numbers for keys, as PHP writes a list with gaps.
	const types = Object.values(reading.value.data ?? {}) as Array<Record<string, string>>;
	return types
		.map(({ uri, label_singular: label }) => ({ alias: uri, label: label || uri }))
		.sort((a, b) => a.label.localeCompare(b.label));
}
