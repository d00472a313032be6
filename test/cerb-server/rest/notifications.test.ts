import type { Dict } from '../records/values';
import { createState } from '../state';
import { fieldsForm, restResult } from '../support/rest-call';

const TASK = 'cerberusweb.contexts.task';

const notify = async (more: Record<string, string>, state = createState(), worker = 1) =>
	await restResult(
		state,
		'POST records/notification/create',
		fieldsForm({
			activity_point: 'custom.other',
			assignee_id: '1',
			target__context: 'task',
			target_id: '1',
			...more,
		}),
		worker,
	);

describe('notifications', () => {
	it('fill the variables of their message in, linked where a variable has an address', async () => {
		expect(
			await notify({
				'params[message]': '{{who}} did {{what}} ',
				'params[variables][who]': 'Ann <x>',
				'params[urls][who]': 'ctx://worker:1',
			}),
		).toMatchObject({
			_label: 'Ann <x> did',
			message: 'Ann <x> did  ',
			message_html:
				'<a href="http://cerb.example/profiles/worker/1" class="subject">Ann &lt;x&gt;</a> did  ',
			event_json:
				'{"message":"{{who}} did {{what}} ","variables":{"who":"Ann <x>"},"urls":{"who":"ctx:\\/\\/worker:1"}}',
			url: 'http://cerb.example/profiles/task/1',
			target__context: TASK,
		});
	});

	it('take no template and need a message', async () => {
		expect(await notify({ 'params[message]': '{{1+1}}' })).toBe('unclaimed');
		expect(await notify({})).toBe("'entry_json' is required.");
		expect(await notify({ params: 'x' })).toBe('must be an object.');
	});

	it('are listed ten by ten, the own ones, with a total as text', async () => {
		const state = createState();
		for (let number = 1; number <= 12; number++) {
			await notify({ 'params[message]': `No. ${number}`, assignee_id: '2' }, state);
		}
		const list = async (query: string) =>
			(await restResult(state, `GET notifications/list?${query}`, '', 2)) as {
				results: Dict[];
				total: string;
			};
		expect((await list('')).results).toHaveLength(10);
		expect(await list('unread=1&page=2')).toMatchObject({ total: '12', count: 2, page: 2 });
		expect(await list('unread=0')).toMatchObject({ total: '0', results: [] });
	});

	it('are marked as read by whom they are for, and by administrators', async () => {
		const state = createState();
		const made = (await notify({ 'params[message]': 'Look', assignee_id: '2' }, state)) as Dict;
		const path = `PUT notifications/${String(made.id)}`;
		expect(await restResult(state, path, 'is_read=1', 3)).toBe('ERROR_PERMISSIONS');
		expect(await restResult(state, path, 'is_read=1', 2)).toMatchObject({
			is_read: 1,
			assignee__type: 'worker',
		});
		expect(await restResult(state, path, 'worker_id=1')).toBe('unclaimed');
		expect(await restResult(state, 'PUT notifications/999', 'is_read=1')).toBe(
			"Invalid notification ID '999'",
		);
		expect(await restResult(state, 'GET notifications/999')).toBe("Invalid notification id '999'");
	});

	it('are made by the older endpoint from plain words', async () => {
		const form = new URLSearchParams({
			worker_id: '1',
			context: TASK,
			context_id: '1',
			message: '{{1+1}} <b>',
		});
		const line = 'POST notifications/create';
		expect(await restResult(createState(), line, form.toString())).toMatchObject({
			message: '{{1+1}} <b>',
			message_html:
				'<a href="http://cerb.example/profiles/task/1" class="subject">{{1+1}} &lt;b&gt;</a>',
		});
		form.delete('message');
		expect(await restResult(createState(), line, form.toString())).toBe(
			"'_message' is a required field.",
		);
	});
});

describe('activity log', () => {
	const log = async (more: Record<string, string>, worker = 1) =>
		await restResult(
			createState(),
			'POST records/activity_log/create',
			fieldsForm({
				activity_point: 'custom.other',
				actor__context: 'worker',
				actor_id: '1',
				target__context: 'task',
				target_id: '99999',
				...more,
			}),
			worker,
		);

	it('takes entries about anything from administrators', async () => {
		const entry = {
			'params[message]': 'activities.custom.other',
			'params[variables][message]': '{{x}} 😀',
		};
		expect(await log(entry)).toMatchObject({
			_label: '{{x}} 😀',
			event: '(Other)',
			target_id: '99999',
			actor__context: 'cerberusweb.contexts.worker',
		});
		expect(await log(entry, 2)).toBe('You must be an administrator to perform this action.');
		expect(await log({ ...entry, activity_point: 'my.own' })).not.toHaveProperty('event');
	});

	it.each([
		[{}, "'entry_json' is required."],
		[
			{ actor__context: 'nonsense', 'params[message]': 'm' },
			"'actor_context' is not a valid context.",
		],
		[{ activity_point: '', 'params[message]': 'm' }, "'activity_point' is required."],
		[{ 'params[message]': 'activities.ticket.status' }, 'unclaimed'],
	])('%j', async (more, message) => {
		expect(await log(more)).toBe(message);
	});

	it('lists its events, and lets none be made by the endpoint for it', async () => {
		const state = createState();
		const { results } = (await restResult(state, 'GET contexts/activity/events')) as {
			results: Dict[];
		};
		expect(results).toHaveLength(42);
		expect(results.every(({ options }) => Array.isArray(options) && options.length === 0)).toBe(
			true,
		);
		const create = async (form: string) =>
			await restResult(state, 'POST contexts/activity/create', form);
		expect(await create(`on=${TASK}:1&activity_point=Custom.Other`)).toBe(
			"Creation of 'custom.other' events are not permitted through the API.",
		);
		expect(await create(`on=${TASK}:1`)).toBe("'' is not a valid activity point.");
		expect(await create('on=task:1')).toBe("The 'on' value of 'task:1' is not valid.");
	});
});
