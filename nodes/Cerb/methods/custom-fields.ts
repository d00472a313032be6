import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listFields } from '../cerb/fields';
import { openClient } from './client';

/** The custom fields of tickets, by what people call them. */
export async function getTicketCustomFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const fields = await listFields(await openClient(this), 'ticket');
	return fields
		.filter(({ customId }) => customId !== undefined)
		.map(({ key, label }) => ({ name: label, value: key }))
		.sort((a, b) => a.name.localeCompare(b.name));
}
