import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { expandParameter } from '../../cerb/encode';
import type { CerbRequest, FormValue } from '../../cerb/types';
import type { OperationContext } from '../operation';
import {
	expandProperty,
	outputProperties,
	outputRecords,
	readExpand,
	readOutput,
	withReadableCustomFields,
} from '../record-output';
import { checkStored } from './stored';

/** Parameters of every operation that writes a record and gives it back. */
export const writtenProperties: INodeProperties[] = [expandProperty, ...outputProperties];

/**
 * Writes a record and gives it as Cerb has stored it.
 * @param prepare reads and checks the other parameters; runs before anything is sent
 */
export async function writeRecord(
	context: OperationContext,
	prepare: () => Promise<{
		type: string;
		request: Pick<CerbRequest, 'method' | 'path'>;
		fields: Record<string, FormValue>;
		/** What the endpoint wants beside the fields. */
		form?: Record<string, FormValue>;
	}>,
): Promise<INodeExecutionData[]> {
	const expand = readExpand(context);
	const output = readOutput(context, expand);
	const { type, request, form = {}, fields } = await prepare();
	const check = await checkStored(context, type, fields, expand);
	const answer = await context.client.callRecord({
		...request,
		query: { expand: expandParameter([...expand, ...check.expand]) },
		form: { ...form, fields },
	});
	const record = await check.tell(answer);
	const readable = await withReadableCustomFields(context, type, [record], output);
	return outputRecords(context, readable, output);
}
