/* eslint-disable @n8n/community-nodes/no-restricted-globals -- hands things on between the parts of a test run, never inside n8n */
import type { RunningN8n } from './n8n-host/launch';

const VARIABLE = 'E2E_N8N_URL';

/** Jest loads its set-up and its tear-down apart from each other: only the global object is shared. */
const shared = globalThis as { e2eN8n?: RunningN8n };

export function keepForStop(n8n: RunningN8n): void {
	shared.e2eN8n = n8n;
}

/** @throws Error when none was started */
export function runningN8n(): RunningN8n {
	if (!shared.e2eN8n) throw new Error('No n8n was started');
	return shared.e2eN8n;
}

/** Tests run in a world of their own and learn the address from the environment. */
export function tellUrl(url: string): void {
	process.env[VARIABLE] = url;
}

/** Address of the n8n of this test run. @throws Error when none was started */
export function n8nUrl(): string {
	const url = process.env[VARIABLE];
	if (url === undefined) throw new Error(`${VARIABLE} is not set: run npm run test:e2e`);
	return url;
}
