import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { DAMAGED } from './envelope';
import type { Failure } from './failure';
import { CUT_OFF, headerMap, readAll, type ByteStream, type Thrown } from './thrown';

/** What makes an answer of a response whose headers have come, or tells why it is none. */
export type Receive = (response: IN8nHttpFullResponse) => Promise<Thrown>;

/** The answer with its body, for requests that n8n has read to the end. */
export async function receiveBuffer(response: IN8nHttpFullResponse): Promise<Thrown> {
	const body = Buffer.from(response.body as unknown as Uint8Array);
	return { answer: { ...headOf(response), body } };
}

/**
 * Hands over a file while it comes; of anything else, which is an error, the body is read. A stream
 * that ends early need not fail, so what was kept is counted.
 * @param size bytes that the file has
 * @param take keeps the bytes and gives their number
 */
export function receiveFile(size: number, take: (bytes: ByteStream) => Promise<number>): Receive {
	return async (response) => {
		const head = headOf(response);
		const bytes = response.body as unknown as ByteStream;
		if (!isFile(head.headers)) return { answer: { ...head, body: await readAll(bytes) } };
		const [kept] = await Promise.allSettled([take(bytes)]);
		if (kept.status === 'rejected') return { failure: whyNotKept(kept.reason) };
		const { status } = head;
		if (kept.value > size) return { failure: { ...LONGER, status } };
		if (kept.value < size) return { failure: { ...DAMAGED, status, isTransient: true } };
		return { answer: { ...head, body: Buffer.alloc(0) } };
	};
}

const LONGER: Failure = {
	message: 'Cerb printed messages before its answer: the file is longer than it should be',
	hint: 'Ask the administrator of Cerb to stop PHP from printing messages (display_errors)',
};

/** The connection, or what n8n keeps files in. */
function whyNotKept(reason: unknown): Failure {
	const { code, message } = reason as { code?: unknown; message?: unknown };
	if (code === 'ECONNRESET' || /aborted|premature/i.test(String(message))) return CUT_OFF;
	return {
		message: `n8n could not keep the file: ${String(message)}`,
		hint: 'Look at the storage for binary data of n8n, e.g. whether the disk is full',
		cause: 'temporarily-unavailable',
	};
}

function headOf({ statusCode, headers }: IN8nHttpFullResponse) {
	return { status: statusCode, headers: headerMap(headers) };
}

/** Every file of Cerb has this header, and no error has it (measured on Cerb 10.4.10). */
export function isFile(headers: Record<string, string>): boolean {
	return headers['accept-ranges'] !== undefined;
}
