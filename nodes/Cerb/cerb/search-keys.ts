import type { CerbClient } from './client';
import type { FilterKind } from './filter';
import { findRecordType, type CustomField } from './record-types';
import { NATIVE_SEARCH_KEYS } from './search-keys.data';

/** A key of Cerb's search language that a simple condition can use. */
export interface SearchKey {
	key: string;
	/** What people see: the key itself, or the name of the custom field. */
	label: string;
	kind: FilterKind;
}

/** Keys every record type has that is not in the table, custom record types among them. */
const COMMON: SearchKey[] = [
	{ key: 'id', label: 'id', kind: 'number' },
	{ key: 'name', label: 'name', kind: 'text' },
	{ key: 'created', label: 'created', kind: 'date' },
	{ key: 'updated', label: 'updated', kind: 'date' },
];

/** How custom fields compare, by Cerb's code of their type; others cannot be searched simply. */
const CUSTOM_KINDS: Record<string, FilterKind> = {
	C: 'boolean',
	D: 'text',
	E: 'date',
	L: 'id',
	M: 'text',
	N: 'number',
	O: 'number',
	S: 'text',
	T: 'text',
	U: 'text',
	W: 'id',
	X: 'text',
	Y: 'number',
};

/**
 * The search keys of a record type: native ones from a table (Cerb's API does not tell them), custom
 * fields live under the names that Cerb gives them.
 * @throws NodeApiError where the token's scopes do not allow listing
 */
export async function listSearchKeys(client: CerbClient, type: string): Promise<SearchKey[]> {
	const found = await findRecordType(client, type);
	return [...nativeKeys(found?.alias ?? type), ...(found?.customFields ?? []).flatMap(customKey)];
}

/** How a key compares; asks Cerb only where the table does not know. Unknown keys are texts. */
export async function searchKeyKind(
	client: CerbClient,
	type: string,
	key: string,
): Promise<FilterKind> {
	const native = nativeKeys(type).find((known) => known.key === key);
	if (native) return native.kind;
	const keys = await listSearchKeys(client, type);
	return keys.find((known) => known.key === key)?.kind ?? 'text';
}

function nativeKeys(alias: string): SearchKey[] {
	if (!Object.hasOwn(NATIVE_SEARCH_KEYS, alias)) return COMMON;
	const table = NATIVE_SEARCH_KEYS[alias];
	return Object.entries(table).flatMap(([kind, keys]) =>
		keys.split(' ').map((key) => ({ key, label: key, kind: kind as FilterKind })),
	);
}

/**
 * Cerb's search name of a custom field: its name in camel case, behind that of its fieldset: "FS
 * text" of "Extra info" is `extraInfo.fsText`; links and workers add `.id` (measured on 10.4.10).
 */
function customKey({ name, fieldset, type }: CustomField): SearchKey[] {
	const kind = CUSTOM_KINDS[type];
	if (kind === undefined) return [];
	const path = [...(fieldset === undefined ? [] : [camelCase(fieldset)]), camelCase(name)];
	if (kind === 'id') path.push('id');
	const label = fieldset === undefined ? name : `${fieldset}: ${name}`;
	return [{ key: path.join('.'), label, kind }];
}

function camelCase(name: string): string {
	const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
	return words
		.map((word, index) => {
			const lower = word.toLowerCase();
			return index === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
		})
		.join('');
}
