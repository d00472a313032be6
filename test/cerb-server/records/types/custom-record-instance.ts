import type { TypeDetail } from '../type';
import { plain } from './plain';

/** A record of a custom type, e.g. `widget` (measured on Cerb 10.4.10 without an owner). */
export function customRecordDetail(uri: string): TypeDetail {
	return plain({
		uri,
		keys: [
			'_label',
			'created_at',
			'id',
			'name',
			'owner__context',
			'owner_id',
			'updated_at',
			'_image_url',
			'record_url',
		],
		defaults: { name: '', owner__context: '', owner_id: 0 },
		createdColumns: ['created_at'],
		updatedColumns: ['updated_at'],
		search: {
			created: { kind: 'date', column: 'created_at' },
			name: { kind: 'text', column: 'name', match: 'partial' },
			updated: { kind: 'date', column: 'updated_at' },
			fieldset: { kind: 'unknownHere' },
			links: { kind: 'links' },
			owner: { kind: 'unknownHere' },
			watchers: { kind: 'watchers' },
		},
	});
}
