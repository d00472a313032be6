import { readScript } from '../../../automation/script';
import { TRIGGERS } from '../../../automation/triggers';
import type { WriteContext } from '../context';
import { adminsOnly, isAdmin, type Writer } from '../writer';
import type { Columns } from '../values';

const DATA_QUERY = 'cerb.trigger.data.query';

/** Cerb's message about a script; of other triggers than data.query only its syntax is known. */
function scriptError(columns: Columns, context: WriteContext): string | undefined {
	const script = columns.get('script');
	if (script === undefined) return undefined;
	const own = context.id === undefined ? undefined : context.state.get('automation', context.id);
	const trigger = String(columns.get('extension_id') ?? own?.extension_id ?? '');
	const read = readScript(String(script));
	if ('error' in read) return `Automation: ${read.error}`;
	if ('unclaimed' in read) context.unclaimed(read.unclaimed);
	if (trigger !== DATA_QUERY) context.unclaimed(`a script of ${trigger}`);
	return undefined;
}

/** Automation: for administrators; its script is checked when it is written. */
export const automation: Writer = {
	checkColumn: {
		extension_id: (value) =>
			TRIGGERS.some(({ id }) => id === value)
				? undefined
				: `'Trigger' (${String(value)}) is not a valid extension ID on (cerb.automation.trigger).`,
		name: (value) =>
			/^[\w.-]*$/.test(String(value))
				? undefined
				: "'name' may only contain letters, numbers, dashes, and dots",
	},
	isWritable: isAdmin,
	beforeWrite: (columns, context) => adminsOnly(columns, context) ?? scriptError(columns, context),
	onCreate: ({ state }) => ({
		name: `automation_${state.now().toString(16)}`,
		policy_kata: null,
		extension_params: [],
	}),
};
