import { permalink } from '../permalink';
import { avatarUrl, profileUrl, type TypeDetail } from '../type';
import type { Dict } from '../values';
import { personName } from './contact';

/**
 * Email address: number ids; `contact_id` is 0 without a contact and a text with one, `org_id` is
 * null without an organization; the label is made only on demand (measured on Cerb 10.4.10).
 */
export const address: TypeDetail = {
	values: (row, env) => ({
		_image_url: avatarUrl(env, 'address', row.id, row.updated),
		id: row.id,
		address: row.email,
		created_at: row.created_at,
		email: row.email,
		host: row.host ?? String(row.email).split('@')[1] ?? '',
		num_spam: row.num_spam,
		num_nonspam: row.num_nonspam,
		is_banned: row.is_banned,
		is_contact: Number(row.contact_id) !== 0,
		is_defunct: row.is_defunct,
		is_trusted: row.is_trusted,
		updated: row.updated,
		record_url: profileUrl(env, 'address', row.id, permalink(String(row.email))),
		contact_id: row.contact_id,
		org_id: Number(row.org_id ?? 0) === 0 ? null : row.org_id,
		mail_transport_id: row.mail_transport_id,
		worker_id: row.worker_id,
	}),
	links: [
		{ prefix: 'contact', to: 'contact', unlessBelow: 'contact' },
		{ prefix: 'org', to: 'org', unlessBelow: 'contact' },
		{ prefix: 'mail_transport', to: 'mail_transport', unlessBelow: 'address' },
		{ prefix: 'worker', to: 'worker', unlessBelow: 'address' },
	],
	lazy: (token, row, env): Dict | undefined => {
		if (token !== '_label') return undefined;
		const contact = env.state.get('contact', Number(row.contact_id));
		const email = String(row.email);
		return { _label: contact === undefined ? email : `${personName(contact)} <${email}>` };
	},
	search: {
		text: {
			kind: 'fulltext',
			texts: (row, env) => {
				const contact = env.state.get('contact', Number(row.contact_id));
				const org = env.state.get('org', Number(row.org_id ?? 0));
				const name = contact === undefined ? '' : personName(contact);
				return [[String(row.email), name, String(org?.name ?? '')].join('\n')];
			},
		},
		comments: { kind: 'unknownHere' },
		contact: { kind: 'record', type: 'contact', column: 'contact_id' },
		'contact.id': { kind: 'number', column: 'contact_id' },
		created: { kind: 'date', column: 'created_at' },
		email: { kind: 'text', column: 'email' },
		fieldset: { kind: 'unknownHere' },
		host: { kind: 'text', column: 'host' },
		id: { kind: 'number', column: 'id' },
		isBanned: { kind: 'bool', column: 'is_banned' },
		isDefunct: { kind: 'bool', column: 'is_defunct' },
		isTrusted: { kind: 'bool', column: 'is_trusted' },
		links: { kind: 'links' },
		'mailTransport.id': { kind: 'number', column: 'mail_transport_id' },
		nonspam: { kind: 'number', column: 'num_nonspam' },
		org: { kind: 'record', type: 'org', column: 'org_id' },
		'org.id': { kind: 'number', column: 'org_id' },
		spam: { kind: 'number', column: 'num_spam' },
		ticket: {
			kind: 'related',
			type: 'ticket',
			relate: (ids, env) =>
				new Set(
					[...env.state.table('ticket').scan()]
						.filter((row) => ids.has(row.id) && Array.isArray(row.participants))
						.flatMap((row) => (Array.isArray(row.participants) ? row.participants : []))
						.map(Number),
				),
		},
		'ticket.id': { kind: 'unknownHere' },
		updated: { kind: 'date', column: 'updated' },
		watchers: { kind: 'watchers' },
		'worker.id': { kind: 'number', column: 'worker_id' },
	},
	defaults: {
		email: '',
		num_spam: 0,
		num_nonspam: 0,
		is_banned: 0,
		is_defunct: 0,
		is_trusted: 0,
		contact_id: 0,
		org_id: 0,
		mail_transport_id: 0,
		worker_id: 0,
	},
	createdColumns: ['created_at'],
	updatedColumns: ['updated'],
};
