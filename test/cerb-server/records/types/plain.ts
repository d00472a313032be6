import { permalink } from '../permalink';
import type { SearchField } from '../search/field';
import { avatarUrl, profileUrl, type RecordEnv, type RecordLink, type TypeDetail } from '../type';
import { isDict, type Dict, type Row, type Value } from '../values';

/** A type whose rows hold the values of its dictionary as they are written. */
export interface PlainType {
	/**
	 * Keys in Cerb's order. `:string` behind one says that a number is written as a text;
	 * `_label`, `_image_url` and `record_url` are made.
	 */
	keys: string[];
	/** Column the label and the permalink are made of. Default `name`. */
	label?: string;
	/** First segment of the profile address, where it is not the alias. */
	uri: string;
	/** Column the avatar's version is taken from. */
	version?: string;
	/** Keys that are made of the row. */
	made?: Record<string, (row: Row, env: RecordEnv) => Value>;
	/** Keys that are left out when they hold an empty map. */
	optional?: string[];
	/** Columns that come by expand only. */
	lazyColumns?: string[];
	/** Drafts: the record's address has no host and no name. */
	hasRelativeUrl?: boolean;
	/** API keys: there is no `id:` filter, so a GET finds nothing. */
	hasNoIdFilter?: boolean;
	links?: RecordLink[];
	defaults?: Dict;
	createdColumns?: string[];
	updatedColumns?: string[];
	/** Beyond `id`, which every type has, and `text`, which searches the label. */
	search?: Record<string, SearchField>;
	isReadable?: TypeDetail['isReadable'];
}

function isEmptyMap(value: Value | undefined): boolean {
	return value === undefined || (isDict(value) && Object.keys(value).length === 0);
}

/** A record type as a table of keys; enough for the many types that nothing else is asked of. */
export function plain(type: PlainType): TypeDetail {
	const label = type.label ?? 'name';
	const labelOf = (row: Row, env: RecordEnv): Value => type.made?.[label]?.(row, env) ?? row[label];
	const valueOf = (key: string, row: Row, env: RecordEnv): Value => {
		switch (key) {
			case '_label':
				return labelOf(row, env);
			case 'id':
				return row.id;
			case '_image_url':
				return avatarUrl(env, type.uri, row.id, row[type.version ?? 'updated_at']);
			case 'record_url':
				return type.hasRelativeUrl === true
					? `/profiles/${type.uri}/${row.id}`
					: profileUrl(env, type.uri, row.id, permalink(String(labelOf(row, env))));
			default:
				return type.made?.[key]?.(row, env) ?? row[key] ?? null;
		}
	};
	return {
		values: (row, env) => {
			const values: Dict = {};
			for (const name of type.keys) {
				const [key, kind] = name.split(':');
				if (type.optional?.includes(key) === true && isEmptyMap(row[key])) continue;
				const value = valueOf(key, row, env);
				values[key] = kind === 'string' && value !== null ? String(value) : value;
			}
			return values;
		},
		links: type.links,
		lazy: (token, row) =>
			type.lazyColumns?.includes(token) === true ? { [token]: row[token] ?? null } : undefined,
		search: {
			text: { kind: 'text', column: label, match: 'partial' },
			...(type.hasNoIdFilter === true ? {} : { id: { kind: 'number', column: 'id' } }),
			...type.search,
		},
		defaults: type.defaults,
		createdColumns: type.createdColumns,
		updatedColumns: type.updatedColumns,
		isReadable: type.isReadable,
	};
}
