import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { UPDATE_EVENTS } from '../cerb/poll/events';
import { isWatchable } from '../cerb/poll/watchable';
import { listRecordTypes, type RecordType } from '../cerb/record-types';
import { openClient } from './client';

/** What a type must be able to do for an operation to make sense. */
const NEEDS: Record<string, (type: RecordType) => boolean> = {
	create: ({ canWrite }) => canWrite,
	search: ({ canSearch }) => canSearch,
	summarize: ({ canSearch }) => canSearch,
	update: ({ canWrite }) => canWrite,
	upsert: ({ canSearch, canWrite }) => canSearch && canWrite,
};

/** The record types that can do what the node is set to, filtered by name or alias. */
export async function searchRecordTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const client = await openClient(this);
	const wanted = filter.trim().toLowerCase();
	const fits = NEEDS[String(this.getCurrentNodeParameter('operation'))] ?? watchedBy(this);
	const results = (await listRecordTypes(client))
		.filter(fits)
		.filter(({ alias, label }) => `${label} ${alias}`.toLowerCase().includes(wanted))
		.map(({ alias, label }) => ({ name: `${label} (${alias})`, value: alias }));
	return { results };
}

/** In the trigger, the types that its event can be watched for; elsewhere all. */
function watchedBy(context: ILoadOptionsFunctions): (type: RecordType) => boolean {
	const event = context.getCurrentNodeParameter('triggerOn');
	if (event === undefined) return () => true;
	const needsUpdates = UPDATE_EVENTS.includes(String(event));
	return ({ alias, canSearch }) => canSearch && isWatchable(alias, needsUpdates);
}

/** All record types, for a node that takes several. */
export async function getRecordTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const types = await listRecordTypes(await openClient(this));
	return types.map(({ alias, label }) => ({ name: `${label} (${alias})`, value: alias }));
}
