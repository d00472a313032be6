import { findType } from './registry';
import { lazyDefaults } from './lazy';
import type { RecordEnv, RecordLink, RecordType } from './type';
import { isDict, mapOrEmptyList, phpArrayMerge, type Dict, type Row, type Value } from './values';

/** 1: links are only named; undefined: they are written out with their own links. */
type MaxDepth = 1 | undefined;

function isLinkShown(link: RecordLink, below: string[]): boolean {
	// A record at the top always shows its links; `below` counts the record itself.
	return link.unlessBelow === undefined || below.length === 1 || !below.includes(link.unlessBelow);
}

function addLinks(
	into: Dict,
	type: RecordType,
	env: RecordEnv,
	below: string[],
	max: MaxDepth,
): void {
	for (const link of type.detail?.links ?? []) {
		const target = findType(link.to, env.state);
		if (target === undefined) continue;
		if (!isLinkShown(link, below)) {
			if (link.keepContext === true) into[`${link.prefix}__context`] = target.context;
			continue;
		}
		for (const [key, value] of Object.entries(emptyDictionary(target, env, below, max))) {
			if (link.scrub?.test(key) !== true) into[`${link.prefix}_${key}`] = value;
		}
	}
}

/** The keys of a record that is not there: its context and those of its links. */
function emptyDictionary(type: RecordType, env: RecordEnv, above: string[], max: MaxDepth): Dict {
	const below = [...above, type.alias];
	if (max !== undefined && below.length > max) return { _context: type.context };
	const dictionary: Dict = { _context: type.context, _type: type.alias };
	addLinks(dictionary, type, env, below, max);
	return dictionary;
}

/** A record's own dictionary, `_loaded` included; `above` = aliases of the records around it. */
function ownDictionary(
	type: RecordType,
	row: Row | undefined,
	env: RecordEnv,
	above: string[],
	max: MaxDepth,
): Dict {
	const dictionary: Dict = { _context: type.context, _type: type.alias };
	if (row !== undefined && type.detail !== undefined) {
		dictionary._loaded = true;
		Object.assign(dictionary, type.detail.values(row, env));
	}
	addLinks(dictionary, type, env, [...above, type.alias], max);
	return dictionary;
}

/**
 * One record's flat dictionary that loads more keys when they are asked for, the way Cerb's
 * `expand` works (measured on 10.4.10): a key `owner_title` loads all of the owner as `owner_*`,
 * links nest (`bucket_group_name`), and special keys (`links`, `custom_`, ...) are worked out.
 */
export class Dictionary {
	private constructor(
		private readonly values: Dict,
		private readonly env: RecordEnv,
		private readonly max: MaxDepth,
	) {}

	/** As a search or GET starts with it: links only named, what is loaded later in full. */
	static shallow(type: RecordType, row: Row, env: RecordEnv): Dictionary {
		return new Dictionary(ownDictionary(type, row, env, [], 1), env, undefined);
	}

	/** As data queries list records: links only named, also those of what is loaded later. */
	static listed(type: RecordType, row: Row, env: RecordEnv): Dictionary {
		return new Dictionary(ownDictionary(type, row, env, [], 1), env, 1);
	}

	/** With all links written out, as workers/me and the members of a group are. */
	static deep(type: RecordType, row: Row, env: RecordEnv, above: string[] = []): Dictionary {
		return new Dictionary(ownDictionary(type, row, env, above, undefined), env, undefined);
	}

	/** As a list inside another record's dictionary carries it. */
	static nested(type: RecordType, row: Row, env: RecordEnv, above: string): Dictionary {
		return new Dictionary(ownDictionary(type, row, env, [above], 1), env, 1);
	}

	/** A dictionary that knows nothing but which record it stands for. */
	static reference(type: RecordType, id: Value, env: RecordEnv): Dictionary {
		return new Dictionary({ _context: type.context, id }, env, undefined);
	}

	/** Of keys that are made already; more load below the contexts they name. */
	static of(values: Dict, env: RecordEnv): Dictionary {
		return new Dictionary(values, env, undefined);
	}

	toDict(): Dict {
		return this.values;
	}

	set(name: string, value: Value): void {
		this.values[name] = value;
	}

