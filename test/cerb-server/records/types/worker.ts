import { nestedRecordsById } from '../dictionary';
import { permalink } from '../permalink';
import { avatarUrl, profileUrl, type RecordEnv, type TypeDetail } from '../type';
import { isDict, type Dict, type Row } from '../values';
import { personName } from './contact';

function isMember(group: Row, workerId: number): boolean {
	return isDict(group.members) && String(workerId) in group.members;
}

/** Ids of the workers in any of the groups; managers only when asked so. */
function membersOf(groups: Set<number>, managersOnly: boolean, env: RecordEnv): Set<number> {
	const ids = new Set<number>();
	for (const group of env.state.table('group').scan()) {
		if (!groups.has(group.id) || !isDict(group.members)) continue;
		for (const [id, isManager] of Object.entries(group.members)) {
			if (!managersOnly || isManager === true) ids.add(Number(id));
		}
	}
	return ids;
}

/** Worker: number ids; the email address is a record of its own (measured on Cerb 10.4.10). */
export const worker: TypeDetail = {
	values: (row, env) => ({
		_label: personName(row),
		_image_url: avatarUrl(env, 'worker', row.id, row.updated),
		at_mention_name: row.at_mention_name,
		calendar_id: row.calendar_id,
		dob: row.dob,
		id: row.id,
		first_name: String(row.first_name).trim(),
		full_name: personName(row),
		gender: row.gender,
		is_disabled: row.is_disabled,
		is_superuser: row.is_superuser,
		language: row.language,
		last_name: String(row.last_name).trim(),
		location: row.location,
		mobile: row.mobile,
		phone: row.phone,
		time_format: row.time_format,
		timezone: row.timezone,
		timeout_idle_secs: row.timeout_idle_secs,
		title: row.title,
		updated: row.updated,
		record_url: profileUrl(env, 'worker', row.id, permalink(personName(row))),
		address_id: row.address_id,
	}),
	links: [
		{ prefix: 'address', to: 'address' },
		{ prefix: 'calendar', to: 'calendar' },
	],
	lazy: (token, row, env): Dict | undefined => {
		if (token === 'groups') {
			const groups = [...env.state.table('group').scan()].filter((item) => isMember(item, row.id));
			return { groups: nestedRecordsById(env, 'worker', 'group', groups) };
		}
		if (token === 'emails') {
			const emails = [...env.state.table('address').scan()];
			const own = emails.filter((item) => item.worker_id === row.id);
			return { emails: nestedRecordsById(env, 'worker', 'address', own) };
		}
		return undefined;
	},
	search: {
		text: {
			kind: 'fulltext',
			texts: (row, env) => [
				[
					personName(row),
					String(row.title),
					String(row.at_mention_name),
					String(env.state.get('address', Number(row.address_id))?.email ?? ''),
				].join('\n'),
			],
			knowsMe: true,
		},
		alias: { kind: 'unknownHere' },
		calendar: { kind: 'unknownHere' },
		'calendar.id': { kind: 'number', column: 'calendar_id' },
		email: { kind: 'record', type: 'address', column: 'address_id' },
		'email.id': { kind: 'number', column: 'address_id' },
		fieldset: { kind: 'unknownHere' },
		firstName: { kind: 'text', column: 'first_name', match: 'prefix' },
		gender: { kind: 'unknownHere' },
		group: {
			kind: 'related',
			type: 'group',
			relate: (ids, env) => membersOf(ids, false, env),
		},
		'group.manager': {
			kind: 'related',
			type: 'group',
			relate: (ids, env) => membersOf(ids, true, env),
		},
		id: { kind: 'number', column: 'id' },
		isAdmin: { kind: 'bool', column: 'is_superuser' },
		isAvailable: { kind: 'unknownHere' },
		isBusy: { kind: 'unknownHere' },
		isDisabled: { kind: 'bool', column: 'is_disabled' },
		isMfaRequired: { kind: 'unknownHere' },
		isPasswordDisabled: { kind: 'unknownHere' },
		language: { kind: 'text', column: 'language', match: 'prefix' },
		lastActivity: { kind: 'unknownHere' },
		lastName: { kind: 'text', column: 'last_name', match: 'prefix' },
		links: { kind: 'links' },
		location: { kind: 'text', column: 'location', match: 'partial' },
		mention: { kind: 'text', column: 'at_mention_name' },
		mentionName: { kind: 'text', column: 'at_mention_name' },
		mobile: { kind: 'text', column: 'mobile', match: 'partial' },
		phone: { kind: 'text', column: 'phone', match: 'partial' },
		role: { kind: 'unknownHere' },
		'role.editor': { kind: 'unknownHere' },
		'role.reader': { kind: 'unknownHere' },
		timezone: { kind: 'text', column: 'timezone' },
		title: { kind: 'text', column: 'title', match: 'partial' },
		updated: { kind: 'date', column: 'updated' },
		'using.workspace': { kind: 'unknownHere' },
	},
	defaults: {
		at_mention_name: '',
		calendar_id: 0,
		dob: null,
		first_name: '',
		gender: '',
		is_disabled: 0,
		is_superuser: 0,
		language: 'en_US',
		last_name: '',
		location: null,
		mobile: '',
		phone: '',
		time_format: 'D, d M Y h:i a',
		timezone: 'UTC',
		timeout_idle_secs: 600,
		title: '',
		address_id: 0,
	},
	updatedColumns: ['updated'],
};
