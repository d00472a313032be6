import type { RecordType } from '../../records/type';

/** Rows without a `limit:`, where it is not 25: a setting of each type's list (10.4.10). */
const DEFAULT_LIMITS: Record<string, number | undefined> = {
	activity_log: 10,
	address: 10,
	calendar_event: 10,
	call: 10,
	kb_article: 10,
	notification: 100,
	org: 10,
	ticket: 10,
	time_entry: 10,
};

export function defaultLimit(type: RecordType): number {
	return DEFAULT_LIMITS[type.alias] ?? 25;
}
