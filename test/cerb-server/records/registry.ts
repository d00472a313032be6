import type { CerbState } from '../state';
import catalog from './catalog.json';
import { customRecordDetail } from './types/custom-record-instance';
import { details } from './types';
import { automationEventListener } from './types/listener';
import type { CatalogEntry, RecordType } from './type';
import type { Row } from './values';

const builtIn: RecordType[] = (catalog as CatalogEntry[]).map((entry) => ({
	...entry,
	detail: details[entry.alias],
}));

const byUri = new Map<string, RecordType>();
for (const type of builtIn) byUri.set(type.alias, type).set(type.context, type);
/** The first type that claims a name has it. */
const byName = new Map<string, RecordType>();
for (const type of [...builtIn].reverse()) for (const name of type.names) byName.set(name, type);

/** Custom record types by the state and the revision they were read at. */
const customTypes = new WeakMap<CerbState, { revision: number; types: RecordType[] }>();

function customType(row: Row): RecordType {
	return {
		alias: String(row.uri),
		context: `contexts.custom_record.${row.id}`,
		singular: String(row.name),
		plural: String(row.name_plural),
		names: [],
		options: ['search', 'records', 'custom_fields', 'links', 'watchers', 'comments'],
		detail: customRecordDetail(String(row.uri)),
	};
}

function customTypesOf(state: CerbState): RecordType[] {
	const table = state.table('custom_record');
	const known = customTypes.get(state);
	if (known !== undefined && known.revision === state.revision) return known.types;
	const types = [...table.scan()].map(customType);
	customTypes.set(state, { revision: state.revision, types });
	return types;
}

/** Types that only later generations of Cerb have. */
function laterTypes({ generation }: CerbState): RecordType[] {
	return generation < 11 ? [] : [automationEventListener];
}

/**
 * A record type by what a path may name: alias, context id, the uri of a custom record, or another
 * name (mostly plurals), in this order; lower case only. Undefined = Cerb's "Record not found.".
 */
export function findType(name: string, state: CerbState): RecordType | undefined {
	return (
		byUri.get(name) ??
		[...laterTypes(state), ...customTypesOf(state)].find(
			(type) => type.alias === name || type.context === name,
		) ??
		byName.get(name)
	);
}

/** A type that must exist: for the state's own callers. */
export function requireType(name: string, state: CerbState): RecordType {
	const type = findType(name, state);
	if (type === undefined) throw new TypeError(`No record type '${name}' in this Cerb`);
	return type;
}

/**
 * All types in the order Cerb lists its extensions: by name of the extension, custom records
 * between the webhook listener and the worker (measured on 10.4.10).
 */
export function allTypes(state: CerbState): RecordType[] {
	const at = builtIn.findIndex((type) => type.alias === 'worker');
	return [
		...builtIn.slice(0, at),
		...laterTypes(state),
		...customTypesOf(state),
		...builtIn.slice(at),
	];
}
