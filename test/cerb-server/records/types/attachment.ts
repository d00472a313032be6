import { phpUrlEncode } from '../../http/php-form';
import { permalink } from '../permalink';
import { profileUrl, type TypeDetail } from '../type';

/** Attachment; rows carry `on`: the records it hangs on as `alias:id` (measured on 10.4.10). */
export const attachment: TypeDetail = {
	values: (row, env) => ({
		_label: row.name,
		id: row.id,
		mime_type: row.mime_type,
		name: row.name,
		size: row.size,
		storage_extension: row.storage_extension,
		storage_key: row.storage_key,
		storage_sha1hash: row.storage_sha1hash,
		updated: row.updated,
		url_download: `${env.baseUrl}/files/${row.id}/${phpUrlEncode(String(row.name))}`,
		record_url: profileUrl(env, 'attachment', row.id, permalink(String(row.name))),
	}),
	search: {
		text: { kind: 'text', column: 'name', match: 'prefix' },
		bundle: { kind: 'unknownHere' },
		fieldset: { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		links: { kind: 'links' },
		mimetype: { kind: 'text', column: 'mime_type' },
		name: { kind: 'text', column: 'name' },
		on: { kind: 'attachedTo' },
		size: { kind: 'unknownHere' },
		'storage.extension': { kind: 'text', column: 'storage_extension' },
		updated: { kind: 'date', column: 'updated' },
	},
	defaults: {
		mime_type: 'application/octet-stream',
		name: '',
		size: 0,
		storage_extension: 'devblocks.storage.engine.disk',
		storage_key: '',
		storage_sha1hash: '',
		on: [],
	},
	updatedColumns: ['updated'],
};
