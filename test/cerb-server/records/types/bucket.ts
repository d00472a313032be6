import { permalink } from '../permalink';
import { profileUrl, type TypeDetail } from '../type';
import { replyLinks } from './group';

/** Bucket of a group: number ids, stamp `updated_at` (measured on Cerb 10.4.10). */
export const bucket: TypeDetail = {
	values: (row, env) => ({
		_label: row.name,
		id: row.id,
		is_default: row.is_default,
		name: row.name,
		replyto_id: row.replyto_id,
		reply_html_template_id: row.reply_html_template_id,
		reply_personal: row.reply_personal,
		reply_signature_id: row.reply_signature_id,
		reply_signing_key_id: row.reply_signing_key_id,
		updated_at: row.updated_at,
		group_id: row.group_id,
		record_url: profileUrl(env, 'bucket', row.id, permalink(String(row.name))),
	}),
	links: [...replyLinks, { prefix: 'group', to: 'group' }],
	search: {
		text: { kind: 'text', column: 'name', match: 'partial' },
		fieldset: { kind: 'unknownHere' },
		group: { kind: 'record', type: 'group', column: 'group_id' },
		'group.id': { kind: 'number', column: 'group_id' },
		id: { kind: 'number', column: 'id' },
		links: { kind: 'links' },
		name: { kind: 'text', column: 'name', match: 'partial' },
		'send.as': { kind: 'text', column: 'reply_personal', match: 'partial' },
		'send.from.id': { kind: 'number', column: 'replyto_id' },
		'signature.id': { kind: 'number', column: 'reply_signature_id' },
		'signing.key.id': { kind: 'number', column: 'reply_signing_key_id' },
		'template.id': { kind: 'number', column: 'reply_html_template_id' },
		updated: { kind: 'date', column: 'updated_at' },
	},
	defaults: {
		name: '',
		is_default: 0,
		replyto_id: 0,
		reply_html_template_id: 0,
		reply_personal: '',
		reply_signature_id: 0,
		reply_signing_key_id: 0,
		group_id: 0,
	},
	updatedColumns: ['updated_at'],
};
