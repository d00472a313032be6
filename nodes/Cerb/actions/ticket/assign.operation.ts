import { shown } from '../../cerb/text';
import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation } from '../operation';
import { problem, text } from '../parameters';
import { WORKER } from '../pickers';
import { changeProperties, changeTicket } from './change';

/** Gives a ticket an owner, or takes it away. */
export const assign: CerbOperation = {
	value: 'assign',
	name: 'Assign',
	action: 'Assign ticket',
	description: 'Make a worker the owner of a ticket, or nobody',
	properties: changeProperties([
		{
			displayName: 'Assign To',
			name: 'assignTo',
			type: 'options',
			options: [
				{ name: 'Nobody', value: 'nobody' },
				{ name: 'Worker', value: 'worker' },
			],
			default: 'worker',
		},
		{ ...locatorProperty(WORKER), displayOptions: { show: { assignTo: ['worker'] } } },
	]),
	execute: async (context) =>
		await changeTicket(context, async () => {
			const assignTo = text(context, 'assignTo');
			if (assignTo === 'nobody') return { owner_id: 0 };
			if (assignTo === 'worker') return { owner_id: await readLocator(context, WORKER) };
			throw problem(
				context,
				`${shown(assignTo)} is nobody whom a ticket can be assigned to`,
				'Set the parameter Assign To to worker or nobody',
			);
		}),
};
