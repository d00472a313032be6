import type { Dict, Row } from '../values';
import type { PhpMap } from '../../http/php-form';
import type { WriteContext } from './context';
import { PHP_FAILURE, type Problem } from './php-failure';
import { isPhpMap, type Columns, type WriteValue } from './values';

/** Turns a key into columns by a rule of its own; a text is Cerb's message against it. */
export type KeyRule = (
	value: WriteValue,
	columns: Columns,
	context: WriteContext,
	fields: PhpMap,
) => Problem | undefined;

/** A key whose value must be text: PHP stumbles over anything else. */
export function textKey(
	rule: (
		text: string,
		columns: Columns,
		context: WriteContext,
		fields: PhpMap,
	) => string | undefined,
): KeyRule {
	return (value, columns, context, fields) =>
		isPhpMap(value) ? PHP_FAILURE : rule(String(value), columns, context, fields);
}

/** What is special about writing records of one type; everything has a default. */
export interface Writer {
	/** Keys beside those of the columns, and keys whose columns are worked out. */
	keys?: Record<string, KeyRule>;
	/** Further checks by column, in the place of the check for uniqueness; messages as they are. */
	checkColumn?: Record<
		string,
		(value: WriteValue, columns: Columns, context: WriteContext) => string | undefined
	>;
	/** May the worker change this record? Default: everybody may. */
	isWritable?(row: Row, context: WriteContext): boolean;
	/** May the worker delete it? Default: who may change it. */
	isDeletable?(row: Row, context: WriteContext): boolean;
	/**
	 * Rules about who writes what, checked last; may add columns. A text is Cerb's message
	 * (with the code of an invalid parameter, whatever it says).
	 */
	beforeWrite?(columns: Columns, context: WriteContext): string | undefined;
	/** Columns of a row that a new record gets beside those written. */
	onCreate?(context: WriteContext, columns: Columns): Dict;
	/**
	 * Stores columns that start with `_` and what follows from the write; `row` has the rest.
	 * `before` is the row as it was before an update.
	 */
	afterWrite?(row: Row, columns: Columns, context: WriteContext, before?: Row): void;
}

export const NOT_ADMIN = 'You must be an administrator to perform this action.';
const NOT_OWNER = 'You do not have permission to set this record owner.';

/** Only administrators may. */
export function adminsOnly(_columns: Columns, { actor }: WriteContext): string | undefined {
	return actor.isAdmin ? undefined : NOT_ADMIN;
}

export function isAdmin(_row: Row, { actor }: WriteContext): boolean {
	return actor.isAdmin;
}

/** Whether the actor may make this record the owner: itself, or anything when an administrator. */
function isOwnable(ownerContext: string, ownerId: number, context: WriteContext): boolean {
	const { actor, state } = context;
	if (actor.isAdmin) return true;
	if (ownerContext === 'cerberusweb.contexts.worker') return ownerId === actor.workerId;
	if (ownerContext !== 'cerberusweb.contexts.group') return false;
	return isManager(state.get('group', ownerId), actor.workerId);
}

export function isManager(group: Row | undefined, workerId: number): boolean {
	const members = group?.members;
	if (typeof members !== 'object' || members === null || Array.isArray(members)) return false;
	return members[String(workerId)] === true;
}

/** Checks the two columns that name a record's owner. */
export function checkOwner(columns: Columns, context: WriteContext): string | undefined {
	const ownerContext = String(columns.get('owner_context') ?? '');
	const ownerId = Number(columns.get('owner_context_id') ?? 0);
	if (ownerContext === '') return undefined;
	return isOwnable(ownerContext, ownerId, context) ? undefined : NOT_OWNER;
}

/** Records that have an owner: administrators, the worker itself, managers of the group. */
export function isOwnedBy(
	contextColumn: string,
	idColumn: string,
): NonNullable<Writer['isWritable']> {
	return (row, { actor, state }) => {
		if (actor.isAdmin) return true;
		const ownerId = Number(row[idColumn] ?? 0);
		if (row[contextColumn] === 'cerberusweb.contexts.worker') return ownerId === actor.workerId;
		if (row[contextColumn] !== 'cerberusweb.contexts.group') return false;
		return isManager(state.get('group', ownerId), actor.workerId);
	};
}

/** A column that says for which worker a record is: needed on create, and one's own unless admin. */
export function checkWorkerOf(kind: string): NonNullable<Writer['beforeWrite']> {
	return (columns, { actor, id }) => {
		const workerId = columns.get('worker_id');
		if (workerId === undefined) return id === undefined ? "A 'worker_id' is required." : undefined;
		if (Number(workerId) === 0) return "Invalid 'worker_id' value.";
		if (actor.isAdmin || Number(workerId) === actor.workerId) return undefined;
		return `You do not have permission to create ${kind} for this worker.`;
	};
}
