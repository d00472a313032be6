import type { INodeExecutionData } from 'n8n-workflow';

import { effects } from '../cerb-server';
import { jsons } from './operations';
import { operations } from './registry';
import { SAMPLES, type Sample } from './samples';
import { useBed } from './support';

const bed = useBed();

/** The input item that an output item is tied to. */
const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

test('every operation has a sample', () => {
	expect(Object.keys(SAMPLES).sort()).toEqual(operations.map(([name]) => name).sort());
});

describe.each(operations)('%s', (name, operation) => {
	const sample: Sample = SAMPLES[name];
	const [resource] = name.split('/');
	const parameters = { resource, operation: operation.value, ...sample.parameters };
	const run = async (items: object[], onError?: 'continueErrorOutput') =>
		await bed.run({
			parameters,
			items: items.map((json) => ({ json: { ...json }, binary: sample.binary })),
			onError,
		});

	it('takes its parameters from each item, keeps their order and ties results to them', async () => {
		const items = sample.items(bed.cerb.state);
		const result = await run(items);
		expect(result.error).toBeUndefined();
		const pairs = result.main[0].map(itemOf);
		expect(pairs).toEqual([...pairs].sort((a, b) => a - b));
		expect([...new Set(pairs)]).toEqual(items.map((_, index) => index));
		items.forEach((item, index) => {
			const own = result.main[0].filter((output) => itemOf(output) === index);
			sample.expect(
				own.map(({ json }) => json),
				item,
			);
		});
	});

	it('lets the other items go on when one fails, and tells which', async () => {
		const [first, second] = sample.items(bed.cerb.state);
		if (!sample.bad) bed.cerb.faults.add({ skip: 0 }, effects.emptyError());
		const items = sample.bad ? [first, sample.bad, second] : [{ bad: true }, first, second];
		const failing = sample.bad ? 1 : 0;
		const result = await run(items, 'continueErrorOutput');
		const errors = result.main[1] ?? [];
		expect(errors).toHaveLength(1);
		expect(errors[0].pairedItem).toEqual({ item: failing });
		expect(errors[0].json.error).toMatchObject({
			message: expect.stringMatching(/./),
			description: expect.stringMatching(/./),
		});
		expect([...new Set(result.main[0].map(itemOf))]).toEqual(
			[0, 1, 2].filter((i) => i !== failing),
		);
	});

	it('names the failing item where the workflow stops', async () => {
		if (!sample.bad) return expect(parameters).not.toHaveProperty('recordType');
		const [first] = sample.items(bed.cerb.state);
		const { error } = await run([first, sample.bad]);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});

	it('works as a tool of an agent, described by its action', async () => {
		const [item] = sample.items(bed.cerb.state);
		const call = bed.engine.callTool({
			type: 'cerb',
			parameters: asToolParameters(parameters, item),
			credentials: [bed.connect()],
			args: {},
		});
		// A tool is handed no files.
		if (sample.binary) return await expect(call).rejects.toThrow(/has no file/);
		const answer = await call;
		expect(answer.description.toLowerCase()).toContain(operation.action.toLowerCase());
		sample.expect(JSON.parse(answer.response) as ReturnType<typeof jsons>, item);
	});
});

/** A tool has no input item: what the expressions would take from it is filled in. */
function asToolParameters(parameters: object, item: object) {
	const text = JSON.stringify(parameters, (_key, value: unknown) => {
		const key =
			typeof value === 'string' ? /^=\{\{ \$json\.(\w+) \}\}$/.exec(value)?.[1] : undefined;
		return key === undefined ? value : (item as Record<string, unknown>)[key];
	});
	return JSON.parse(text) as Record<string, string>;
}
