import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { CerbClient } from '../cerb/client';
import { fixedType } from '../cerb/poll/events';
import { canonicalType } from '../cerb/record-types';

/** The client for the credential that the open node has picked. */
export async function openClient(context: ILoadOptionsFunctions): Promise<CerbClient> {
	const authentication = context.getCurrentNodeParameter('authentication') ?? 'oAuth2';
	return await CerbClient.open(context, authentication as string);
}

/** The alias of the record type that the open node has picked; empty where none is yet. */
export async function currentRecordType(
	context: ILoadOptionsFunctions,
	client: CerbClient,
): Promise<string> {
	return await canonicalType(client, pickedRecordType(context));
}

/** The same as it was picked or typed; some events of the trigger are of one type only. */
export function pickedRecordType(context: ILoadOptionsFunctions): string {
	const type =
		fixedType(context.getCurrentNodeParameter('triggerOn')) ??
		context.getCurrentNodeParameter('recordType', { extractValue: true });
	return String(type ?? '')
		.trim()
		.toLowerCase();
}

/** The record types that are picked, of a node that takes several or one. */
export function pickedRecordTypes(context: ILoadOptionsFunctions): string[] {
	const types = context.getCurrentNodeParameter('recordTypes');
	return Array.isArray(types) ? types.map(String) : [pickedRecordType(context)];
}
