import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { EachJob, ListJob, PollJob } from '../contender';

/** One call of Cerb's API. @returns its answer, parsed */
export type Call = (
	method: 'GET' | 'POST' | 'PUT',
	path: string,
	fields?: Record<string, string>,
) => Promise<IDataObject>;

type Task = IDataObject & { id: string };

const PAGE = 500;

/**
 * All tasks, as a programmer writes it who knows that nothing changes meanwhile: one reader from the
 * first id up and one from the last id down, as many requests in flight as that makes.
 */
export async function list(call: Call, { upTo, output }: ListJob): Promise<IDataObject[]> {
	const page = async (filter: string, sort: string) => {
		const q = encodeURIComponent(`id:<=${upTo} ${filter} sort:${sort}`);
		const { results, total } = await call(
			'GET',
			`records/task/search.json?q=${q}&limit=${PAGE}&page=1`,
		);
		return { results: results as Task[], total: total as number };
	};
	const first = await page('', 'id');
	const up = first.results;
	const down: Task[] = [];
	let left = first.total - up.length;
	const climb = async () => {
		while (left > 0) {
			left -= PAGE;
			up.push(...(await page(`id:>${up.at(-1)!.id}`, 'id')).results);
		}
	};
	const descend = async () => {
		while (left > 0) {
			left -= PAGE;
			const filter = down.length > 0 ? `id:<${down.at(-1)!.id}` : '';
			down.push(...(await page(filter, '-id')).results);
		}
	};
	await Promise.all([climb(), descend()]);
	const last = Number(up.at(-1)?.id);
	const all = [...up, ...down.reverse().filter(({ id }) => Number(id) > last)];
	return output === 'raw' ? all : all.map(simplified);
}

/** The ten fields that the node's Simplified has. */
function simplified(task: Task): IDataObject {
	const time = (value: unknown) =>
		Number(value) > 0 ? new Date(Number(value) * 1000).toISOString() : null;
	const { title, status, importance, owner_id, due, completed, created, updated } = task;
	return {
		id: Number(task.id),
		title,
		status,
		importance,
		owner_id: Number(owner_id),
		due: time(due),
		completed: time(completed),
		created: time(created),
		updated: time(updated),
		record_url: task.record_url,
	};
}

/** The tasks that were changed since, in order, page by page. */
export async function changes(call: Call, { at }: PollJob): Promise<IDataObject[]> {
	const found: Task[] = [];
	let place = `updated:"${at} to 4102444800"`;
	for (;;) {
		const q = encodeURIComponent(`(${place}) sort:updated,id`);
		const page = await call('GET', `records/task/search.json?q=${q}&limit=${PAGE}&page=1`);
		const results = page.results as Task[];
		found.push(...results);
		if (results.length === page.total) return found.map(simplified);
		const { id, updated } = results.at(-1)!;
		place = `updated:"${Number(updated) + 1} to 4102444800" OR (updated:"${String(updated)} to ${String(updated)}" id:>${id})`;
	}
}

/** Gives what an item says: the id of the task it means, or the title it wants. */
export type ReadItem = (name: 'id' | 'title', index: number) => unknown;

/** One call for each item, some at a time. */
export async function each(
	call: Call,
	{ operation, count, overlap }: EachJob,
	readItem: ReadItem,
): Promise<IDataObject[]> {
	const one = async (index: number): Promise<IDataObject | IDataObject[]> => {
		if (operation === 'search') {
			const found = await call('GET', `records/task/search.json?q=sort%3Aid&limit=${PAGE}&page=1`);
			return found.results as IDataObject[];
		}
		const path = operation === 'create' ? 'create' : String(readItem('id', index));
		if (operation === 'get') return await call('GET', `records/task/${path}.json`);
		const fields = { 'fields[title]': String(readItem('title', index)) };
		return await call(operation === 'create' ? 'POST' : 'PUT', `records/task/${path}.json`, fields);
	};
	const answers: Array<IDataObject | IDataObject[]> = [];
	let next = 0;
	const work = async () => {
		while (next < count) {
			const index = next++;
			answers[index] = await one(index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(overlap, count) }, work));
	return answers.flat();
}

/** The input items of a job, for those who take them. */
export function itemsOf({ count, ids }: EachJob): INodeExecutionData[] {
	return Array.from({ length: count }, (_, index) => ({
		json: { id: ids[index] ?? 0, title: `${OWN_TITLE} ${index}` },
	}));
}

/** How the titles of all tasks begin that the bench makes. */
export const OWN_TITLE = 'Task of the bench';
