import type { RecordType } from '../../records/type';

/** What is worth knowing of single fields, in our own words; `<type>.<key>` goes before `<key>`. */
const NOTES: Record<string, string | undefined> = {
	'task.status':
		'`o` (open), `w` (waiting) or `c` (closed), or the whole word; alternative to `status_id`',
	'task.status_id': '`0` (open), `1` (closed), `2` (waiting); alternative to `status`',
	'ticket.status':
		'`o` (open), `w` (waiting), `c` (closed) or `d` (deleted), or the whole word; alternative to `status_id`',
	'ticket.status_id':
		'`0` (open), `1` (waiting), `2` (closed), `3` (deleted); alternative to `status`',
	'ticket.group': 'Name of the group; alternative to `group_id`',
	'ticket.bucket': 'Name of the bucket, together with a group; alternative to `bucket_id`',
	'ticket.participants': 'Email addresses that take part, separated by commas',
	'ticket.participant_ids':
		'Ids of addresses to add, separated by commas; with `-` before one to remove it',
	'opportunity.status': '`open`, `closed_won` or `closed_lost`; alternative to `status_id`',
	'contact.email': 'Email address; alternative to `email_id`',
	'message.sender': 'Email address of the sender; alternative to `sender_id`',
	'worker.email': 'Email address; alternative to `email_id`',
	org: 'Name of the organization; alternative to `org_id`',
	links: 'Records to link to as a list of `type:id`; with `-` before one to take the link away',
	fieldsets: 'Ids of custom fieldsets; with `-` before one to remove it',
	params: 'Key and value pairs',
	image: 'PNG picture as a `data:` address in base64',
	importance: 'From `0` (least) to `100` (most)',
	mask: 'Reference of the ticket; made up when it is left out',
};

/** The note of a field: its own, or one that its name and type give. */
export function noteOf(key: string, fieldType: string, type: RecordType): string {
	const own = NOTES[`${type.alias}.${key}`] ?? NOTES[key];
	if (own !== undefined) return own;
	const words = key.replace(/_+/g, ' ').trim();
	const record = type.singular.toLowerCase();
	if (fieldType === 'timestamp') return `The ${record}'s date "${words}" in unix seconds`;
	if (fieldType === 'id')
		return `Id of the record that is the ${record}'s ${words.replace(/ id$/, '')}`;
	if (fieldType === 'bit') return `\`1\` or \`0\`: ${words}`;
	return `The ${record}'s ${words}`;
}
