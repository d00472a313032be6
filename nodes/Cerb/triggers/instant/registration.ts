import type { IHookFunctions } from 'n8n-workflow';

import type { ReadContext } from '../../actions/operation';
import { option, problem, readFlag, readText, readTexts } from '../../actions/parameters';
import { LISTENER_TYPE, type Registration } from '../../cerb/instant/automation';
import { currentWorkerId } from '../../cerb/me';
import { findRecordType } from '../../cerb/record-types';
import { shown } from '../../cerb/text';
import { EVENTS } from './properties';

/** What Cerb takes as the name of an automation, so short that `.test` fits behind it. */
const AUTOMATION_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** Longest condition: it stands on one line of the script. */
const MAX_CONDITION = 2000;

/** Longest that a person in Cerb may have to wait for n8n. */
const MAX_TIMEOUT = 15;

/**
 * Name of the trigger's own automation; while it listens for a test, of one beside it.
 * @throws NodeOperationError
 */
export function readAutomation(node: IHookFunctions, context: ReadContext): string {
	const name = readText(context, 'automationName', 'Automation Name').trim();
	if (AUTOMATION_NAME.test(name)) return node.getMode() === 'manual' ? `${name}.test` : name;
	throw problem(
		context,
		`${shown(name)} cannot be the name of an automation`,
		'Use letters, digits, dots, hyphens and underscores in the parameter Automation Name, e.g. n8n.changes',
	);
}

/** What tells this trigger from all others. */
export function ownerOf(node: IHookFunctions): Registration['owner'] {
	// They stand in a comment of one line; imported workflows may have any.
	const plain = (id: unknown) => String(id).replace(/[^\w-]/g, '-');
	return { workflow: plain(node.getWorkflow().id), node: plain(node.getNode().id) };
}

/**
 * Reads the parameters of the trigger.
 * @throws NodeOperationError naming the parameter, NodeApiError
 */
export async function readRegistration(
	node: IHookFunctions,
	context: ReadContext,
	secret: string,
): Promise<Registration> {
	const isOwnIgnored = readFlag(context, 'options.ignoreOwnChanges', 'Ignore Own Changes');
	return {
		automation: readAutomation(node, context),
		owner: ownerOf(node),
		// It stands between quotes; n8n writes the name of a node into it.
		url: String(node.getNodeWebhookUrl('default')).replaceAll("'", '%27'),
		secret,
		events: readEvents(context),
		types: await readTypes(context),
		ignoredWorker: isOwnIgnored ? await currentWorkerId(context.client) : undefined,
		condition: readCondition(context),
		timeout: readTimeout(context),
	};
}

/** Whether this Cerb binds automations to events by records, which Cerb 11 and later do. */
export async function hasListeners({ client }: ReadContext): Promise<boolean> {
	return (await findRecordType(client, LISTENER_TYPE)) !== undefined;
}

function readEvents(context: ReadContext): string[] {
	const events = readTexts(context, 'events', 'Events');
	const unknown = events.find((event) => !EVENTS.some(({ value }) => value === event));
	if (events.length > 0 && unknown === undefined) return events;
	throw problem(
		context,
		unknown === undefined ? 'No event is picked' : `${shown(unknown)} is not an event`,
		'Pick created, updated or deleted in the parameter Events',
	);
}

async function readTypes(context: ReadContext): Promise<string[]> {
	const names = readTexts(context, 'recordTypes', 'Record Types');
	const types: string[] = [];
	for (const name of names) {
		const type = await findRecordType(context.client, name.toLowerCase());
		if (!type) {
			throw problem(
				context,
				`Cerb has no record type ${shown(name)}`,
				'Pick others in the parameter Record Types',
			);
		}
		types.push(type.alias);
	}
	if (types.length > 0) return [...new Set(types)];
	throw problem(
		context,
		'No record type is picked',
		'Pick at least one in the parameter Record Types',
	);
}

function readCondition(context: ReadContext): string {
	const condition = readText(context, 'options.condition', 'Condition').trim();
	// It stands between the braces of one line.
	const isOneExpression = !/[\r\n]|\{\{|\}\}|\{%|%\}|\{#|#\}/.test(condition);
	if (isOneExpression && condition.length <= MAX_CONDITION) return condition;
	throw problem(
		context,
		'The condition is not one expression on one line',
		`Write it without line breaks and braces in the option Condition, e.g. record_status == 'open', in at most ${MAX_CONDITION} characters`,
	);
}

function readTimeout(context: ReadContext): number {
	const timeout = Number(option(context, 'timeout', 3));
	if (Number.isInteger(timeout) && timeout >= 1 && timeout <= MAX_TIMEOUT) return timeout;
	throw problem(
		context,
		`The option Timeout must be a whole number from 1 to ${MAX_TIMEOUT}`,
		'Change it under Options',
	);
}
