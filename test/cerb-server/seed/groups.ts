import type { Dict } from '../records/values';
import type { Seeding } from './context';

const everyone = (managers: number[]): Dict =>
	Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((id) => [String(id), managers.includes(id)]));

/** Groups 1 to 5 with the names of their buckets; the first bucket takes the mail. */
const GROUPS: Array<[string, Dict, string[]]> = [
	[
		'Support',
		{ is_default: 1, members: everyone([1, 2]) },
		['Inbox', 'Automated', 'Customers', 'Questions', 'Feedback', 'Waiting', 'Escalated', 'Returns'],
	],
	['Sales', { members: everyone([5]) }, ['Inbox', 'Prospects', 'Trials']],
	['Development', { members: everyone([6]) }, ['Inbox', 'Bugs', 'Ideas']],
	['Billing', { members: everyone([1]) }, ['Inbox', 'Invoices', 'Refunds']],
	['Management', { is_private: 1, members: { '1': true } }, ['Inbox']],
];

/** First bucket id of each group. */
const FIRST_BUCKET = [1, 12, 15, 18, 21];

/** Groups (the last one private), buckets, and what their mail is dressed in. */
export function seedGroups({ state, at }: Seeding): void {
	for (const [index, [name, more, buckets]] of GROUPS.entries()) {
		const groupId = state.create('group', {
			name,
			replyto_id: 9,
			reply_html_template_id: 1,
			reply_personal: '{{first_name}} at Example',
			reply_signature_id: 1,
			created: at(0),
			updated: at(1),
			...more,
		});
		for (const [position, bucket] of buckets.entries()) {
			state.create('bucket', {
				id: FIRST_BUCKET[index] + position,
				name: bucket,
				group_id: groupId,
				is_default: position === 0 ? 1 : 0,
				updated_at: at(1),
			});
		}
	}
	state.create('html_template', {
		name: 'Default',
		content: '<div>{{message_body}}</div>',
		updated_at: at(-8),
	});
	state.create('email_signature', {
		name: 'Default Signature',
		owner__context: 'cerberusweb.contexts.app',
		owner_id: 0,
		signature: '-- \n{{first_name}}\n',
		signature_html: null,
		updated_at: at(1),
	});
	for (const [id, name] of [
		[1, "Ada's calendar"],
		[2, 'Office Holidays'],
		[3, 'Office Hours'],
	] as const) {
		state.create('calendar', {
			id,
			name,
			timezone: '',
			updated_at: at(1),
			owner__context: 'cerberusweb.contexts.app',
			owner_id: 0,
		});
	}
}
