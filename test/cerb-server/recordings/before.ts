import type { CerbServer } from '../index';
import { logAutomation } from '../records/automation-log';
import { writeFile } from '../records/files';
import { requireType } from '../records/registry';
import type { CerbState } from '../state';

/** Id of the worker with that first name. */
export function workerId({ state }: CerbServer, firstName: string): number {
	for (const { id } of state.table('worker').scan()) {
		if (state.getWorker(id)?.firstName === firstName) return id;
	}
	throw new Error(`The seed has no worker ${firstName}`);
}

/** The recorded login names the administrator of that instance. */
export function renameAdmin(server: CerbServer): void {
	const worker = server.state.get('worker', workerId(server, 'Ada'));
	server.state.update('address', Number(worker?.address_id), { email: 'admin@cerb.example' });
}

export function keepTasksUpTo(state: CerbState, last: number): void {
	const later = [...state.table('task').scan()].filter(({ id }) => id > last);
	for (const { id } of later) state.remove('task', id);
}

/** Types with a custom field `bump_<alias>`. */
export const BUMPED = [
	'address',
	'attachment',
	'message',
	'opportunity',
	'org',
	'task',
	'ticket',
	'widget',
];

/** One more custom field of a type. */
export function addField(state: CerbState, alias: string): void {
	state.create('custom_field', {
		...(alias === 'task' ? { id: 20 } : {}),
		context: requireType(alias, state).context,
		custom_fieldset_id: 0,
		name: `Bump ${alias}`,
		type: 'S',
		type_label: 'Text: Single Line',
		pos: 0,
		uri: `bump_${alias}`,
		params: {},
	});
}

export function removeAll(state: CerbState, alias: string): void {
	for (const { id } of [...state.table(alias).scan()]) state.remove(alias, id);
}

export function create(state: CerbState, alias: string, id: number): void {
	state.create(alias, { id, name: 'Made before' });
}

/** The bytes that most of the recorded uploads have. */
export const HELLO = 'SGVsbG8gYnl0ZXMgAP8=';

/** An attachment that was there before; without a type it is a binary one. */
export function addFile(
	state: CerbState,
	id: number,
	name: string,
	mimeType: string,
	content: Buffer | string,
): void {
	state.create('attachment', { id, name, mime_type: mimeType || 'application/octet-stream' });
	const row = state.get('attachment', id);
	if (row !== undefined) writeFile(state, row, Buffer.from(content));
}

/** Notifications of a worker about its tickets. */
export function notify(state: CerbState, assigneeId: number, count: number): void {
	for (let number = 1; number <= count; number++) {
		state.create('notification', {
			activity_point: 'ticket.owner.assigned',
			event_json: '{}',
			is_read: 0,
			message: `Ticket ${number} is yours`,
			message_html: `Ticket ${number} is yours`,
			target__context: 'cerberusweb.contexts.ticket',
			target_id: number,
			target_path: `profiles/ticket/${number}`,
			assignee_id: assigneeId,
		});
	}
}

/** What an automation that cannot reach its receiver writes into the log. */
export function logErrors(state: CerbState, count: number): void {
	for (let number = 1; number <= count; number++) {
		const node = 'start:http.request/post:on_error:log.error/e';
		const message = `Not reached, try ${number}`;
		logAutomation(state, { automation: 'changes.report', node, level: 'error', message });
	}
}

export function disable(server: CerbServer, firstName: string): void {
	server.state.update('worker', workerId(server, firstName), { is_disabled: 1 });
}

/** The script behind the recorded answers of `api.echo`. */
export const API_ECHO = `inputs:
  text/name:
    required@bool: yes
start:
  return:
    data:
      hello: {{inputs.name}}
      n@int: 5
`;

/** An automation that was there before. */
export function automate(state: CerbState, name: string, script = ''): void {
	state.create('automation', { name, extension_id: 'cerb.trigger.data.query', script });
}
