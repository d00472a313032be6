/* eslint-disable @n8n/community-nodes/no-restricted-globals -- ends what Node's own process started, never inside n8n */

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** What must not outlive this process. */
const orders = new Set<() => void>();
let isListening = false;

/**
 * Runs something as the last thing of this process, however it ends: of itself, by Ctrl-C or by a
 * signal. Only work that needs no waiting.
 *
 * @returns takes the order back
 */
export function atExit(order: () => void): () => void {
	listen();
	orders.add(order);
	return () => orders.delete(order);
}

function listen(): void {
	if (isListening) return;
	isListening = true;
	process.on('exit', () => {
		for (const order of orders) order();
	});
	for (const [signal, number] of Object.entries(SIGNALS)) {
		process.on(signal, () => process.exit(128 + number));
	}
}
