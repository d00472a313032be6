import type { CerbState } from '../state';

/** How to make many records. */
export interface BulkOptions {
	/** Seconds between the stamps of two records; 0 = all in one second. Default 1. */
	step?: number;
	/** Stamp of the last record (unix seconds). Default: now. */
	until?: number;
	/** Start of every subject or title. */
	name?: string;
}

const WORDS = ['invoice', 'login', 'shipping', 'refund', 'printer', 'contract', 'report', 'update'];

function stamps(state: CerbState, count: number, options: BulkOptions): (index: number) => number {
	const { step = 1, until = state.now() } = options;
	return (index) => until - (count - 1 - index) * step;
}

/** Adds tickets over the public groups, all open states, owners and organizations. */
export function addTickets(state: CerbState, count: number, options: BulkOptions): number[] {
	const stamp = stamps(state, count, options);
	const groups = [...state.table('group').scan()].filter((group) => group.is_private !== 1);
	const inboxes = groups.map(
		(group) =>
			[...state.table('bucket').scan()].find(
				(bucket) => bucket.group_id === group.id && bucket.is_default === 1,
			)?.id ?? 0,
	);
	const orgs = [...state.table('org').scan()].map(({ id }) => id);
	const ids: number[] = [];
	for (let index = 0; index < count; index++) {
		const number = String(index + 1).padStart(5, '0');
		const at = stamp(index);
		const statusId = index % 5 === 3 ? 1 : index % 5 === 4 ? 2 : 0;
		ids.push(
			state.create('ticket', {
				subject: `${options.name ?? 'Bulk ticket'} ${number} ${WORDS[index % WORDS.length]}`,
				mask: `BLK-${number.slice(0, 5)}-${String((index * 7) % 1000).padStart(3, '0')}`,
				created: at,
				updated: at,
				closed_at: statusId === 2 ? at : 0,
				status_id: statusId,
				importance: [50, 20, 80, 0, 100][index % 5],
				group_id: groups[index % groups.length]?.id ?? 0,
				bucket_id: inboxes[index % groups.length] ?? 0,
				owner_id: index % 4,
				org_id: orgs.length === 0 ? 0 : orgs[index % orgs.length],
				spam_score: 0.0001,
				spam_training: 'N',
			}),
		);
	}
	return ids;
}

/** Adds tasks in all states, some owned, some due. */
export function addTasks(state: CerbState, count: number, options: BulkOptions): number[] {
	const stamp = stamps(state, count, options);
	const ids: number[] = [];
	for (let index = 0; index < count; index++) {
		const number = String(index + 1).padStart(5, '0');
		const at = stamp(index);
		const statusId = index % 5 === 3 ? 2 : index % 5 === 4 ? 1 : 0;
		ids.push(
			state.create('task', {
				title: `${options.name ?? 'Bulk task'} ${number} ${WORDS[index % WORDS.length]}`,
				created: at,
				updated: at,
				completed: statusId === 1 ? at : 0,
				due: index % 2 === 0 ? 0 : at + 86400,
				status_id: statusId,
				importance: [50, 20, 80, 0, 100][index % 5],
				owner_id: index % 4,
			}),
		);
	}
	return ids;
}
