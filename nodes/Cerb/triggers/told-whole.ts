import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/**
 * The errors of work that n8n does by itself, with the way out in their message: of an activation that
 * fails, and of what runs without anybody watching, n8n shows the message alone (seen on 2.41.1).
 * @throws what the work throws
 */
export async function toldWhole<T>(work: Promise<T>): Promise<T> {
	return await work.catch(async (error: unknown) => {
		if (error instanceof NodeApiError || error instanceof NodeOperationError) {
			const { message, description } = error;
			error.message = `${message.replace(/\.$/, '')}. ${description ?? ''}`.trim();
		}
		return await Promise.reject(error);
	});
}
