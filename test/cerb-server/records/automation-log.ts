import type { CerbState } from '../state';
import type { Dict, Row } from './values';

/** Cerb's words for 0 to 7, as syslog has them. */
export const LOG_LEVELS = [
	'emergency',
	'alert',
	'critical',
	'error',
	'warning',
	'notice',
	'info',
	'debug',
] as const;

/** A line that an automation wrote. */
export interface LogLine {
	automation: string;
	/** The command that wrote it, e.g. `start:log.error`. */
	node: string;
	level: (typeof LOG_LEVELS)[number];
	message: string;
}

/** Adds a line to the log of automations; they are no records of a type. */
export function logAutomation(state: CerbState, line: LogLine): void {
	const table = state.table('automation_log');
	table.put({
		id: table.nextId(),
		automation_name: line.automation,
		automation_node: line.node,
		created_at: state.now(),
		level: LOG_LEVELS.indexOf(line.level),
		message: line.message,
	});
}

/** A line as the API answers it. */
export function describeLogLine(row: Row): Dict {
	return {
		automation_name: row.automation_name,
		automation_node: row.automation_node,
		created_at: row.created_at,
		id: row.id,
		level: row.level,
		level__label: LOG_LEVELS[Number(row.level)] ?? '',
		message: row.message,
	};
}
