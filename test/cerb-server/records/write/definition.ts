import type { RecordType } from '../type';
import definitions from './definitions.json';

/** What Cerb demands of one column: one line of `definitions.json`, as Cerb 10.4.10 checks it. */
export interface ColumnRule {
	/** Cerb's own name of the column; messages use it (`'due_date' must be a number`). */
	column: string;
	/** The keys under `fields[…]` that write it; none: only special keys of the type do. */
	keys?: string[];
	/** Where the value is stored in a row, when it is not the first key. */
	row?: string;
	type:
		| 'bit'
		| 'context'
		| 'float'
		| 'id'
		| 'idArray'
		| 'image'
		| 'number'
		| 'string'
		| 'timestamp'
		| 'uint'
		| 'url';
	/** The name messages use instead of `column`. */
	label?: string;
	required?: boolean;
	notEmpty?: boolean;
	unique?: boolean;
	/** Can never be written. */
	locked?: boolean;
	/** Characters beyond U+FFFF are kept; elsewhere they are removed without a word. */
	keepsEmoji?: boolean;
	/** Display width from which a text is cut; default 255. */
	maxLength?: number;
	minLength?: number;
	min?: number;
	max?: number;
	/** Alias of the type an id must be one of. */
	of?: string;
	/** The id must not be 0. */
	mustBeSet?: boolean;
	options?: string[];
	/** A further check, see `checks.ts`. */
	check?: string;
	/** For the check `name`: what is allowed beside letters and digits. */
	marks?: string;
	/** The text is stored in lower case. */
	lower?: boolean;
	/** What the database holds: a longer text is lost together with the whole write. */
	storedChars?: number;
	storedBytes?: number;
}

const RULES = definitions as Record<string, ColumnRule[] | undefined>;

/** The columns of a type in the order Cerb checks them; custom records share those of `*`. */
export function columnRules(type: RecordType): ColumnRule[] {
	const own = RULES[type.alias];
	if (own !== undefined) return own;
	return (type.context.startsWith('contexts.custom_record.') ? RULES['*'] : undefined) ?? [];
}

/** The rule behind a key of `fields[…]`. */
export function ruleForKey(type: RecordType, key: string): ColumnRule | undefined {
	return columnRules(type).find((rule) => rule.keys?.includes(key) === true);
}

/** The column of a row that holds what a rule is about; undefined for columns worked out otherwise. */
export function rowColumn(rule: ColumnRule): string | undefined {
	if (rule.column.startsWith('_')) return undefined;
	return rule.row ?? rule.keys?.[0];
}

const NUMBERS = new Set(['bit', 'float', 'id', 'number', 'timestamp', 'uint']);

/** Whether a column holds a number. */
export function isNumeric(rule: ColumnRule): boolean {
	return NUMBERS.has(rule.type);
}
