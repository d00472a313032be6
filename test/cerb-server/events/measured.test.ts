import type { Dict, Value } from '../records/values';
import type { Form } from '../support/mail-desk';
import { WatchedDesk } from '../support/watched-desk';
import measured from './measured.json';

const desk = new WatchedDesk();

beforeAll(async () => await desk.watch());

afterAll(async () => await desk.receiver.stop());

const fields = (columns: Record<string, string | number>): Form =>
	Object.fromEntries(Object.entries(columns).map(([name, value]) => [`fields[${name}]`, value]));

/** A dictionary without what differs between two helpdesks: ids, times, masks, numbers of fields. */
function plain(body: Dict): Dict {
	const isTicket = body.record__type === 'ticket';
	const own = isTicket ? /^(?:was_)?record_(?:custom|cf_)/ : /^(?:was_)?record_custom(?:_|$)/;
	const entries = Object.entries(body).filter(([key]) => !own.test(key) && key !== '__state');
	return Object.fromEntries(entries.map(([key, value]) => [key, plainValue(key, value)]));
}

function plainValue(key: string, value: Value): Value {
	const isSet = value !== 0 && value !== '0' && value !== null;
	if (/_id$/.test(key) && isSet) return `${typeof value} id`;
	if (/(?:created|updated|_at)$/.test(key) && isSet) return `${typeof value} time`;
	if (key === 'record_spam_score' && isSet) return 'score';
	if (typeof value !== 'string') return value;
	return value
		.replace(/\/(profiles|avatars)\/(\w+)\/\d+/, '/$1/$2/N')
		.replace(/v=[1-9]\d*/, 'v=T')
		.replace(/[A-Z]{3}-\d{5}-\d{3}/, 'MASK');
}

/** The record that the last request answered with. */
const last = (): string => String((desk.answer as Dict).id);

const RAW =
	'From: in@events.example\r\nSubject: events inbound\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello\r\n';

const onTask = fields({
	author__context: 'worker',
	author_id: 1,
	target__context: 'task',
	target_id: 1,
	comment: 'hi',
});

describe('what is told, compared with a Cerb 10.4.10', () => {
	it.each<[keyof typeof measured, string, Form]>([
		[
			'task created',
			'POST records/task/create',
			fields({ title: 'events task', importance: 60, due: 1800000000 }),
		],
		['task updated', 'PUT records/task/N', fields({ title: 'events task 2' })],
		['org created', 'POST records/org/create', fields({ name: 'events org', city: 'Bonn' })],
		['org updated', 'PUT records/org/N', fields({ name: 'events org 2' })],
		['custom record created', 'POST records/widget/create', fields({ name: 'events widget' })],
		['comment created', 'POST records/comment/create', onTask],
		[
			'ticket composed',
			'POST tickets/compose',
			{
				subject: 'events composed',
				content: 'hello',
				group_id: 2,
				to: 'composed@events.example',
				dont_send: 1,
			},
		],
		['ticket received', 'POST parser/parse', { message: RAW }],
	])('%s', async (name, line, form) => {
		const wanted = plain(measured[name] as Dict);
		const events = await desk.events(line.replace(/N$/, last), form);
		const found = events.find((one) => one.record__type === wanted.record__type);
		expect(found && plain(found)).toEqual(wanted);
	});

	it('ticket updated', async () => {
		await desk.events(
			'POST records/ticket/create',
			fields({ subject: 'events ticket', group_id: 2, participants: 'tom@events.example' }),
		);
		const [found] = await desk.events(
			`PUT records/ticket/${last()}`,
			fields({ subject: 'events ticket 2' }),
		);
		expect(plain(found)).toEqual(plain(measured['ticket updated'] as Dict));
	});

	it('task deleted, whose last values are told twice', async () => {
		await desk.events('POST records/task/create', fields({ title: 'events task' }));
		const [found] = await desk.events(`DELETE records/task/${last()}`);
		const wanted = plain(measured['task deleted'] as Dict);
		expect(Object.keys(plain(found)).sort()).toEqual(Object.keys(wanted).sort());
		expect(found).toMatchObject({
			change_type: 'deleted',
			is_new: false,
			record_title: 'events task',
			was_record_title: 'events task',
		});
		const before = Object.entries(found).filter(([key]) => key.startsWith('was_record_'));
		for (const [key, value] of before) expect(found[key.slice(4)]).toEqual(value);
	});
});
