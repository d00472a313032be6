import { operations } from '../registry';
import { SAMPLES, type Sample } from '../samples';
import { LISTS, type Paged } from './lists';

/** An operation with what it is tried on: three input items. */
export interface Tried {
	name: string;
	parameters: object;
	sample: Pick<Sample, 'items' | 'expect' | 'binary'>;
	change?: Paged['change'];
}

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
