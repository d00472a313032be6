import type { RecordEnv, Reader, TypeDetail } from '../type';
import { nestedRecords } from '../dictionary';
import type { Dict, Row, Value } from '../values';
import { messageDocument } from './message';

const STATUS = ['open', 'waiting', 'closed', 'deleted'];

/** Addresses (rows) that take part in a ticket, in the order they were added. */
function participantsOf(row: Row, env: RecordEnv): Row[] {
	const ids = Array.isArray(row.participants) ? row.participants : [];
	return ids.flatMap((id) => env.state.get('address', Number(id)) ?? []);
}

function requestersOf(row: Row, env: RecordEnv): Dict {
	const requesters: Dict = {};
	for (const address of participantsOf(row, env)) {
		const contact = env.state.get('contact', Number(address.contact_id));
		requesters[String(address.id)] = {
			id: address.id,
			email: address.email,
			name:
				contact === undefined ? '' : `${String(contact.first_name)} ${String(contact.last_name)}`,
			contact_id: address.contact_id,
			org_id: address.org_id ?? 0,
		};
	}
	return requesters;
}

/** Rows of the type `message` that belong to the given tickets, and the like: ids over a column. */
function rowsWith(env: RecordEnv, alias: string, column: string, ids: Set<number>): Row[] {
	return [...env.state.table(alias).scan()].filter((row) => ids.has(Number(row[column])));
}

function idsOf(values: Value[]): Set<number> {
	return new Set(values.map(Number));
}

function isMemberOfPrivateGroup(row: Row, reader: Reader, env: RecordEnv): boolean {
	const group = env.state.get('group', Number(row.group_id));
	if (group === undefined || group.is_private !== 1) return true;
	const members = group.members;
	return typeof members === 'object' && members !== null && String(reader.workerId) in members;
}

/**
 * Ticket: number ids, elapsed times as texts, status 0 open, 1 waiting, 2 closed, 3 deleted
 * (measured on Cerb 10.4.10).
 */
