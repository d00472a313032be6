import { Dictionary } from '../dictionary';
import { requireType } from '../registry';
import { permalink } from '../permalink';
import { avatarUrl, profileUrl, type RecordEnv, type RecordLink, type TypeDetail } from '../type';
import { isDict, type Dict, type Row, type Value } from '../values';

/** Where mail of a group or bucket is sent from; shared by both types. */
export const replyLinks: RecordLink[] = [
	{ prefix: 'replyto', to: 'address', scrub: /^(contact|org)_/ },
	{ prefix: 'reply_html_template', to: 'html_template' },
	{ prefix: 'reply_signature', to: 'email_signature' },
	{ prefix: 'reply_signing_key', to: 'gpg_private_key' },
];

function withoutLoaded(record: Dict): Dict {
	return Object.fromEntries(Object.entries(record).filter(([key]) => !key.endsWith('_loaded')));
}

/** Members by worker id, disabled ones left out, each with its address and `is_manager`. */
function members(group: Row, env: RecordEnv): Dict {
	const byId: Dict = {};
	for (const [id, isManager] of Object.entries(isDict(group.members) ? group.members : {})) {
		const row = env.state.get('worker', Number(id));
		if (row === undefined || row.is_disabled === 1) continue;
		const dictionary = Dictionary.deep(requireType('worker', env.state), row, env, ['group']);
		const own: Dict = { ...dictionary.toDict(), is_manager: isManager };
		dictionary.load('address_');
		byId[id] = withoutLoaded({ ...own, ...dictionary.toDict() });
	}
	return byId;
}

function buckets(group: Row, env: RecordEnv): Value {
	const rows = [...env.state.table('bucket').scan()].filter((row) => row.group_id === group.id);
	return {
		results_meta: { labels: [], types: [] },
		results: rows.map((row) =>
			withoutLoaded(
				Dictionary.deep(requireType('bucket', env.state), row, env, ['group']).toDict(),
			),
		),
	};
}

/** Group: number ids; rows carry `members` {worker id: is manager} (measured on Cerb 10.4.10). */
export const group: TypeDetail = {
	values: (row, env) => ({
		_label: row.name,
		_image_url: avatarUrl(env, 'group', row.id, row.updated),
		created: row.created,
		id: row.id,
		is_default: row.is_default,
		is_private: row.is_private,
		name: row.name,
		updated: row.updated,
		replyto_id: row.replyto_id,
		reply_html_template_id: row.reply_html_template_id,
		reply_personal: row.reply_personal,
		reply_signature_id: row.reply_signature_id,
		reply_signing_key_id: row.reply_signing_key_id,
		record_url: profileUrl(env, 'group', row.id, permalink(String(row.name))),
	}),
	links: replyLinks,
	lazy: (token, row, env): Dict | undefined => {
		if (token === 'members') return { members: members(row, env) };
		if (token === 'buckets') return { buckets: buckets(row, env) };
		return undefined;
	},
	search: {
		text: { kind: 'text', column: 'name', match: 'partial' },
		created: { kind: 'date', column: 'created' },
		default: { kind: 'bool', column: 'is_default' },
		fieldset: { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		links: { kind: 'links' },
		manager: { kind: 'unknownHere' },
		member: {
			kind: 'related',
			type: 'worker',
			relate: (ids, env) =>
				new Set(
					[...env.state.table('group').scan()]
						.filter((row) => Object.keys(row.members ?? {}).some((id) => ids.has(Number(id))))
						.map((row) => row.id),
				),
		},
		name: { kind: 'text', column: 'name', match: 'partial' },
		private: { kind: 'bool', column: 'is_private' },
		'send.as': { kind: 'text', column: 'reply_personal', match: 'partial' },
		'send.from.id': { kind: 'number', column: 'replyto_id' },
		'signature.id': { kind: 'number', column: 'reply_signature_id' },
		'signing.key.id': { kind: 'number', column: 'reply_signing_key_id' },
		'template.id': { kind: 'number', column: 'reply_html_template_id' },
		updated: { kind: 'date', column: 'updated' },
	},
	defaults: {
		name: '',
		is_default: 0,
		is_private: 0,
		replyto_id: 0,
		reply_html_template_id: 0,
		reply_personal: '',
		reply_signature_id: 0,
		reply_signing_key_id: 0,
		members: {},
	},
	createdColumns: ['created'],
	updatedColumns: ['updated'],
};
