import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { FormValue } from '../../cerb/types';
import { locatorProperty, readLocator } from '../locator';
import type { OperationContext } from '../operation';
import { TICKET } from '../pickers';
import { outputProperties } from '../record-output';
import { writeRecord } from '../record/write';

/** The parameters of an operation that changes a ticket, around its own. */
export function changeProperties(own: INodeProperties[]): INodeProperties[] {
	return [locatorProperty(TICKET), ...own, ...outputProperties];
}

/** Sets fields of the ticket that the node names, and gives it back. */
export async function changeTicket(
	context: OperationContext,
	readFields: () => Promise<Record<string, FormValue>>,
): Promise<INodeExecutionData[]> {
	return await writeRecord(context, async () => {
		const fields = await readFields();
		const id = await readLocator(context, TICKET);
		return {
			type: 'ticket',
			request: { method: 'PUT', path: `records/ticket/${id}.json` },
			fields,
		};
	});
}
