import { runForChange } from '../automation/run';
import { ScriptScope } from '../automation/scope';
import type { Trouble } from '../automation/values';
import type { RecordEnv } from '../records/type';
import type { CerbState } from '../state';
import { textOf } from '../templates/php';
import { changeDictionary } from './dictionary';
import { handlersOf, startedBy } from './handlers';
import { ChangeJournal, type Change } from './journal';

/** Who changes records, and where Cerb lies. */
export interface Doing extends RecordEnv {
	workerId: number;
}

/** One handlers' text for one change; each automation starts from the event's own dictionary. */
async function fireOne(
	change: Change,
	handlers: ReturnType<typeof handlersOf>[number],
	doing: Doing,
): Promise<string | undefined> {
	const { state } = doing;
	const dictionary = () => changeDictionary(change, doing.workerId, doing);
	const trouble: Trouble = {};
	const scope = new ScriptScope(state, dictionary());
	const started = startedBy(handlers, scope, state, trouble);
	if (trouble.unclaimed !== undefined) return trouble.unclaimed;
	for (const row of started) {
		const automation = {
			name: textOf(row.name),
			script: textOf(row.script),
			policy: textOf(row.policy_kata),
		};
		const unclaimed = await runForChange(state, automation, dictionary());
		if (unclaimed !== undefined) return unclaimed;
	}
	return undefined;
}

/** Runs the handlers of record.changed for all changes, one after the other. */
async function fireAll(journal: ChangeJournal, doing: Doing): Promise<string | undefined> {
	const texts = handlersOf(doing.state).filter((handlers) => handlers.length > 0);
	if (texts.length === 0) return undefined;
	for (const change of journal.changes()) {
		for (const handlers of texts) {
			const unclaimed = await fireOne(change, handlers, doing);
			if (unclaimed !== undefined) return unclaimed;
		}
	}
	return undefined;
}

/**
 * Does something to records, then runs the automations that watch their changes and waits for them,
 * as Cerb does before it answers (measured on Cerb 10.4.10).
 * @param act must have changed all it wants to when it returns or gives its promise back
 * @returns its result, and what only Cerb knows of the automations
 */
export async function withEvents<Result>(
	doing: Doing,
	act: () => Result | Promise<Result>,
): Promise<{ result: Result; unclaimed: string | undefined }> {
	const journal = new ChangeJournal();
	const pending = journaled(doing.state, journal, act);
	const result = await pending;
	return { result, unclaimed: await fireAll(journal, doing) };
}

function journaled<Result>(state: CerbState, journal: ChangeJournal, act: () => Result): Result {
	state.journal = journal;
	try {
		return act();
	} finally {
		state.journal = undefined;
	}
}
