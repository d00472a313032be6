import type { CerbState } from '../../cerb-server/state';
import { operations } from '../registry';
import { SAMPLES, type Sample } from '../samples';

/** How a list is made to come in several pages, and to change meanwhile. */
export interface Paged extends Sample {
	/** Lets records of the long list appear and vanish. @returns the ids of both */
	change(state: CerbState): number[];
}

/** An operation with what it is tried on: three input items. */
export interface Tried {
	name: string;
	parameters: object;
	sample: Pick<Sample, 'items' | 'expect'>;
	change?: Paged['change'];
}

/** One more than Cerb gives in a page (measured on Cerb 10.4.10). */
const LONG = 501;
const LISTED = 'Listed';

/** For every operation that has Return All: the second item gives a list of two pages. */
const LISTS: Record<string, Paged> = {
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
};

/** Other ways of an operation, where they send other requests. */
const WAYS: Record<string, Sample> = {
	'request/genericRequest': {
		parameters: {
			method: 'POST',
			path: 'records/task/create',
			bodyType: 'form',
			formParameters: { parameters: [{ name: 'fields[title]', value: '={{ $json.title }}' }] },
		},
		items: () => ['x', 'y', 'z'].map((title) => ({ title })),
		expect: ([task], { title }) => expect(task).toMatchObject({ __status: 'success', title }),
	},
};

function given<T>(samples: Record<string, T>, name: string, what: string): T {
	const sample = samples[name] as T | undefined;
	if (sample === undefined) throw new Error(`The operation ${name} has no ${what}`);
	return sample;
}

/** Every operation of the built registry; lists in pages, too. @throws Error for a missing sample */
export const tried: Tried[] = operations.flatMap(([name, { properties }]): Tried[] => {
	const [resource, operation] = name.split('/');
	const isList = properties.some((property) => property.name === 'returnAll');
	const ways: Array<[way: string, sample: Sample | Paged | undefined]> = [
		['', given(SAMPLES, name, 'sample')],
		[', in pages', isList ? given(LISTS, name, 'sample of a list in pages') : undefined],
		[', another way', WAYS[name]],
	];
	return ways.flatMap(([way, sample]) => {
		if (sample === undefined) return [];
		const parameters = { resource, operation, ...sample.parameters };
		return [
			{
				name: name + way,
				parameters,
				sample,
				change: 'change' in sample ? sample.change : undefined,
			},
		];
	});
});
