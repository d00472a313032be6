import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { headerMap } from './thrown';
import type { CerbAnswer } from './types';

/** The bytes of a file as they come, in the form that n8n's own helper takes them. */
export type ByteStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** What makes an answer of a response whose headers have come. */
export type Receive = (response: IN8nHttpFullResponse) => Promise<CerbAnswer>;

/** The answer with its body, for requests that n8n has read to the end. */
export async function receiveBuffer(response: IN8nHttpFullResponse): Promise<CerbAnswer> {
	const body = Buffer.from(response.body as unknown as Uint8Array);
	return { ...headOf(response), body };
}

/**
 * Hands over a file while it comes; of anything else, which is an error, the body is read.
 * @param take keeps the bytes; what it throws counts as a connection that broke off
 */
export function receiveFile(take: (bytes: ByteStream) => Promise<void>): Receive {
	return async (response) => {
		const head = headOf(response);
		const bytes = response.body as unknown as ByteStream;
		if (!isFile(head.headers)) return { ...head, body: await readAll(bytes) };
		await take(bytes);
		return { ...head, body: Buffer.alloc(0) };
	};
}

function headOf({ statusCode, headers }: IN8nHttpFullResponse) {
	return { status: statusCode, headers: headerMap(headers) };
}

/** Every file of Cerb has this header, and no error has it (measured on Cerb 10.4.10). */
function isFile(headers: Record<string, string>): boolean {
	return headers['accept-ranges'] !== undefined;
}

async function readAll(bytes: ByteStream): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of bytes) parts.push(part as Buffer);
	return Buffer.concat(parts);
}
