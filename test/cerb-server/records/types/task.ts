import type { SearchField } from '../search/field';
import type { TypeDetail } from '../type';
import { profileUrl } from '../type';
import { permalink } from '../permalink';

const STATUS: Record<number, string> = { 0: 'open', 1: 'closed', 2: 'waiting' };

/** First letters of the words; `isCompleted:` is the same filter under another name. */
const STATUS_FILTER: SearchField = {
	kind: 'status',
	column: 'status_id',
	letters: { o: 0, '0': 0, w: 2, '2': 2, c: 1, '1': 1 },
	sortable: true,
	labels: { 0: 'Open', 1: 'Closed', 2: 'Waiting' },
	subtotalKeys: true,
};

/** Task: ids are texts; status 0 open, 1 closed, 2 waiting (measured on Cerb 10.4.10). */
export const task: TypeDetail = {
	values: (row, env) => ({
		_label: row.title === '' ? '(no name)' : row.title,
		created: row.created,
		completed: row.completed,
		due: row.due,
		id: String(row.id),
		importance: row.importance,
		is_completed: row.status_id === 1,
		reopen: row.reopen,
		status_id: row.status_id,
		owner_id: row.owner_id,
		title: row.title,
		updated: row.updated,
		// Status 3 can be written, but has no word.
		...(Number(row.status_id) in STATUS ? { status: STATUS[Number(row.status_id)] } : {}),
		record_url: profileUrl(env, 'task', row.id, permalink(String(row.title))),
	}),
	links: [{ prefix: 'owner', to: 'worker', scrub: /^address_org_/ }],
	search: {
		text: { kind: 'text', column: 'title', match: 'partial' },
		comments: { kind: 'unknownHere' },
		completed: { kind: 'date', column: 'completed' },
		created: { kind: 'date', column: 'created' },
		due: { kind: 'date', column: 'due' },
		fieldset: { kind: 'unknownHere' },
		id: { kind: 'number', column: 'id' },
		importance: { kind: 'number', column: 'importance' },
		isCompleted: STATUS_FILTER,
		links: { kind: 'links' },
		owner: { kind: 'record', type: 'worker', column: 'owner_id' },
		'owner.id': { kind: 'worker', column: 'owner_id' },
		reopen: { kind: 'date', column: 'reopen' },
		status: STATUS_FILTER,
		title: { kind: 'text', column: 'title', match: 'partial' },
		updated: { kind: 'date', column: 'updated' },
		watchers: { kind: 'watchers' },
	},
	defaults: {
		title: '',
		completed: 0,
		due: 0,
		importance: 50,
		reopen: 0,
		status_id: 0,
		owner_id: 0,
	},
	createdColumns: ['created'],
	updatedColumns: ['updated'],
};
