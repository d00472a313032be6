import { failed, unknownParameter, valueOf, type DataQueryType } from './query';

/*
 * Types of which this server knows no more than what Cerb 10.4.10 says against a wrong query.
 */

/** `autocomplete.completions`: suggestions for Cerb's own editors. */
export const autocomplete: DataQueryType = (query) => {
	if (valueOf(query, 'schema') !== undefined) query.unclaimed.add('autocomplete.completions');
	const wrong = unknownParameter(query, ['schema', 'params', 'format']);
	return wrong ?? failed('The key `schema:` is required.');
};

/** `calendar.events`: events of calendars by ids. */
export const calendarEvents: DataQueryType = (query) => {
	const wrong = unknownParameter(query, ['calendar', 'from', 'to', 'expand', 'format']);
	if (wrong !== undefined) return wrong;
	const [calendar] = valueOf(query, 'calendar') ?? [];
	// A nested query is no list of ids.
	if (calendar === undefined || calendar.kind === 'group') {
		return failed('The `calendar:` field is required.');
	}
	if (valueOf(query, 'from') === undefined) return failed('The `from:` field is required.');
	query.unclaimed.add('calendar.events');
	return failed('not claimed');
};

/** `sample.xy`: random pairs; without a series there are none. */
export const sampleXy: DataQueryType = (query) => {
	const hasSeries = query.fields.some(({ key }) => key.startsWith('series.'));
	if (hasSeries) query.unclaimed.add('random values');
	const wrong = hasSeries ? undefined : unknownParameter(query, ['format']);
	if (wrong !== undefined) return wrong;
	return { kind: 'data', meta: { type: 'sample.xy', format: 'scatterplot' }, data: [] };
};
