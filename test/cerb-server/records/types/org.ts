import { permalink } from '../permalink';
import { avatarUrl, profileUrl, type TypeDetail } from '../type';

/** Organization: number ids, stamp `updated` (measured on Cerb 10.4.10). */
export const org: TypeDetail = {
	values: (row, env) => ({
		_label: row.name,
		_image_url: avatarUrl(env, 'org', row.id, row.updated),
		id: row.id,
		name: row.name,
		created: row.created,
		city: row.city,
		country: row.country,
		phone: row.phone,
		postal: row.postal,
		province: row.province,
		street: row.street,
		updated: row.updated,
		website: row.website,
		email_id: row.email_id,
		record_url: profileUrl(env, 'org', row.id, permalink(String(row.name))),
	}),
	links: [{ prefix: 'email', to: 'address', unlessBelow: 'address' }],
	search: {
		text: {
			kind: 'fulltext',
			texts: (row) => [
				['name', 'street', 'city', 'province', 'postal', 'country', 'phone', 'website']
					.map((key) => String(row[key]))
					.join('\n'),
			],
		},
		alias: { kind: 'unknownHere' },
		city: { kind: 'text', column: 'city', match: 'partial' },
		comments: { kind: 'unknownHere' },
		contacts: {
			kind: 'related',
			type: 'contact',
			relate: (ids, env) =>
				new Set(
					[...env.state.table('contact').scan()]
						.filter((row) => ids.has(row.id))
						.map((row) => Number(row.org_id)),
				),
		},
		country: { kind: 'text', column: 'country', match: 'prefix' },
		created: { kind: 'date', column: 'created' },
		email: { kind: 'record', type: 'address', column: 'email_id' },
		'email.id': { kind: 'number', column: 'email_id' },
		fieldset: { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		links: { kind: 'links' },
		name: { kind: 'text', column: 'name', match: 'partial' },
		phone: { kind: 'text', column: 'phone', match: 'partial' },
		postal: { kind: 'text', column: 'postal', match: 'partial' },
		state: { kind: 'text', column: 'province', match: 'prefix' },
		street: { kind: 'text', column: 'street', match: 'partial' },
		ticket: { kind: 'unknownHere' },
		'ticket.id': { kind: 'unknownHere' },
		updated: { kind: 'date', column: 'updated' },
		watchers: { kind: 'watchers' },
		website: { kind: 'text', column: 'website', match: 'partial' },
	},
	defaults: {
		name: '',
		city: '',
		country: '',
		phone: '',
		postal: '',
		province: '',
		street: '',
		website: '',
		email_id: 0,
	},
	createdColumns: ['created'],
	updatedColumns: ['updated'],
};
