import type { CerbState } from '../state';
import type { SearchField } from './search/field';
import type { Dict, Row, Value } from './values';

/** What a record type needs to write a dictionary. */
export interface RecordEnv {
	state: CerbState;
	/** Head of every `record_url`, without trailing slash. */
	baseUrl: string;
}

/** The worker who asks. */
export interface Reader {
	workerId: number;
	isAdmin: boolean;
}

/**
 * A link to another record type: the dictionary carries `<prefix>__context` (and, where Cerb does
 * not limit the depth, `<prefix>__type` and the links of the linked type in turn).
 */
export interface RecordLink {
	prefix: string;
	/** Alias of the linked type. */
	to: string;
	/** Left out when the dictionary is nested below one of this type. */
	unlessBelow?: string;
	/** When left out so, `<prefix>__context` stays nevertheless. */
	keepContext?: boolean;
	/** Nested keys that Cerb drops. */
	scrub?: RegExp;
}

/** What the manifest of a type says: one line of `catalog.json`. */
export interface CatalogEntry {
	/** Cerb's uri of the type, e.g. `task`; also the name of its rows in the state. */
	alias: string;
	context: string;
	singular: string;
	plural: string;
	/** Other names that Cerb accepts in a path, e.g. `tasks`. */
	names: string[];
	/** Among `search`, `records`, `custom_fields`, `links`, `watchers`, `comments`, `attachments`. */
	options: string[];
}

/** What this server knows of a type: how it is written and searched. One file per type or family. */
export interface TypeDetail {
	/** Own keys in Cerb's order, from behind `_type` to the last one before the links. */
	values(row: Row, env: RecordEnv): Dict;
	links?: RecordLink[];
	/** A key that is worked out only when it is expanded; undefined = not such a key. */
	lazy?(token: string, row: Row, env: RecordEnv): Dict | undefined;
	/** Search keys by name; a key that is not here is one that Cerb does not know either. */
	search: Record<string, SearchField>;
	/** Columns a new record starts with. */
	defaults?: Dict;
	/** Columns that hold "now" after create, and after create and update. */
	createdColumns?: string[];
	updatedColumns?: string[];
	/** Tickets: an update of fields leaves the update stamp alone (measured on 10.4.10). */
	keepsStampOnUpdate?: boolean;
	/** May the worker read this record with a GET? Missing records are asked for as well. */
	isReadable?(row: Row | undefined, reader: Reader, env: RecordEnv): boolean;
}

export interface RecordType extends CatalogEntry {
	/** Missing: a type that Cerb has and this server cannot answer for. */
	detail?: TypeDetail;
}

/** `http://…/profiles/<type>/<id>-<permalink>`; a record without a name keeps the dash. */
export function profileUrl(env: RecordEnv, uri: string, id: number, tail?: string): string {
	return `${env.baseUrl}/profiles/${uri}/${id}${tail === undefined ? '' : `-${tail}`}`;
}

/** `http://…/avatars/<type>/<id>?v=<updated>`. */
export function avatarUrl(env: RecordEnv, uri: string, id: number, version: Value): string {
	return `${env.baseUrl}/avatars/${uri}/${id}?v=${String(version)}`;
}
