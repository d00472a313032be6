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
	E: 'customDate',
	L: 'customId',
	M: 'text',
	N: 'number',
	O: 'number',
	S: 'text',
	T: 'text',
	U: 'text',
	W: 'customId',
	X: 'text',
	Y: 'number',
};

/** Keys whose values are queries of their own: no condition for them, but their names are taken. */
const TAKEN = ['alias', 'attachments', 'comments', 'fieldset', 'links', 'text', 'watchers'];

/**
 * The search keys of a record type: native ones from a table (Cerb's API does not tell them), custom
 * fields live under the names that Cerb gives them.
 * @throws NodeApiError where the token's scopes do not allow listing
 */
export async function listSearchKeys(client: CerbClient, type: string): Promise<SearchKey[]> {
	const found = await findRecordType(client, type);
	const native = nativeKeys(found?.alias ?? type);
	const taken = new Set([...TAKEN, ...native.flatMap(({ key }) => [key, key.split('.')[0]])]);
	return [...native, ...(found?.customFields ?? []).flatMap((field) => customKey(field, taken))];
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
 * text" of "Extra info" is `extraInfo.fsText`; a name that is taken gets the field's id; links and
 * workers add `.id` (measured on Cerb 10.4.10).
 * @param taken names in use so far; the new one is added
 */
function customKey({ id, name, fieldset, type }: CustomField, taken: Set<string>): SearchKey[] {
	const kind = CUSTOM_KINDS[type];
	const camel = camelCase(name);
	if (kind === undefined || camel === '') return [];
	const prefix = fieldset === undefined ? '' : `${camelCase(fieldset)}.`;
	const key = taken.has(prefix + camel) ? `${prefix}${camel}${id}` : prefix + camel;
	taken.add(key);
	const label = fieldset === undefined ? name : `${fieldset}: ${name}`;
	return [{ key: kind === 'customId' ? `${key}.id` : key, label, kind }];
}

/** Characters within a word for PHP: letters, their marks, and some signs that do not end it. */
const WITHIN_WORD = "\\p{L}\\p{M}'’.:^`´¨·¸\u00ad";

const WORD_START = new RegExp(`(?<![${WITHIN_WORD}])\\p{L}`, 'gu');

/** Title case as PHP makes it, the first letter small, everything but ASCII letters and digits gone. */
function camelCase(name: string): string {
	const title = name.toLowerCase().replace(WORD_START, (letter) => letter.toUpperCase());
	return title.replace(/^[A-Z]/, (letter) => letter.toLowerCase()).replace(/[^A-Za-z0-9]/g, '');
}
