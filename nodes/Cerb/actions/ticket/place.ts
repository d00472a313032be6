import { existingRecord } from '../../cerb/existing';
import { readLocator, readOptionalLocator } from '../locator';
import type { OperationContext } from '../operation';
import { problem } from '../parameters';
import { BUCKET, GROUP } from '../pickers';

/**
 * The group and the bucket that the parameters name.
 * @throws NodeOperationError where they do not fit: Cerb would follow the bucket without a word
 */
export async function readPlace(
	context: OperationContext,
): Promise<{ groupId: number; bucketId?: number }> {
	const groupId = await readLocator(context, GROUP);
	await existingRecord(context.client, 'group', groupId);
	const bucketId = await readOptionalLocator(context, BUCKET);
	if (bucketId === undefined) return { groupId };
	const bucket = await existingRecord(context.client, 'bucket', bucketId);
	if (Number(bucket.group_id) === groupId) return { groupId, bucketId };
	throw problem(
		context,
		`The bucket "${String(bucket.name)}" belongs to another group`,
		'Pick a bucket of the group in the parameter Bucket, or leave it empty for the inbox',
	);
}
