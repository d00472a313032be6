import { checkKata } from '../../../automation/check';
import { HANDLERS } from '../../../events/handlers';
import type { WriteContext } from '../context';
import { adminsOnly, isAdmin, type Writer } from '../writer';
import type { Columns } from '../values';

/** Cerb's message about the text of an event's handlers in one of the columns. */
function handlersError(
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

/**
 * Automation event: for administrators; its handlers are checked, stored and never told. Where
 * events have listeners instead, nothing is known of them.
 */
export const automationEvent: Writer = {
	isWritable: isAdmin,
	beforeWrite: (columns, context) => {
		const isUnknown = context.state.generation > 10 && columns.has('automations_kata');
		if (isUnknown) context.unclaimed('handlers of an event that has listeners');
		return adminsOnly(columns, context) ?? handlersError('automations_kata', columns, context);
	},
	onCreate: (context) => {
		context.unclaimed('a new event of automations');
		return {};
	},
};

/** Listener of an event (documented, not measured): for administrators, checked like the event. */
export const automationEventListener: Writer = {
	isWritable: isAdmin,
	beforeWrite: (columns, context) =>
		adminsOnly(columns, context) ?? handlersError('event_kata', columns, context),
};
