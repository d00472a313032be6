import { locatorProperty, readLocator, type Locator } from './locator';
import type { OperationContext } from './operation';

const record: Omit<Locator, 'recordType'> = {
	name: 'recordId',
	displayName: 'Record',
	description: 'The record to work with',
	list: 'searchRecordsByLabel',
};

/** The picker of one record of the type that the parameter Record Type names. */
export const recordIdProperty = locatorProperty(record);

/**
 * The id of the record that the parameter names.
 * @throws NodeOperationError when it names none, or one of another type or Cerb
 */
export async function readRecordId(context: OperationContext, type: string): Promise<number> {
	return await readLocator(context, { ...record, recordType: type });
}
