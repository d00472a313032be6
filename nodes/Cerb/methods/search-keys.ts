import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listSearchKeys } from '../cerb/search-keys';
import { currentRecordType, openClient } from './client';

/** The search keys of the chosen record type, custom fields by their names. */
export async function getSearchKeys(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const client = await openClient(this);
	const keys = await listSearchKeys(client, await currentRecordType(this, client));
	return keys
		.map(({ key, label, kind }) => ({
			name: label,
			value: key,
			description: label === key ? kind : `${kind}, ${key}`,
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}
