import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation } from '../operation';
import { MESSAGE } from '../pickers';
import { outputProperties, outputRecords, readOutput } from '../record-output';

/** `POST tickets/split`: gives the new ticket. */
export const split: CerbOperation = {
	value: 'split',
	name: 'Split',
	action: 'Split ticket',
	description: 'Move a message out of its ticket into a new one, which is returned',
	properties: [locatorProperty(MESSAGE), ...outputProperties],
	async execute(context) {
		const output = readOutput(context);
		const messageId = await readLocator(context, MESSAGE);
		const ticket = await context.client.callRecord({
			method: 'POST',
			path: 'tickets/split.json',
			form: { message_id: messageId },
		});
		return outputRecords(context, [ticket], output);
	},
};
