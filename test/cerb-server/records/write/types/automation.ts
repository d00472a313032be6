import { checkKata } from '../../../automation/check';
import { POLICY } from '../../../automation/commands';
import { readScript } from '../../../automation/script';
import { TRIGGERS } from '../../../automation/triggers';
import type { WriteContext } from '../context';
import { adminsOnly, isAdmin, type Writer } from '../writer';
import type { Columns } from '../values';

/** Triggers whose scripts this server can run. */
const RUNNABLE = new Set(['cerb.trigger.data.query', 'cerb.trigger.record.changed']);

/** Cerb's message about a script; what runs is known for some triggers only. */
function scriptError(columns: Columns, context: WriteContext): string | undefined {
	const script = columns.get('script');
	if (script === undefined) return undefined;
	const own = context.id === undefined ? undefined : context.state.get('automation', context.id);
	const trigger = String(columns.get('extension_id') ?? own?.extension_id ?? '');
	const read = readScript(String(script));
	if ('error' in read) return `Automation: ${read.error}`;
	if ('unclaimed' in read) context.unclaimed(read.unclaimed);
	if (!RUNNABLE.has(trigger)) context.unclaimed(`a script of ${trigger}`);
	return undefined;
}

function policyError(columns: Columns, context: WriteContext): string | undefined {
	const policy = columns.get('policy_kata');
	if (policy === undefined) return undefined;
	const read = checkKata(String(policy), POLICY);
	if ('error' in read) return `Automation policy: ${read.error}`;
	if ('unclaimed' in read) context.unclaimed(read.unclaimed);
	return undefined;
}

/** Automation: for administrators; script and policy are checked when they are written. */
export const automation: Writer = {
	checkColumn: {
		extension_id: (value) =>
			TRIGGERS.some(({ id }) => id === value)
				? undefined
				: `'Trigger' (${String(value)}) is not a valid extension ID on (cerb.automation.trigger).`,
		name: (value) => {
			const name = String(value);
			if (!/^[\w.-]*$/.test(name)) {
				return "'name' may only contain letters, numbers, dashes, and dots";
			}
			return name.length > 255 ? "'name' must be shorter than 255 characters." : undefined;
		},
	},
	isWritable: isAdmin,
	beforeWrite: (columns, context) =>
		adminsOnly(columns, context) ?? scriptError(columns, context) ?? policyError(columns, context),
	onCreate: ({ state }) => ({
		name: `automation_${state.now().toString(16)}`,
		policy_kata: null,
		extension_params: [],
	}),
};
