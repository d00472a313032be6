import type { RecordType } from '../../type';
import { adminsOnly, checkOwner, checkWorkerOf, isAdmin, isOwnedBy, type Writer } from '../writer';
import { activityLog, notification } from './activity';
import { address } from './address';
import { attachment } from './attachment';
import { automation } from './automation';
import { automationEvent, automationEventListener } from './automation-event';
import { behavior } from './behavior';
import { comment } from './comment';
import { contact } from './contact';
import { customField, customFieldset, customRecord, customRecordInstance } from './custom';
import { bucket, group } from './group';
import { message } from './message';
import { draft, opportunity, timeEntry } from './others';
import { ticket } from './ticket';
import { task } from './task';
import { worker } from './worker';

const owned: Writer = {
	beforeWrite: checkOwner,
	isWritable: isOwnedBy('owner__context', 'owner_id'),
};

/** Types whose records can be written, by alias; another type is one entry (and its columns). */
const WRITERS: Record<string, Writer | undefined> = {
	activity_log: activityLog,
	address,
	attachment,
	automation,
	automation_event: automationEvent,
	automation_event_listener: automationEventListener,
	behavior,
	bucket,
	calendar: owned,
	calendar_event: {},
	call: {},
	comment,
	contact,
	currency: { isWritable: isAdmin },
	custom_field: customField,
	custom_fieldset: customFieldset,
	custom_record: customRecord,
	draft,
	email_signature: { ...owned, onCreate: () => ({ signature_html: null }) },
	group,
	html_template: { beforeWrite: adminsOnly },
	kb_article: {},
	message,
	notification,
	opportunity,
	org: {},
	project_board: { onCreate: () => ({ cards_kata: null }) },
	reminder: {
		beforeWrite: checkWorkerOf('reminders'),
		isWritable: (row, { actor }) => actor.isAdmin || Number(row.worker_id) === actor.workerId,
	},
	snippet: owned,
	task,
	ticket,
	time_entry: timeEntry,
	timetracking_activity: {},
	worker,
};

/** Types that this server does not write, and administrators may. */
const ADMINS_ONLY = new Set([
	'bot',
	'mailbox',
	'metric',
	'oauth_app',
	'resource',
	'role',
	'webapi_credentials',
	'webhook_listener',
]);

/** How records of a type are written; undefined: not by this server. */
export function writerOf(type: RecordType): Writer | undefined {
	const own = WRITERS[type.alias];
	if (own !== undefined) return own;
	return type.context.startsWith('contexts.custom_record.') ? customRecordInstance : undefined;
}

type Permission = NonNullable<Writer['isWritable']>;

/** Who may change records of a type; undefined: this server does not know. */
export function updateRuleOf(type: RecordType): Permission | undefined {
	const writer = writerOf(type);
	if (writer !== undefined) return writer.isWritable ?? (() => true);
	return ADMINS_ONLY.has(type.alias) ? isAdmin : undefined;
}

/** Who may delete records of a type; nobody deletes addresses and events (measured on 10.4.10). */
export function deleteRuleOf(type: RecordType): Permission | undefined {
	if (type.alias === 'address' || type.alias === 'automation_event') return () => false;
	return writerOf(type)?.isDeletable ?? updateRuleOf(type);
}
