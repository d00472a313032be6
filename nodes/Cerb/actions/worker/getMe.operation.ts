import type { CerbOperation } from '../operation';
import { outputProperties, outputRecords, readOutput } from '../record-output';

/** `GET workers/me`: the worker whose token signs the request. Needs a scope that covers it. */
export const getMe: CerbOperation = {
	value: 'getMe',
	name: 'Get Me',
	action: 'Get me',
	description: 'Get the worker whom the credential signs in',
	isReadOnly: true,
	properties: outputProperties,
	async execute(context) {
		const output = readOutput(context);
		const me = await context.client.callRecord({ method: 'GET', path: 'workers/me.json' });
		return outputRecords(context, [me], output);
	},
};
