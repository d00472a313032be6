import { checkKata } from '../../../automation/check';
import { HANDLERS } from '../../../events/handlers';
import type { WriteContext } from '../context';
import { adminsOnly, isAdmin, type Writer } from '../writer';
import type { Columns } from '../values';

/** Cerb's message about the text of an event's handlers in one of the columns. */
export function handlersError(
	column: string,
	columns: Columns,
	context: WriteContext,
): string | undefined {
	const kata = columns.get(column);
	if (kata === undefined) return undefined;
	const read = checkKata(String(kata), HANDLERS);
	if ('error' in read) return read.error;
	if ('unclaimed' in read) context.unclaimed(read.unclaimed);
	return undefined;
}

/** Automation event: for administrators; its handlers are checked, stored and never told. */
export const automationEvent: Writer = {
	isWritable: isAdmin,
	beforeWrite: (columns, context) =>
		adminsOnly(columns, context) ?? handlersError('automations_kata', columns, context),
	onCreate: (context) => {
		context.unclaimed('a new event of automations');
		return {};
	},
};
