import type { INodeProperties } from 'n8n-workflow';

import {
	builtCredential,
	builtInstantTrigger,
	builtNode,
	builtTrigger,
	CREDENTIALS,
} from './support/built';
import { MUTATIONS } from './support/description-mutations';
import { brokenRules, RULES } from './support/description-rules';

const nodeProperties = () => builtNode().description.properties;
const clone = (): INodeProperties[] => structuredClone(nodeProperties());

describe('the built description keeps the rules of n8n', () => {
	test('node', () => {
		expect(brokenRules(nodeProperties())).toEqual([]);
	});

	test('polling trigger', () => {
		expect(brokenRules(builtTrigger().description.properties)).toEqual([]);
	});

	test('instant trigger', () => {
		expect(brokenRules(builtInstantTrigger().description.properties)).toEqual([]);
	});

	test.each(CREDENTIALS)('%s', (name) => {
		expect(brokenRules(builtCredential(name).properties)).toEqual([]);
	});
});

describe('the checker notices', () => {
	test.each(MUTATIONS)('%s: %s', (rule, _what, mutate) => {
		const properties = clone();
		mutate(properties);
		expect(brokenRules(properties).map((broken) => broken.split(': /')[0])).toContain(rule);
	});

	test('a break of every rule there is', () => {
		expect([...new Set(MUTATIONS.map(([rule]) => rule))].sort()).toEqual([...RULES].sort());
	});

	test('nothing wrong with titles and sentences that are right', () => {
		const property = { name: 'x', type: 'string', default: '' } as const;
		const texts = [
			'Put Output File in Field',
			'Search Only (profile search)',
			'Create or Update',
			'ID',
			'3 Days',
		];
		for (const displayName of texts) {
			expect(
				brokenRules([{ ...property, displayName, description: 'What e.g. JSON has' }]),
			).toEqual([]);
		}
	});
});