export const ticket: TypeDetail = {
	values: (row, env) => {
		const url = `${env.baseUrl}/profiles/ticket/${String(row.mask)}`;
		return {
			_label: `[#${String(row.mask)}] ${String(row.subject ?? '')}`,
			closed_at: row.closed_at,
			closed: row.closed_at,
			created: row.created,
			elapsed_response_first: String(row.elapsed_response_first),
			elapsed_resolution_first: String(row.elapsed_resolution_first),
			elapsed_status_open: String(row.elapsed_status_open),
			id: row.id,
			importance: row.importance,
			last_opened_at: row.last_opened_at,
			mask: row.mask,
			num_messages: row.num_messages,
			num_messages_in: row.num_messages_in,
			num_messages_out: row.num_messages_out,
			org_id: row.org_id,
			reopen_date: row.reopen_date,
			spam_score: row.spam_score,
			spam_training: row.spam_training,
			status_id: row.status_id,
			subject: row.subject,
			updated: row.updated,
			status: STATUS[Number(row.status_id)],
			url,
			record_url: url,
			group_id: row.group_id,
			bucket_id: row.bucket_id,
			initial_message_id: row.initial_message_id,
			initial_response_message_id: row.initial_response_message_id,
			latest_message_id: row.latest_message_id,
			owner_id: row.owner_id,
		};
	},
	links: [
		{ prefix: 'group', to: 'group' },
		{ prefix: 'bucket', to: 'bucket' },
		{ prefix: 'initial_message', to: 'message' },
		{ prefix: 'initial_response_message', to: 'message' },
		{ prefix: 'latest_message', to: 'message' },
		{ prefix: 'owner', to: 'worker', scrub: /^address_org_/ },
		{ prefix: 'org', to: 'org', scrub: /^email_/ },
	],
	lazy: (token, row, env): Dict | undefined => {
		switch (token) {
			case 'participants':
				return {
					participants: nestedRecords(env, 'ticket', 'address', participantsOf(row, env), [
						'contact_',
					]),
				};
			case 'requesters': {
				const requesters = requestersOf(row, env);
				return { requesters: Object.keys(requesters).length === 0 ? [] : requesters };
			}
			case 'requester_emails':
				return {
					requesters: requestersOf(row, env),
					requester_emails: participantsOf(row, env)
						.map((address) => String(address.email))
						.join(', '),
				};
			default:
				return undefined;
		}
	},
	search: {
		text: {
			kind: 'fulltext',
			texts: (row, env) =>
				rowsWith(env, 'message', 'ticket_id', new Set([row.id])).map((message) =>
					messageDocument(message, env),
				),
			hasNoWildcards: true,
		},
		bucket: { kind: 'record', type: 'bucket', column: 'bucket_id' },
		'bucket.id': { kind: 'number', column: 'bucket_id' },
		closed: { kind: 'date', column: 'closed_at' },
		comments: {
			kind: 'related',
			type: 'comment',
			relate: (ids, env) =>
				idsOf(
					[...env.state.table('comment').scan()]
						.filter(
							(row) => ids.has(row.id) && row.target__context === 'cerberusweb.contexts.ticket',
						)
						.map((row) => row.target_id),
				),
		},
		'comments.first': { kind: 'unknownHere' },
		'comments.last': { kind: 'unknownHere' },
		created: { kind: 'date', column: 'created' },
		fieldset: { kind: 'unknownHere' },
		group: { kind: 'record', type: 'group', column: 'group_id' },
		'group.id': { kind: 'number', column: 'group_id' },
		id: { kind: 'number', column: 'id' },
		importance: { kind: 'number', column: 'importance' },
		inGroupsOf: { kind: 'unknownHere' },
		inGroupsOfWorker: { kind: 'unknownHere' },
		lastOpenedAt: { kind: 'date', column: 'last_opened_at' },
		links: { kind: 'links' },
		mask: { kind: 'text', column: 'mask', match: 'prefix' },
		messages: {
			kind: 'related',
			type: 'message',
			relate: (ids, env) =>
				idsOf(rowsWith(env, 'message', 'id', ids).map((message) => message.ticket_id)),
		},
		'messages.count': { kind: 'number', column: 'num_messages' },
		'messages.count.in': { kind: 'number', column: 'num_messages_in' },
		'messages.count.out': { kind: 'number', column: 'num_messages_out' },
		'messages.first': { kind: 'record', type: 'message', column: 'initial_message_id' },
		'messages.firstOutgoing': {
			kind: 'record',
			type: 'message',
			column: 'initial_response_message_id',
		},
		'messages.last': { kind: 'record', type: 'message', column: 'latest_message_id' },
		org: { kind: 'record', type: 'org', column: 'org_id' },
		'org.id': { kind: 'number', column: 'org_id' },
		owner: { kind: 'record', type: 'worker', column: 'owner_id' },
		'owner.id': { kind: 'worker', column: 'owner_id' },
		participant: {
			kind: 'related',
			type: 'address',
			relate: (ids, env) =>
				idsOf(
					[...env.state.table('ticket').scan()]
						.filter((row) => participantsOf(row, env).some((address) => ids.has(address.id)))
						.map((row) => row.id),
				),
		},
		'participant.id': { kind: 'unknownHere' },
		recipient: { kind: 'unknownHere' },
		reopen: { kind: 'date', column: 'reopen_date' },
		'resolution.first': { kind: 'unknownHere' },
		'response.first': { kind: 'unknownHere' },
		responsibility: { kind: 'unknownHere' },
		'spam.score': { kind: 'unknownHere' },
		'spam.training': { kind: 'unknownHere' },
		status: {
			kind: 'status',
			column: 'status_id',
			letters: { o: 0, w: 1, c: 2, d: 3 },
			sortable: false,
			labels: { 0: 'Open', 1: 'Waiting', 2: 'Closed', 3: 'Deleted' },
			subtotalKeys: false,
		},
		'status.id': { kind: 'number', column: 'status_id' },
		subject: { kind: 'text', column: 'subject', match: 'partial' },
		timeSpentOpen: { kind: 'unknownHere' },
		updated: { kind: 'date', column: 'updated' },
		watchers: { kind: 'watchers' },
		'watchers.count': { kind: 'unknownHere' },
		'worker.commented': { kind: 'unknownHere' },
		'worker.replied': { kind: 'unknownHere' },
	},
	defaults: {
		subject: '',
		mask: '',
		closed_at: 0,
		elapsed_response_first: 0,
		elapsed_resolution_first: 0,
		elapsed_status_open: 0,
		importance: 50,
		last_opened_at: 0,
		num_messages: 0,
		num_messages_in: 0,
		num_messages_out: 0,
		org_id: 0,
		reopen_date: 0,
		spam_score: 0,
		spam_training: '',
		status_id: 0,
		group_id: 1,
		bucket_id: 1,
		initial_message_id: 0,
		initial_response_message_id: 0,
		latest_message_id: 0,
		owner_id: 0,
		participants: [],
	},
	createdColumns: ['created'],
	updatedColumns: ['updated'],
	keepsStampOnUpdate: true,
	/** Private groups: members and administrators only; a missing ticket is no secret of a group. */
	isReadable: (row, reader, env) =>
		reader.isAdmin || row === undefined || isMemberOfPrivateGroup(row, reader, env),
};
