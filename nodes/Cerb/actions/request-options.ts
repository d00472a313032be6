import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../cerb/failure';
import { DEFAULT_BATCHING, type Batching } from '../cerb/gate';
import { DEFAULT_RETRIES, type RetryPolicy } from '../cerb/retry';
import { asText } from '../cerb/text';

/** How the node talks to Cerb, alike for every operation and every item of a run. */
export const requestOptionsProperty: INodeProperties = {
	displayName: 'Request Options',
	name: 'requestOptions',
	type: 'collection',
	placeholder: 'Add request option',
	default: {},
	options: [
		{
			displayName: 'Batching',
			name: 'batching',
			type: 'fixedCollection',
			default: { settings: {} },
			options: [
				{
					displayName: 'Settings',
					name: 'settings',
					values: [
						{
							displayName: 'Requests at Once',
							name: 'atOnce',
							type: 'number',
							typeOptions: { minValue: 1, maxValue: 8 },
							default: 2,
							description:
								'How many requests may be under way. With 1 everything goes strictly in order. Without this option, operations that change something go in order and others two at a time.',
						},
						{
							displayName: 'Pause (Ms)',
							name: 'pause',
							type: 'number',
							typeOptions: { minValue: 0 },
							default: 0,
							description: 'Milliseconds between the starts of two requests',
						},
					],
				},
			],
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'fixedCollection',
			default: { settings: {} },
			description:
				'What to do when Cerb cannot be reached or is overloaded. A change that may have reached Cerb is never sent again.',
			options: [
				{
					displayName: 'Settings',
					name: 'settings',
					values: [
						{
							displayName: 'Max Seconds',
							name: 'maxSeconds',
							type: 'number',
							typeOptions: { minValue: 1, maxValue: 86400 },
							default: 300,
							description: 'Seconds for all tries and waits of one request together',
						},
						{
							displayName: 'Max Tries',
							name: 'maxTries',
							type: 'number',
							typeOptions: { minValue: 1 },
							default: 4,
							description: 'Tries of one request, the first one included',
						},
					],
				},
			],
		},
	],
};

export interface RequestOptions {
	retries: RetryPolicy;
	/** Undefined where the user left it to the operation. */
	batching?: Batching;
}

/** @throws NodeOperationError naming the option */
export function readRequestOptions(node: IExecuteFunctions): RequestOptions {
	const options = (node.getNodeParameter('requestOptions', 0, {}) ?? {}) as Record<
		string,
		{ settings?: Record<string, unknown> } | null | undefined
	>;
	const number = (value: unknown, min: number, max: number, option: string) => {
		const text = asText(value).trim();
		const result = Number(text);
		if (text !== '' && Number.isFinite(result) && result >= min && result <= max) return result;
		throw inputError(
			node.getNode(),
			`The option ${option} must be a number from ${min}${max === Infinity ? '' : ` to ${max}`}`,
			'Change it under Request Options',
		);
	};
	const retries = { ...DEFAULT_RETRIES, ...options.retries?.settings };
	const batching = options.batching
		? { ...DEFAULT_BATCHING, ...options.batching.settings }
		: undefined;
	return {
		retries: {
			maxTries: Math.floor(number(retries.maxTries, 1, Infinity, 'Max Tries')),
			maxSeconds: number(retries.maxSeconds, 1, 86_400, 'Max Seconds'),
		},
		batching: batching && {
			atOnce: Math.floor(number(batching.atOnce, 1, 8, 'Requests at Once')),
			pause: number(batching.pause, 0, Infinity, 'Pause'),
		},
	};
}
