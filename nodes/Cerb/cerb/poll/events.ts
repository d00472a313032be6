const EVENTS = [
	'newComment',
	'newMessage',
	'recordCreated',
	'recordCreatedOrUpdated',
	'recordUpdated',
	'ticketChanged',
] as const;

/** What the polling trigger can watch for. Saved in workflows: never change them. */
export type WatchedEvent = (typeof EVENTS)[number];

/** Whether a value of the parameter Trigger On is one that this version knows. */
export function isWatchedEvent(value: unknown): value is WatchedEvent {
	return EVENTS.some((event) => event === value);
}

/** The record types of events that are of one type only. */
const FIXED_TYPES = new Map<string, string>([
	['newComment', 'comment'],
	['newMessage', 'message'],
	['ticketChanged', 'ticket'],
]);

/** The type that an event is about, or undefined where the user picks it. */
export function fixedType(event: unknown): string | undefined {
	return FIXED_TYPES.get(String(event));
}

/** Events that need the time of a record's last change. */
export const UPDATE_EVENTS = ['recordUpdated', 'recordCreatedOrUpdated'];
