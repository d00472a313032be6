import type { RecordType } from '../type';
import { plain } from './plain';

/**
 * Listener of an event of automations: only on generation 11. Its keys are those of Cerb 11's public
 * documentation (https://cerb.ai/docs/records/types/automation_event_listener/): documented, not
 * measured. All else of generation 11 answers as the measured Cerb 10.4.10 does.
 */
export const automationEventListener: RecordType = {
	alias: 'automation_event_listener',
	context: 'cerb.contexts.automation.event.listener',
	singular: 'Automation Event Listener',
	plural: 'Automation Event Listeners',
	names: ['automation_event_listeners'],
	options: ['custom_fields', 'links', 'records', 'search'],
	detail: plain({
		uri: 'automation_event_listener',
		keys: [
			'_label',
			'event_kata',
			'event_name',
			'id',
			'is_disabled',
			'name',
			'priority',
			'updated_at',
			'workflow_id',
			'record_url',
		],
		made: { is_disabled: (row) => Number(row.is_disabled) !== 0 },
		search: {
			disabled: { kind: 'bool', column: 'is_disabled' },
			event: { kind: 'text', column: 'event_name' },
			links: { kind: 'links' },
			name: { kind: 'text', column: 'name', match: 'partial' },
			priority: { kind: 'number', column: 'priority' },
			updated: { kind: 'date', column: 'updated_at' },
		},
		defaults: {
			event_kata: '',
			event_name: '',
			is_disabled: 0,
			name: '',
			priority: 0,
			workflow_id: 0,
		},
		updatedColumns: ['updated_at'],
	}),
};
