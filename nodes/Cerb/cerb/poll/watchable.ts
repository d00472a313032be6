import type { CerbClient } from '../client';
import { joinFilters, type LiftedQuery } from '../query';
import { checkFilters } from '../search';
import { NATIVE_SEARCH_KEYS } from '../search-keys.data';

/** Types that Cerb stamps with a change and then never again (measured on Cerb 10.4.10). */
const STAMPED_ONCE = ['call'];

/** Types of which the ids cannot be searched for, so that a second with many has no order. */
const WITHOUT_ID_KEY = ['webapi_credentials'];

/** Native record types whose changes leave no stamp that can be searched for, by alias. */
export const WITHOUT_UPDATE_KEY: string[] = [
	...Object.entries(NATIVE_SEARCH_KEYS)
		.filter(([, { date = '' }]) => !date.split(' ').includes('updated'))
		.map(([alias]) => alias),
	...STAMPED_ONCE,
];

/** Whether a native record type has what it takes; of others Cerb must be asked. */
export function isWatchable(type: string, needsUpdates: boolean): boolean {
	return !WITHOUT_ID_KEY.includes(type) && !(needsUpdates && WITHOUT_UPDATE_KEY.includes(type));
}

/**
 * Refuses a record type that cannot be watched for what is wanted, and filters that it does not have:
 * a search with them would find nothing for ever, without a word.
 * @returns a hint where Cerb may not be asked
 * @throws NodeOperationError for the type, NodeApiError for the filters
 */
export async function checkWatchable(
	client: CerbClient,
	type: string,
	query: LiftedQuery,
	needsUpdates: boolean,
): Promise<string | undefined> {
	if (WITHOUT_ID_KEY.includes(type)) {
		throw client.refusal(
			`Records of type "${type}" cannot be watched: Cerb does not let one search for their IDs`,
			'Pick another Record Type',
		);
	}
	if (needsUpdates && WITHOUT_UPDATE_KEY.includes(type)) {
		throw client.refusal(
			`Changes of "${type}" records cannot be watched: Cerb keeps no time of their last change`,
			'Pick Record Created in the parameter Trigger On',
		);
	}
	// Types that this package does not know may lack either key.
	const keys = needsUpdates ? 'id:>0 updated:"0 to now"' : 'id:>0';
	return await checkFilters(client, {
		type,
		query: { ...query, filters: joinFilters([query.filters, keys]) },
	});
}
