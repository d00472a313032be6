import { childOf, parseKata, type KataNode } from '../automation/kata';
import type { ScriptScope } from '../automation/scope';
import { valueOf, type Trouble } from '../automation/values';
import type { Schema } from '../automation/schema';
import type { Row } from '../records/values';
import type { CerbState } from '../state';
import { isTrue, textOf } from '../templates/php';
import { isYes } from '../automation/inputs';

export const RECORD_CHANGED = 'record.changed';

const handler = {
	below: {
		uri: { below: 'any', isRequired: true },
		disabled: { below: 'any' },
		inputs: { below: 'any' },
	},
	isNamed: true,
} as const;

/** What the text of an event's handlers may say. */
export const HANDLERS: Schema = { automation: handler, behavior: handler };

function eventOf(state: CerbState): Row | undefined {
	return [...state.table('automation_event').scan()].find(({ name }) => name === RECORD_CHANGED);
}

/** The handlers of record.changed as an administrator wrote them; Cerb's API never tells them. */
export function handlersText(state: CerbState): string {
	return textOf(eventOf(state)?.automations_kata ?? null);
}

/** Writes the handlers of record.changed, as an administrator does it in Cerb's own pages. */
export function setHandlers(state: CerbState, kata: string): void {
	const event = eventOf(state);
	if (event === undefined) throw new TypeError('This Cerb has no event record.changed');
	state.update('automation_event', event.id, { automations_kata: kata });
}

/**
 * The texts whose handlers run for a change: the event's own, and on generation 11 those of the
 * listeners that are not disabled, by priority (documented, not measured).
 */
function handlerTexts(state: CerbState): string[] {
	if (state.generation < 11) return [handlersText(state)];
	return [...state.table('automation_event_listener').scan()]
		.filter((row) => row.event_name === RECORD_CHANGED && Number(row.is_disabled) === 0)
		.sort((a, b) => Number(a.priority) - Number(b.priority))
		.map((row) => textOf(row.event_kata));
}

/** All handlers in their order; a text that cannot be read has none. */
export function handlersOf(state: CerbState): KataNode[][] {
	return handlerTexts(state).map((text) => {
		const kata = parseKata(text);
		return 'nodes' in kata ? kata.nodes : [];
	});
}

/** The automation that a handler names, whatever the case of the letters. */
function findAutomation(uri: string, state: CerbState): Row | undefined {
	const wanted = uri.replace(/^cerb:automation:/, '').toLowerCase();
	return [...state.table('automation').scan()].find(
		(row) =>
			row.extension_id === 'cerb.trigger.record.changed' &&
			String(row.name).toLowerCase() === wanted,
	);
}

/**
 * The automations that the handlers of one text start for a change. When a template of one of them
 * fails, none of them runs (measured on Cerb 10.4.10).
 */
export function startedBy(
	handlers: KataNode[],
	scope: ScriptScope,
	state: CerbState,
	trouble: Trouble,
): Row[] {
	const started: Row[] = [];
	for (const { key, children, text } of handlers) {
		if (!/^automation(?:\/|$)/.test(key)) trouble.unclaimed ??= `the handler ${key}`;
		if (text !== '') trouble.unclaimed ??= 'a handler that is a text';
		if (childOf(children, 'inputs') !== undefined) trouble.unclaimed ??= 'inputs of a handler';
		const value = (name: string) => {
			const node = childOf(children, name);
			return node === undefined ? null : valueOf(node, scope, trouble);
		};
		const disabled = value('disabled');
		const automation = findAutomation(textOf(value('uri')), state);
		const isDisabled = typeof disabled === 'string' ? isYes(disabled) : isTrue(disabled);
		if (!isDisabled && automation !== undefined) started.push(automation);
	}
	return trouble.error === undefined && trouble.unclaimed === undefined ? started : [];
}
