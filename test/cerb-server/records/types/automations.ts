import type { SearchField } from '../search/field';
import type { TypeDetail } from '../type';
import { plain } from './plain';

const date = (column: string): SearchField => ({ kind: 'date', column });
const exact = (column: string): SearchField => ({ kind: 'text', column });
const partial = (column: string): SearchField => ({ kind: 'text', column, match: 'partial' });
const unknownHere: SearchField = { kind: 'unknownHere' };

/** The only event of behaviors that the API may run. */
export const API_EVENT = 'event.api.custom_request';

const EVENT_NAMES: Record<string, string | undefined> = {
	[API_EVENT]: 'Custom API request (Legacy)',
};

/**
 * Behavior of a bot. Rows carry `variables` by their keys, as Cerb answers them, and `sets`: what
 * its actions leave behind when it runs, texts with `{{var_name}}` in them (measured on 10.4.10:
 * an action's results stand beside the variables in the answer).
 */
const behavior = plain({
	uri: 'behavior',
	keys: [
		'_label',
		'event_point',
		'id',
		'is_disabled',
		'is_private',
		'name',
		'priority',
		'updated_at',
		'uri',
		'bot_id:string',
		'event_point_name',
		'variables',
		'record_url',
	],
	made: {
		event_point_name: (row) => EVENT_NAMES[String(row.event_point)] ?? String(row.event_point),
	},
	links: [{ prefix: 'bot', to: 'bot' }],
	search: {
		bot: { kind: 'record', type: 'bot', column: 'bot_id' },
		'bot.id': { kind: 'number', column: 'bot_id' },
		disabled: { kind: 'bool', column: 'is_disabled' },
		event: exact('event_point'),
		fieldset: unknownHere,
		links: { kind: 'links' },
		name: partial('name'),
		priority: { kind: 'number', column: 'priority' },
		private: { kind: 'bool', column: 'is_private' },
		updated: date('updated_at'),
		uri: exact('uri'),
		'usableBy.bot': unknownHere,
	},
	defaults: {
		bot_id: 0,
		event_point: API_EVENT,
		is_disabled: 0,
		is_private: 0,
		name: '',
		priority: 0,
		uri: '',
		variables: [],
		sets: {},
	},
	updatedColumns: ['updated_at'],
});

/** Automations, and the bots and behaviors that came before them (measured on Cerb 10.4.10). */
export const automationTypes: Record<string, TypeDetail> = {
	automation: plain({
		uri: 'automation',
		keys: [
			'_label',
			'name',
			'description',
			'id',
			'extension_id',
			'extension_params',
			'created_at',
			'updated_at',
			'policy_kata',
			'record_url',
		],
		lazyColumns: ['script'],
		createdColumns: ['created_at'],
		updatedColumns: ['updated_at'],
		search: {
			created: date('created_at'),
			fieldset: unknownHere,
			links: { kind: 'links' },
			name: partial('name'),
			trigger: exact('extension_id'),
			updated: date('updated_at'),
			watchers: { kind: 'watchers' },
		},
	}),
	automation_event: plain({
		uri: 'automation_event',
		keys: ['_label', 'description', 'extension_id', 'id', 'name', 'updated_at', 'record_url'],
		search: { name: partial('name'), updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
	behavior,
	bot: plain({
		uri: 'bot',
		keys: [
			'_label',
			'_image_url',
			'created_at',
			'id',
			'mention_name',
			'name',
			'is_disabled',
			'updated_at',
			'record_url',
			'owner__context',
			'owner_id',
			'config',
		],
		search: {
			created: date('created_at'),
			disabled: { kind: 'bool', column: 'is_disabled' },
			fieldset: unknownHere,
			links: { kind: 'links' },
			mentionName: exact('mention_name'),
			name: partial('name'),
			owner: { kind: 'polymorphic', contextColumn: 'owner__context', idColumn: 'owner_id' },
			updated: date('updated_at'),
			watchers: { kind: 'watchers' },
		},
	}),
};
