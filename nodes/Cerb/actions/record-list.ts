import { inputError } from '../cerb/failure';
import { toList } from '../cerb/values';
import type { OperationContext } from './operation';

/** A record by its type's alias and its id. */
export type RecordName = [alias: string, id: string];

/**
 * Reads records from a parameter such as `org:12, worker:3`.
 * @throws NodeOperationError naming what is no record
 */
export function readRecordList(
	{ node, itemIndex }: OperationContext,
	parameter: string,
	displayName: string,
): RecordName[] {
	const entries = toList(node.getNodeParameter(parameter, itemIndex, '') ?? '').map(String);
	const pairs = entries.map((entry) => /^([A-Za-z][\w.-]*):(\d+)$/.exec(entry.trim()));
	const wrong = entries.find((_, index) => pairs[index] === null);
	if (wrong === undefined) return pairs.map((pair) => [pair![1].toLowerCase(), pair![2]]);
	throw inputError(
		node.getNode(),
		`"${wrong}" is not a record type and ID`,
		`Enter e.g. org:12, worker:3 in the parameter ${displayName}`,
	);
}
