import { permalink } from '../permalink';
import { avatarUrl, profileUrl, type TypeDetail } from '../type';
import type { Dict, Row } from '../values';

/** First and last name as Cerb shows a person. */
export function personName(row: Row): string {
	return [row.first_name, row.last_name]
		.map((part) => String(part ?? '').trim())
		.filter((part) => part !== '')
		.join(' ');
}

/** Contact: ids are texts, stamp `updated_at` (measured on Cerb 10.4.10). */
export const contact: TypeDetail = {
	values: (row, env) => ({
		_label: personName(row),
		_image_url: avatarUrl(env, 'contact', row.id, row.updated_at),
		dob: row.dob,
		id: String(row.id),
		first_name: row.first_name,
		gender: row.gender,
		language: row.language,
		last_login_at: row.last_login_at,
		last_name: row.last_name,
		location: row.location,
		mobile: row.mobile,
		phone: row.phone,
		name: personName(row),
		timezone: row.timezone,
		title: row.title,
		username: row.username,
		updated_at: row.updated_at,
		email_id: row.email_id,
		org_id: row.org_id,
		record_url: profileUrl(env, 'contact', row.id, permalink(personName(row))),
	}),
	links: [
		{ prefix: 'email', to: 'address', unlessBelow: 'address', keepContext: true },
		{ prefix: 'org', to: 'org' },
	],
	lazy: (token, row, env): Dict | undefined => {
		if (token !== 'emails') return undefined;
		const emails: Record<string, string> = {};
		for (const address of env.state.table('address').scan()) {
			if (Number(address.contact_id) === row.id) emails[String(address.id)] = String(address.email);
		}
		return { emails: Object.keys(emails).length === 0 ? [] : emails };
	},
	search: {
		text: {
			kind: 'fulltext',
			texts: (row, env) => [
				[
					personName(row),
					String(row.title),
					String(env.state.get('address', Number(row.email_id))?.email ?? ''),
				].join('\n'),
			],
		},
		alias: { kind: 'unknownHere' },
		comments: { kind: 'unknownHere' },
		created: { kind: 'date', column: 'created_at' },
		email: { kind: 'record', type: 'address', column: 'email_id' },
		'email.id': { kind: 'number', column: 'email_id' },
		fieldset: { kind: 'unknownHere' },
		firstName: { kind: 'text', column: 'first_name', match: 'prefix' },
		gender: { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		lang: { kind: 'text', column: 'language', match: 'prefix' },
		lastLogin: { kind: 'date', column: 'last_login_at' },
		lastName: { kind: 'text', column: 'last_name', match: 'prefix' },
		links: { kind: 'links' },
		mobile: { kind: 'text', column: 'mobile', match: 'prefix' },
		org: { kind: 'record', type: 'org', column: 'org_id' },
		'org.id': { kind: 'number', column: 'org_id' },
		phone: { kind: 'text', column: 'phone', match: 'prefix' },
		timezone: { kind: 'text', column: 'timezone' },
		title: { kind: 'text', column: 'title', match: 'partial' },
		updated: { kind: 'date', column: 'updated_at' },
		username: { kind: 'text', column: 'username', match: 'prefix' },
		watchers: { kind: 'watchers' },
	},
	defaults: {
		dob: null,
		first_name: '',
		gender: '',
		language: '',
		last_login_at: 0,
		last_name: '',
		location: '',
		mobile: '',
		phone: '',
		timezone: '',
		title: '',
		username: '',
		email_id: 0,
		org_id: 0,
	},
	createdColumns: ['created_at'],
	updatedColumns: ['updated_at'],
};
