import { createHmac, timingSafeEqual } from 'crypto';

/** Seconds after which a delivery is too old to be believed. */
export const MAX_AGE = 300;

/** A request that claims to come from Cerb. */
export interface Arrival {
	/** Names in lower case. */
	headers: Record<string, unknown>;
	/** The body as it came, byte for byte. */
	body: Buffer;
}

/**
 * Why a delivery is not to be believed; undefined where it is. The signature is over time and body,
 * so a body cannot be given another time. Compared in constant time.
 * @param secret what the automation in Cerb signs with
 * @param now unix seconds on the clock of Cerb
 */
export function doubt({ headers, body }: Arrival, secret: string, now: number): string | undefined {
	const time = String(headers['x-cerb-timestamp'] ?? '');
	const [, signature] = /^sha256=([0-9a-f]{64})$/.exec(String(headers['x-cerb-signature'])) ?? [];
	if (signature === undefined || !/^\d{1,12}$/.test(time)) return 'It is not signed';
	const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
	if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) {
		return 'Its signature does not fit';
	}
	const age = now - Number(time);
	if (Math.abs(age) <= MAX_AGE) return undefined;
	return `It was signed ${Math.abs(age)} seconds ${age > 0 ? 'ago' : 'in the future'}: the clocks of n8n and Cerb may have been set since this workflow was activated`;
}
