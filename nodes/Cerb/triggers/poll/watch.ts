import type { INodeExecutionData } from 'n8n-workflow';

import type { ReadContext } from '../../actions/operation';
import {
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../../actions/record-output';
import { readConditions, withoutDeleted } from '../../actions/record-query';
import { readRecordType } from '../../actions/record-type';
import { inputError } from '../../cerb/failure';
import {
	fixedType,
	isWatchedEvent,
	UPDATE_EVENTS,
	type WatchedEvent,
} from '../../cerb/poll/events';
import type { Source } from '../../cerb/poll/source';
import { watchTicketLog } from '../../cerb/poll/ticket-log';
import { checkWatchable } from '../../cerb/poll/watchable';
import {
	watchCreated,
	watchCreatedOrUpdated,
	watchUpdated,
	type Found,
	type Watcher,
} from '../../cerb/poll/watcher';
import { joinFilters, type LiftedQuery } from '../../cerb/query';
import { asText, shown } from '../../cerb/text';
import { readTicketEvents } from './ticket-events';

/** What the trigger is set to watch, ready to be asked. */
export interface Watch {
	watcher: Watcher;
	/** Tells one watch from another: with another one, a saved cursor means nothing. */
	name: string;
	/** The query, as Cerb gets it. */
	filters: string;
	/** Whether Cerb can be watched like this. @throws NodeOperationError, NodeApiError */
	check(): Promise<void>;
	/** Items of what was found, in the way that the Output parameter asks for. */
	output(found: Found[]): Promise<INodeExecutionData[]>;
}

/**
 * Reads the parameters of the trigger.
 * @param deadline when a poll must end: unix milliseconds
 * @throws NodeOperationError naming the parameter
 */
export async function readWatch(context: ReadContext, deadline: number): Promise<Watch> {
	const { node, client } = context;
	const event = readEvent(context);
	const type = fixedType(event) ?? (await readRecordType(context));
	const expand = readExpand(context);
	const output = readOutput(context, expand);
	const query = await readQuery(context, event, type);
	const settle = numberOption(context, 'settleSeconds', 'Settle Time', 3, 0, 60);
	const max = numberOption(context, 'maxRecords', 'Max Records per Poll', 1000, 1, 10_000);
	const tell = (message: string) =>
		node.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	const { host, pathname } = new URL(client.baseUrl);
	const source: Source = { client, type, query, expand, max, deadline, tell };
	return {
		watcher: watcherOf(context, event, source, settle),
		// The same Cerb may be reached by another scheme, and what signs in is none of it.
		name: `${host}${pathname} ${event} ${type}`,
		filters: query.filters,
		check: async () => {
			const hint = await checkWatchable(client, type, query, UPDATE_EVENTS.includes(event));
			if (hint !== undefined) tell(hint);
		},
		output: async (found) => {
			const records = found.map(({ record }) => record);
			const readable = await withReadableCustomFields(context, type, records, output);
			return outputRecords(context, readable, output).map(({ json }, index) => {
				const { events } = found[index];
				return { json: events ? { ...json, events: events.map((one) => ({ ...one })) } : json };
			});
		},
	};
}

function readEvent({ node }: ReadContext): WatchedEvent {
	const event: unknown = node.getNodeParameter('triggerOn', 0);
	if (isWatchedEvent(event)) return event;
	throw inputError(
		node.getNode(),
		`This version of the Cerb Trigger cannot watch for ${shown(event)}`,
		'Pick another value in the parameter Trigger On, or update the package n8n-nodes-cerb',
	);
}

function watcherOf(
	context: ReadContext,
	event: WatchedEvent,
	source: Source,
	settle: number,
): Watcher {
	switch (event) {
		case 'newComment':
		case 'newMessage':
		case 'recordCreated':
			return watchCreated(source, settle);
		case 'recordUpdated':
			return watchUpdated(source, settle);
		case 'recordCreatedOrUpdated':
			return watchCreatedOrUpdated(source, settle);
		case 'ticketChanged':
			return watchTicketLog(source, readTicketEvents(context), settle);
	}
}

/** The filter behind each value of the parameter Direction. */
const DIRECTIONS = new Map([
	['any', ''],
	['incoming', 'isOutgoing:no'],
	['outgoing', 'isOutgoing:yes'],
]);

async function readQuery(
	context: ReadContext,
	event: WatchedEvent,
	type: string,
): Promise<LiftedQuery> {
	const query = await readConditions(context, type);
	// A ticket that was deleted has changed.
	if (event === 'ticketChanged') return query;
	if (event !== 'newMessage') return withoutDeleted(context, type, query);
	const direction = asText(context.node.getNodeParameter('direction', 0, 'any'));
	const condition = DIRECTIONS.get(direction);
	if (condition === undefined) {
		throw inputError(
			context.node.getNode(),
			`${shown(direction)} is not a direction of messages`,
			'Set the parameter Direction to any, incoming or outgoing',
		);
	}
	if (condition === '') return query;
	return { ...query, filters: joinFilters([query.filters, condition]) };
}

function numberOption(
	{ node }: ReadContext,
	name: string,
	displayName: string,
	fallback: number,
	min: number,
	max: number,
): number {
	const text = asText(node.getNodeParameter(`options.${name}`, 0, fallback)).trim();
	const value = text === '' ? fallback : Number(text);
	if (Number.isInteger(value) && value >= min && value <= max) return value;
	throw inputError(
		node.getNode(),
		`The option ${displayName} must be a whole number from ${min} to ${max}`,
		'Change it under Options',
	);
}
