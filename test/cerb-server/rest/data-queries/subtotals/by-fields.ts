import { customFieldsOf } from '../../../records/custom-fields';
import { Dictionary } from '../../../records/dictionary';
import { requireType } from '../../../records/registry';
import type { QueryContext } from '../../../records/search/context';
import { searchFieldsOf } from '../../../records/search/custom-search';
import type { SearchField } from '../../../records/search/field';
import type { RecordType } from '../../../records/type';
import { isDict, isNumericText, type Dict, type Row } from '../../../records/values';
import { personName } from '../../../records/types/contact';
import { dateStep } from './date-steps';

/** One column to count by. */
export interface ByField {
	/** As the query finds it again: `group` becomes `group.id`. */
	key: string;
	/** Cerb's word for its kind: `context`, `worker`, `text`, …; custom fields have their letter. */
	type: string;
	label: string;
	typeOptions?: Dict;
	/** Dates only: the name of the step. */
	step?: string;
	limit: number;
	/** The rarest values instead of the most frequent ones. */
	isRarest: boolean;
	valueOf(row: Row): string;
	nameOf(value: string): string;
	filterOf(value: string): string;
}

/** Labels that the key does not give away. */
const LABELS: Record<string, string | undefined> = {
	'org.id': 'Organization',
	'status.id': 'Status',
	'messages.count': '# Messages',
	due: 'Due Date',
	isAdmin: 'Administrator',
	isDisabled: 'Disabled',
};

function labelOf(key: string): string {
	const words = key
		.replace(/\.id$/, '')
		.replace(/[._]/g, ' ')
		.replace(/([a-z])([A-Z])/g, '$1 $2');
	return LABELS[key] ?? words.replace(/\b\w/g, (letter) => letter.toUpperCase());
}

/** A value as a query writes it: numbers plain, texts with blanks in quotes. */
function plainFilter(value: string): string {
	if (isNumericText(value)) return String(Number(value));
	return value.includes(' ') ? `"${value}"` : value;
}

type Kind = Pick<ByField, 'type' | 'valueOf' | 'nameOf' | 'filterOf'> &
	Partial<Pick<ByField, 'typeOptions' | 'step'>>;

const text = (row: Row, column: string): string => String(row[column] ?? '');

function contextKind(alias: string, key: string, column: string, { env }: QueryContext): Kind {
	const type = requireType(alias, env.state);
	return {
		type: 'context',
		typeOptions: { context: type.context, context_id_key: key },
		valueOf: (row) => String(Number(row[column] ?? 0)),
		nameOf: (value) => {
			if (env.state.get(alias, Number(value)) === undefined) return value;
			return String(Dictionary.reference(type, Number(value), env).load('_label') ?? value);
		},
		filterOf: (value) => value,
	};
}

function workerKind(column: string, { env }: QueryContext): Kind {
	return {
		type: 'worker',
		valueOf: (row) => String(Number(row[column] ?? 0)),
		nameOf: (value) => {
			if (value === '0') return 'nobody';
			const worker = env.state.get('worker', Number(value));
			return worker === undefined ? value : personName(worker);
		},
		filterOf: (value) => value,
	};
}

function statusKind(field: SearchField & { kind: 'status' }): Kind {
	const letter = (value: string): string =>
		Object.entries(field.letters).find(([, id]) => String(id) === value)?.[0] ?? value;
	return {
		// Tickets and tasks differ here (measured on Cerb 10.4.10).
		type: field.subtotalKeys ? 'virtual' : 'text',
		valueOf: (row) => text(row, field.column),
		nameOf: (value) => field.labels[Number(value)] ?? value,
		filterOf: (value) => (field.subtotalKeys ? value : letter(value)),
	};
}

function dateKind(column: string, step: string, zone: string): Kind | 'unknownHere' | undefined {
	const found = dateStep(step, zone);
	if (found === undefined || found === 'unknownHere') return found;
	return {
		type: 'text',
		step,
		valueOf: (row) => found.nameOf(Number(row[column] ?? 0)),
		nameOf: (value) => value,
		filterOf: found.filterOf,
	};
}

function plainKind(type: string, column: string): Kind {
	return {
		type,
		valueOf: (row) => {
			const value = row[column];
			return isDict(value) || Array.isArray(value)
				? Object.values(value).join(',')
				: text(row, column);
		},
		nameOf: (value) => (type === 'bool' ? (value === '1' ? 'yes' : 'no') : value),
		filterOf: plainFilter,
	};
}

/** A key as Cerb resolves it: `group` means `group.id` where there is one. */
function resolveKey(key: string, fields: Record<string, SearchField>): string {
	const isPlain = Object.hasOwn(fields, key) && fields[key].kind !== 'record';
	return !isPlain && Object.hasOwn(fields, `${key}.id`) ? `${key}.id` : key;
}

function kindOf(
	key: string,
	step: string | undefined,
	type: RecordType,
	context: QueryContext,
): Kind | 'unknownHere' | undefined {
	const fields = searchFieldsOf(type, context.env);
	const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
	const nested = key.endsWith('.id') ? fields[key.slice(0, -3)] : undefined;
	const custom = customFieldsOf(type, context.env).find(
		(one) => field !== undefined && 'column' in field && field.column === `custom_${one.id}`,
	);
	if (field?.kind === 'date') return dateKind(field.column, step ?? 'month', context.clock.zone);
	if (step !== undefined) return undefined;
	if (field === undefined || field.kind === 'related' || field.kind === 'watchers')
		return undefined;
	if (custom !== undefined && 'column' in field)
		return plainKind(String(custom.type), field.column);
	if (nested?.kind === 'status') return statusKind(nested);
	if (nested?.kind === 'record' && field.kind === 'number') {
		return contextKind(nested.type, key, field.column, context);
	}
	switch (field.kind) {
		case 'number':
			return key === 'id'
				? contextKind(type.alias, key, 'id', context)
				: plainKind('number', field.column);
		case 'worker':
			return workerKind(field.column, context);
		case 'status':
			return statusKind(field);
		case 'text':
			return plainKind('text', field.column);
		case 'bool':
			return plainKind('bool', field.column);
		default:
			return 'unknownHere';
	}
}

/**
 * Reads one `by:` column: a search key, `@` and a step for dates, `~` and how many values.
 * @returns Cerb's message when there is no such column
 */
export function byField(
	given: string,
	type: RecordType,
	context: QueryContext,
): ByField | { error: string } {
	const [name, limitText] = given.split(/~(.*)/s);
	const [plain, step] = name.split(/@(.*)/s);
	const key = resolveKey(plain, searchFieldsOf(type, context.env));
	const kind = plain === 'text' ? undefined : kindOf(key, step, type, context);
	if (plain === 'text') return { error: 'The `text` field does not support subtotals.' };
	if (kind === 'unknownHere') {
		context.unclaimed.add(`subtotals by ${given} of ${type.alias}`);
		return { error: 'not claimed' };
	}
	if (kind === undefined) return { error: `Unknown \`by:\` field: ${name}` };
	const limit = (limitText ?? (kind.step === undefined ? '0' : '250')).replace(/^-+/, '');
	if (!isNumericText(limit)) {
		return { error: `On \`by:\` field (${name}) the limit (${limit}) must be numeric.` };
	}
	return {
		...kind,
		key,
		label: labelOf(key),
		typeOptions: kind.type === 'worker' ? { context_id_key: key } : kind.typeOptions,
		limit: Math.min(Number(limit), 2000) || 25,
		isRarest: limitText?.startsWith('-') === true,
	};
}
