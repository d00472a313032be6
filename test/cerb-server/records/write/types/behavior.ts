import { API_EVENT } from '../../types/automations';
import { isAdmin, type Writer } from '../writer';

/** Behavior of a bot: its variables and actions cannot be written through the API. */
export const behavior: Writer = {
	checkColumn: {
		event_point: (value, _columns, context) => {
			const event = String(value);
			if (!event.startsWith('event.')) return `'event_point' '${event}' is an invalid event point.`;
			if (event !== API_EVENT) context.unclaimed(`behaviors of ${event}`);
			return undefined;
		},
		uri: (value) =>
			/^\w*$/.test(String(value))
				? undefined
				: "'uri' may only contain letters, numbers, and underscores",
	},
	beforeWrite: (columns, { actor }) =>
		actor.isAdmin || !columns.has('bot_id')
			? undefined
			: 'You do not have permission to create behaviors on this bot.',
	isWritable: isAdmin,
};
