import type { IDataObject } from 'n8n-workflow';

import type { CerbOperation } from '../operation';

interface ActivityEvent {
	id: string;
	name: string;
	text?: { value?: string };
}

/** `GET contexts/activity/events`: what the activity log can tell. */
export const getActivityEvents: CerbOperation = {
	value: 'getActivityEvents',
	name: 'Get Many Activity Events',
	action: 'Get many activity events',
	description: 'List the kinds of events that the activity log knows',
	isReadOnly: true,
	properties: [],
	async execute({ client, itemIndex }) {
		const { results } = await client.call({ method: 'GET', path: 'contexts/activity/events.json' });
		return (results as unknown as ActivityEvent[]).map(({ id, name, text }) => {
			const json: IDataObject = { id, name, text: text?.value ?? null };
			return { json, pairedItem: { item: itemIndex } };
		});
	},
};
