import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { openClient } from './client';
import { listRecords, type Offer } from './records';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** A picker that always offers the same; what depends on the node is read when it is opened. */
function picker(offer: Offer | ((context: ILoadOptionsFunctions) => Offer)): ListSearch {
	return async function (filter = '', paginationToken) {
		const client = await openClient(this);
		const offered = typeof offer === 'function' ? offer(this) : offer;
		return await listRecords(client, offered, filter, paginationToken);
	};
}

export const searchAttachments = picker({ type: 'attachment' });

/** Automations that the API can run; they go by their names (measured on Cerb 10.4.10). */
export const searchAutomations = picker({
	type: 'automation',
	condition: 'trigger:"cerb.trigger.data.query"',
	valueFrom: ({ name }) => String(name),
});

/** Behaviors that the API can run: those of one event only (measured on Cerb 10.4.10). */
export const searchBehaviors = picker({
	type: 'behavior',
	condition: 'event:"event.api.custom_request"',
});

/** Buckets of the group that the node is set to, or of all. */
export const searchBuckets = picker((context) => {
	const group = context.getCurrentNodeParameter('groupId', { extractValue: true });
	const id = String(group ?? '').trim();
	return { type: 'bucket', condition: /^\d+$/.test(id) ? `group.id:${id}` : undefined };
});

export const searchGroups = picker({ type: 'group' });
export const searchHtmlTemplates = picker({ type: 'html_template' });
export const searchMessages = picker({ type: 'message' });
export const searchOrgs = picker({ type: 'org' });
export const searchTickets = picker({ type: 'ticket' });
export const searchWorkers = picker({ type: 'worker', condition: 'isDisabled:n' });
