import { inputError } from '../cerb/failure';
import { shown } from '../cerb/text';
import type { OperationContext } from './operation';
import { readTexts } from './parameters';

/** A record by its type's alias and its id. */
export type RecordName = [alias: string, id: string];

/**
 * Reads records from a parameter such as `org:12, worker:3`.
 * @throws NodeOperationError naming what is no record
 */
export function readRecordList(
	context: OperationContext,
	parameter: string,
	displayName: string,
): RecordName[] {
	const entries = readTexts(context, parameter, displayName);
	const pairs = entries.map((entry) => /^([A-Za-z][\w.-]*):(\d+)$/.exec(entry));
	const wrong = entries.find((_, index) => pairs[index] === null);
	if (wrong === undefined) return pairs.map((pair) => [pair![1].toLowerCase(), pair![2]]);
	throw inputError(
		context.node.getNode(),
		`${shown(wrong)} is not a record type and ID`,
		`Enter e.g. org:12, worker:3 in the parameter ${displayName}`,
	);
}
