/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads a setting of Node's own process, never runs inside n8n */
import { Expression } from 'n8n-workflow';

const SANDBOXES = ['vm', 'quickjs'] as const;

/**
 * Starts the expression engine named by N8N_EXPRESSION_ENGINE, n8n's own variable. Unset means
 * `legacy`, the one that needs nothing. A server uses `vm`, which needs Node 24 (isolated-vm);
 * `quickjs` sandboxes expressions the same way on Node 20. In jest both need
 * `NODE_OPTIONS=--experimental-vm-modules`. Sizes and limits are n8n's defaults.
 */
export async function startExpressions(): Promise<void> {
	const engine = SANDBOXES.find((name) => name === process.env.N8N_EXPRESSION_ENGINE);
	if (!engine) return;
	await Expression.initExpressionEngine({
		engine,
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
}

/** Ends what `startExpressions` started. */
export async function stopExpressions(): Promise<void> {
	await Expression.disposeExpressionEngine();
}