	/** Loads a key; returns its value, undefined when there is no such key. */
	load(name: string): Value | undefined {
		const key = this.resolveName(name);
		if (key in this.values) return this.values[key];
		const contexts = this.contextsFor(key);
		let hasNewContext = false;
		const above: string[] = [];
		for (const { prefix, context } of contexts) {
			const type = findType(context, this.env.state);
			if (type === undefined) continue;
			above.push(type.alias);
			const loaded = this.loadFrom(type, prefix, key.slice(prefix.length), above);
			// The order of the fields in `custom`, which its number keys do not keep.
			const order = Object.keys(loaded).flatMap((name_) => /^custom_(\d+)$/.exec(name_)?.[1] ?? []);
			for (const [name_, value] of Object.entries(loaded)) {
				if (this.put(prefix + name_, value, order)) hasNewContext = true;
			}
		}
		if (key in this.values) return this.values[key];
		return hasNewContext ? this.load(name) : undefined;
	}

	/** Returns true when the key opens a link that was not known before. */
	private put(key: string, value: Value, order: string[]): boolean {
		const before = this.values[key];
		const isNew = !(key in this.values) && key.endsWith('__context');
		const isContainer = (item: Value | undefined): item is Value[] | Dict =>
			Array.isArray(item) || isDict(item);
		this.values[key] =
			isContainer(before) && isContainer(value) ? phpArrayMerge(before, value, order) : value;
		return isNew;
	}

	private loadFrom(type: RecordType, prefix: string, token: string, above: string[]): Dict {
		const local: Dict = {};
		for (const [key, value] of Object.entries(this.values)) {
			if (key.startsWith(prefix)) local[key.slice(prefix.length)] = value;
		}
		if (local.id === undefined || local.id === null) return {};
		const row = this.env.state.get(type.alias, Number(local.id));
		const loaded =
			local._loaded === true ? {} : ownDictionary(type, row, this.env, above, this.max);
		if (type.alias === 'org' && Number(local.id) === 0) return {};
		const special = row === undefined ? undefined : type.detail?.lazy?.(token, row, this.env);
		return { ...loaded, ...(special ?? lazyDefaults(token, type, row, local, this.env)) };
	}

	/** `custom_` means `custom`; `owner_` is there when the owner was loaded or there is none. */
	private resolveName(name: string): string {
		if (name === 'custom_') return 'custom';
		if (!name.endsWith('_')) return name;
		if (`${name}_loaded` in this.values) return `${name}_loaded`;
		const idKey = `${name}id`;
		if (idKey in this.values && Number(this.values[idKey] ?? Number.NaN) === 0) return idKey;
		return name;
	}

	/** The records whose keys the name may be one of, outermost first. */
	private contextsFor(name: string): Array<{ prefix: string; context: string }> {
		const contexts = [{ prefix: '', context: String(this.values._context) }];
		for (const [key, value] of Object.entries(this.values)) {
			if (!key.endsWith('__context')) continue;
			const prefix = `${key.slice(0, -'__context'.length)}_`;
			if (name.startsWith(prefix)) contexts.push({ prefix, context: String(value) });
		}
		return contexts.sort((a, b) => a.prefix.length - b.prefix.length);
	}
}

/** Dictionaries of records with some keys loaded, as a record of type `above` carries them. */
export function nestedRecords(
	env: RecordEnv,
	above: string,
	alias: string,
	rows: Row[],
	expand: string[] = [],
): Dict[] {
	const type = findType(alias, env.state);
	if (type === undefined) return [];
	return rows.map((row) => {
		const dictionary = Dictionary.nested(type, row, env, above);
		for (const key of expand) dictionary.load(key);
		return dictionary.toDict();
	});
}

/** The same by id, or `[]` when there are none. */
export function nestedRecordsById(
	env: RecordEnv,
	above: string,
	alias: string,
	rows: Row[],
): Value[] | Dict {
	const byId: Dict = {};
	const dictionaries = nestedRecords(env, above, alias, rows);
	for (const [index, row] of rows.entries()) byId[String(row.id)] = dictionaries[index];
	return mapOrEmptyList(byId);
}
