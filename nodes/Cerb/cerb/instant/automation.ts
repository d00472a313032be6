import type { CerbClient } from '../client';
import type { Failure } from '../failure';
import { searchRecords } from '../search';
import { shown } from '../text';
import type { CerbRecord, CerbRequest, FormFields } from '../types';
import { quoteValue } from '../query';
import { handlerOf, markOf, policyOf, scriptOf, workflowOf, type Posting } from './script';

/** An automation that posts changes, and what runs it. */
export interface Registration extends Posting {
	/** Name of the automation in Cerb. */
	automation: string;
}

/** The record type by which Cerb 11 and later bind automations to events. */
export const LISTENER_TYPE = 'automation_event_listener';

/**
 * Makes Cerb post changes: an automation of the trigger's own, found again by its name and mark and
 * changed where it differs. On Cerb 11 and later a listener runs it (from Cerb's documentation, not
 * measured); before, a handler does that an administrator has pasted, because the API can write the
 * handlers of the event record.changed but never read them (measured on Cerb 10.4.10).
 * @throws NodeOperationError where another's automation has the name, NodeApiError
 */
export async function register(
	client: CerbClient,
	registration: Registration,
	hasListeners: boolean,
): Promise<void> {
	await store(client, 'automation', await findAutomation(client, registration), {
		name: registration.automation,
		extension_id: 'cerb.trigger.record.changed',
		description: 'Posts changes of records to n8n',
		script: scriptOf(registration),
		policy_kata: policyOf(registration),
	});
	if (!hasListeners) return;
	const listener = (await findListeners(client, registration))[0];
	await store(client, LISTENER_TYPE, listener, {
		name: registration.automation,
		event_name: 'record.changed',
		event_kata: `${markOf(registration.owner)}\n${handlerOf(registration.automation)}`,
		is_disabled: 0,
	});
}

/**
 * Takes away what `register` has made, and nothing else. What is gone already is no error.
 * @throws NodeApiError
 */
export async function unregister(
	client: CerbClient,
	owned: Pick<Registration, 'automation' | 'owner'>,
	hasListeners: boolean,
): Promise<void> {
	// The listener first: one without automation would be left behind.
	if (hasListeners) {
		for (const { id } of await findListeners(client, owned)) {
			await remove(client, LISTENER_TYPE, id);
		}
	}
	const found = await findNamed(client, 'automation', owned.automation, 'script');
	const own = found.find((record) => isOwn(record.script, owned.owner));
	if (own) await remove(client, 'automation', own.id);
}

/** The trigger's own automation, if there is one. @throws NodeOperationError for one of others */
async function findAutomation(
	client: CerbClient,
	{ automation, owner }: Registration,
): Promise<CerbRecord | undefined> {
	const [found] = await findNamed(client, 'automation', automation, 'script');
	if (!found || isOwn(found.script, owner)) return found;
	const workflow = workflowOf(String(found.script ?? ''));
	throw client.refusal(
		workflow === undefined
			? `Cerb has an automation ${shown(automation)} that this trigger did not make`
			: `The automation ${shown(automation)} in Cerb belongs to another trigger, in the workflow ${shown(workflow)}`,
		workflow === undefined
			? 'Enter another name in the parameter Automation Name'
			: 'Enter another name in the parameter Automation Name, or delete that automation in Cerb if the workflow is gone',
	);
}

async function findListeners(
	client: CerbClient,
	{ automation, owner }: Pick<Registration, 'automation' | 'owner'>,
): Promise<CerbRecord[]> {
	const found = await findNamed(client, LISTENER_TYPE, automation, 'event_kata');
	return found.filter(({ event_kata: kata }) => isOwn(kata, owner));
}

function isOwn(text: unknown, owner: Registration['owner']): boolean {
	return String(text ?? '').startsWith(markOf(owner));
}

async function findNamed(
	client: CerbClient,
	type: string,
	name: string,
	text: string,
): Promise<CerbRecord[]> {
	const filters = `name:${quoteValue(name)}`;
	const { records } = await searchRecords(client, {
		type,
		query: { filters, keys: ['name'] },
		limit: undefined,
		expand: [text],
	});
	// Names are unique whatever their case.
	return records.filter((record) => String(record.name).toLowerCase() === name.toLowerCase());
}

/** Creates a record, or changes the one that is there where it differs. */
async function store(
	client: CerbClient,
	type: string,
	stored: CerbRecord | undefined,
	fields: Record<string, string | number>,
): Promise<void> {
	const isSame = Object.entries(fields).every(
		([key, value]) => stored && asStored(stored[key]) === asStored(value),
	);
	if (isSame) return;
	const form: FormFields = { fields };
	await write(
		client,
		stored
			? { method: 'PUT', path: `records/${type}/${String(stored.id)}.json`, form }
			: { method: 'POST', path: `records/${type}/create.json`, form },
	);
}

/** Cerb's editors end lines in their own way. */
function asStored(value: unknown): string {
	const text = typeof value === 'boolean' ? String(Number(value)) : String(value ?? '');
	return text.replaceAll('\r\n', '\n').trim();
}

async function remove(client: CerbClient, type: string, id: unknown): Promise<void> {
	await write(client, { method: 'DELETE', path: `records/${type}/${String(id)}.json` });
}

async function write(client: CerbClient, request: CerbRequest): Promise<void> {
	const reading = await client.attempt(request);
	if (!('failure' in reading)) return;
	const { failure } = reading;
	// Who else has deleted it meant the same.
	if (request.method === 'DELETE' && failure.code === 'ERROR_NOT_FOUND') return;
	throw client.error({ ...failure, hint: hintOf(failure) }, request);
}

/** In the words of Cerb 10.4.10 (measured). */
function hintOf(failure: Failure): string {
	if (/must be an administrator|do not have permission to \w+ this/i.test(failure.message)) {
		return 'Only administrators of Cerb may write automations: connect the credential as one of them';
	}
	return /\[start:outcome\/skip:if/.test(failure.message)
		? 'Correct the option Condition'
		: failure.hint;
}
