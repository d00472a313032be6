import { unknownParameter, type DataQueryType } from './query';

/** Every data query type of Cerb 10.4.10; the descriptions are our own words. */
export const DATA_QUERY_TYPES: Record<string, string> = {
	'attachment.manifest': 'Files inside an archive',
	'autocomplete.completions': 'Suggestions for an editor',
	'automation.invoke': 'What an automation returns',
	'calendar.availability': 'Free times of several calendars',
	'calendar.events': 'Events of calendars',
	'classifier.prediction': 'What a classifier makes of a text',
	'data.query.types': 'The types of data queries',
	'gpg.keyinfo': 'Facts about a public key',
	'metrics.timeseries': 'Metrics over time',
	'platform.extension.points': 'Points that plugins extend',
	'platform.extensions': 'Extensions of one point',
	'record.fields': 'Fields of a record type',
	'record.types': 'Record types',
	'sample.geo.points': 'Example places',
	'sample.timeseries': 'Example values over time',
	'sample.xy': 'Example pairs of values',
	'ui.icons': 'Icons',
	'usage.behaviors': 'How often behaviors ran',
	'usage.snippets': 'How often snippets were used',
	'worklist.geo.points': 'Places of records',
	'worklist.metrics': 'Figures over records',
	'worklist.records': 'Records found by a query',
	'worklist.series': 'Records in series',
	'worklist.subtotals': 'Records counted by their fields',
	'worklist.xy': 'Pairs of values of records',
};

/** `data.query.types`: a map of name to name and description. */
export const dataQueryTypes: DataQueryType = (query) => {
	const extra = unknownParameter(query, []);
	if (extra !== undefined) query.unclaimed.add('parameters of data.query.types');
	const entries = Object.entries(DATA_QUERY_TYPES).map(([name, description]) => [
		name,
		{ name, description },
	]);
	return {
		kind: 'data',
		meta: { type: 'data.query.types', format: 'dictionaries' },
		data: Object.fromEntries(entries),
	};
};
