import { logAutomation } from '../records/automation-log';
import { mapOrEmptyList, type Value } from '../records/values';
import type { CerbState } from '../state';
import { checkInputs, type GivenInputs } from './inputs';
import { Runner } from './runner';
import { PlainDictionary, ScriptScope, type Loading } from './scope';
import { readScript } from './script';
import { sendHttp } from './send';

/** What a run returns under `data:`, Cerb's message, or what only Cerb knows. */
export type RunResult = { data: Value } | { error: string } | { unclaimed: string };

/** An automation's record, as far as a run needs it. */
export interface RunnableAutomation {
	name: string;
	script: string;
	policy: string;
}

/**
 * Runs the script of a data.query automation with some inputs (measured on Cerb 10.4.10: without a
 * `return:` the data is an empty list). Requests to others are not sent from there.
 * @param format what the caller wrote as `format:`, seen as `query_format`
 */
export function runAutomation(
	state: CerbState,
	automation: RunnableAutomation,
	given: GivenInputs,
	format: string | null,
): RunResult {
	const read = readScript(automation.script);
	if (!('script' in read)) return read;
	const checked = checkInputs(read.script.inputs, given);
	if ('error' in checked) {
		// Measured on Cerb 10.4.10: refused inputs are an entry of the log, too.
		const line = { automation: automation.name, node: '', level: 'error' as const };
		logAutomation(state, { ...line, message: checked.error });
	}
	if (!('inputs' in checked)) return checked;
	const inputs = mapOrEmptyList(checked.inputs);
	const dictionary = new PlainDictionary({ inputs, query_format: format });
	const runner = new Runner(state, automation, new ScriptScope(state, dictionary));
	const { done } = runner.run(read.script.commands).next();
	if (done !== true) return { unclaimed: 'a request of a data query to others' };
	if (runner.unclaimed !== undefined) return { unclaimed: runner.unclaimed };
	const data = runner.returned.data ?? [];
	return runner.returned.data === null ? { unclaimed: 'data that is null' } : { data };
}

/**
 * Runs an automation for one change of a record and waits for the answers to its requests.
 * @returns what only Cerb knows; undefined when all went as Cerb would do it
 */
export async function runForChange(
	state: CerbState,
	automation: RunnableAutomation,
	dictionary: Loading,
): Promise<string | undefined> {
	const read = readScript(automation.script);
	if ('unclaimed' in read) return read.unclaimed;
	if ('error' in read) return `a script that cannot be read: ${read.error}`;
	if (read.script.inputs.length > 0) return 'inputs of an automation for changes of records';
	const runner = new Runner(state, automation, new ScriptScope(state, dictionary));
	const steps = runner.run(read.script.commands);
	let step = steps.next();
	while (step.done !== true) step = steps.next(await sendHttp(step.value));
	return runner.unclaimed;
}
