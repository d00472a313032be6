import { logAutomation } from '../../cerb-server/records/automation-log';
import type { CerbState } from '../../cerb-server/state';
import type { Sample } from '../samples';

/** How a list is made to come in several pages, and to change meanwhile. */
export interface Paged extends Sample {
	/**
	 * Lets records of the long list appear and vanish; absent where a list need not be exact then.
	 * @returns the ids of both
	 */
	change?(state: CerbState): number[];
}

/** One more than Cerb gives in a page (measured on Cerb 10.4.10). */
const LONG = 501;
const LISTED = 'Listed';

/** For every operation that has Return All: the second item gives a list of two pages. */
export const LISTS: Record<string, Paged> = {
	'record/search': {
		parameters: {
			recordType: { __rl: true, mode: 'alias', value: 'task' },
			query: '={{ $json.query }}',
			returnAll: true,
			output: 'fields',
			fields: 'id',
		},
		items: (state) => {
			const ids = state.addTasks(LONG, { name: LISTED });
			return [
				{ query: 'id:[1,2]', ids: [1, 2] },
				{ query: `title:"${LISTED}*"`, ids },
				{ query: 'id:3', ids: [3] },
			];
		},
		expect: (output, { ids }) => expect(output.map(({ id }) => Number(id))).toEqual(ids),
		change: (state) => {
			const listed = [...state.table('task').scan()].filter(({ title }) =>
				String(title).startsWith(LISTED),
			);
			const gone = [1, 100, 300].map((place) => listed[place].id);
			for (const id of gone) state.remove('task', id);
			return [...gone, state.create('task', { title: `${LISTED} later` })];
		},
	},
	'attachment/getMany': {
		parameters: {
			recordType: { __rl: true, mode: 'alias', value: 'task' },
			recordId: { __rl: true, mode: 'id', value: '={{ $json.task }}' },
			returnAll: true,
			output: 'fields',
			fields: 'id',
		},
		items: (state) => {
			const on = (task: number, count: number) => ({
				task: String(task),
				ids: Array.from({ length: count }, (_, index) =>
					state.create('attachment', { name: `${LISTED} ${index}`, on: [`task:${task}`] }),
				),
			});
			return [on(1, 2), on(2, LONG), on(3, 1)];
		},
		expect: (output, { ids }) => expect(output.map(({ id }) => Number(id))).toEqual(ids),
		change: (state) => {
			const listed = [...state.table('attachment').scan()].filter(({ on }) =>
				(on as string[]).includes('task:2'),
			);
			const gone = [1, 100, 300].map((place) => listed[place].id);
			for (const id of gone) state.remove('attachment', id);
			return [...gone, state.create('attachment', { name: LISTED, on: ['task:2'] })];
		},
	},
	// Its pages go by number, so they may shift while records come and go: Search Records is exact.
	'dataQuery/run': {
		parameters: { dataQuery: '={{ $json.query }}', returnAll: true },
		items: (state) => {
			const ids = state.addTasks(LONG, { name: LISTED });
			const query = (filter: string) => `type:worklist.records of:task query:(${filter})`;
			return [
				{ query: query('id:[1,2]'), ids: [1, 2] },
				{ query: query(`title:"${LISTED}*"`), ids },
				{ query: query('id:3'), ids: [3] },
			];
		},
		expect: (output, { ids }) => expect(output.map(({ id }) => Number(id))).toEqual(ids),
	},
	'automation/getLogs': {
		parameters: { returnAll: true, logFilters: { automation: '={{ $json.automation }}' } },
		items: (state) =>
			[2, LONG, 1].map((count, index) => {
				const line = { automation: `listed.${index}`, node: 'start:log', level: 'error' as const };
				const first = state.table('automation_log').nextId();
				for (let n = 0; n < count; n++) logAutomation(state, { ...line, message: `${n}` });
				const ids = Array.from({ length: count }, (_, n) => first + count - 1 - n);
				return { automation: line.automation, ids };
			}),
		expect: (output, { ids }) => expect(output.map(({ id }) => Number(id))).toEqual(ids),
		change: (state) => {
			const line = { automation: 'listed.1', node: 'start:log', level: 'error' as const };
			const id = state.table('automation_log').nextId();
			logAutomation(state, { ...line, message: 'later' });
			return [id];
		},
	},
};
