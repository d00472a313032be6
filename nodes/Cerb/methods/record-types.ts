import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { CerbClient } from '../cerb/client';
import { listRecordTypes } from '../cerb/record-types';

/** The record types of this Cerb for the Record Type picker, filtered by name or alias. */
export async function searchRecordTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const authentication = this.getCurrentNodeParameter('authentication') ?? 'oAuth2';
	const client = await CerbClient.open(this, authentication as string);
	const wanted = filter.trim().toLowerCase();
	const results = (await listRecordTypes(client))
		.filter(({ alias, label }) => `${label} ${alias}`.toLowerCase().includes(wanted))
		.map(({ alias, label }) => ({ name: `${label} (${alias})`, value: alias }));
	return { results };
}
