import type { TypeDetail } from '../type';
import { plain } from './plain';

/** Custom field, fieldset and custom record type: `params` only when there are any. */
export const customDefinitions: Record<string, TypeDetail> = {
	custom_field: plain({
		uri: 'custom_field',
		keys: [
			'_label',
			'context',
			'custom_fieldset_id',
			'id',
			'name',
			'type',
			'type_label',
			'pos',
			'updated_at',
			'uri',
			'params',
			'record_url',
		],
		optional: ['params'],
		links: [{ prefix: 'custom_fieldset', to: 'custom_fieldset' }],
		updatedColumns: ['updated_at'],
		search: {
			context: { kind: 'text', column: 'context' },
			name: { kind: 'text', column: 'name', match: 'partial' },
			updated: { kind: 'date', column: 'updated_at' },
			uri: { kind: 'text', column: 'uri' },
		},
	}),
	custom_fieldset: plain({
		uri: 'custom_fieldset',
		keys: [
			'_label',
			'context',
			'id:string',
			'name',
			'updated_at',
			'owner__context',
			'owner_id:string',
			'record_url',
		],
		defaults: { owner__context: 'cerberusweb.contexts.app', owner_id: 0 },
		updatedColumns: ['updated_at'],
		search: {
			name: { kind: 'text', column: 'name', match: 'partial' },
			updated: { kind: 'date', column: 'updated_at' },
		},
	}),
	custom_record: plain({
		uri: 'custom_record',
		keys: [
			'_label',
			'id',
			'name',
			'name_plural',
			'params',
			'updated_at:string',
			'uri',
			'record_url',
		],
		optional: ['params'],
		updatedColumns: ['updated_at'],
		search: {
			name: { kind: 'text', column: 'name', match: 'partial' },
			updated: { kind: 'date', column: 'updated_at' },
			uri: { kind: 'text', column: 'uri' },
		},
	}),
};
