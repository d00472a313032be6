import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { CerbClient } from '../cerb/client';

/** The client for the credential that the open node has picked. */
export async function openClient(context: ILoadOptionsFunctions): Promise<CerbClient> {
	const authentication = context.getCurrentNodeParameter('authentication') ?? 'oAuth2';
	return await CerbClient.open(context, authentication as string);
}

/** The record type that the open node has picked; empty where none is yet. */
export function currentRecordType(context: ILoadOptionsFunctions): string {
	const type = context.getCurrentNodeParameter('recordType', { extractValue: true });
	return String(type ?? '')
		.trim()
		.toLowerCase();
}
