/* eslint-disable @n8n/community-nodes/no-restricted-imports -- compares results in Node's own test process */
import { isDeepStrictEqual } from 'node:util';

import { Baseline } from './baseline';
import type { Trouble } from './judge';
import { ITEMS } from './run';

/**
 * What is wrong without any fault: faults are judged by comparing with that, so it has to be what
 * the sample says, and the same each time.
 */
export async function baselineProblems(
	baseline: Baseline,
	again: Baseline,
): Promise<Array<[Trouble, string]>> {
	const ran = await baseline.of(ITEMS);
	const other = await again.of(ITEMS);
	const problems: Array<[Trouble, string]> = [];
	if (ran.error) problems.push(['rule', `it failed: ${ran.error.message}`]);
	if (!ran.isInOrder) problems.push(['rule', 'the results are out of order']);
	if (!isDeepStrictEqual([ran.items, ran.records], [other.items, other.records])) {
		problems.push(['rule', 'two runs on the same records differ']);
	}
	for (const item of ITEMS) {
		const output = ran.items[item].map(({ json }) => json);
		try {
			baseline.tried.sample.expect(output, ran.inputs[item]);
		} catch (error) {
			problems.push(['lost', `item ${item}: ${String(error)}`]);
		}
	}
	return problems;
}
