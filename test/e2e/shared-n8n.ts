/* eslint-disable @n8n/community-nodes/no-restricted-globals -- hands things on between the parts of a test run, never inside n8n */
import { installHost, type Host } from './n8n-host/install';
import type { RunningN8n } from './n8n-host/launch';

const VARIABLE = 'E2E_N8N';

/** What tests need to know of the n8n of their run. */
interface Known {
	url: string;
	/** Folder of the manifests of its host. */
	manifests: string;
}

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

/** Tests run in a world of their own and learn what they need from the environment. */
export function tell(known: Known): void {
	process.env[VARIABLE] = JSON.stringify(known);
}

/** Address of the n8n of this test run. @throws Error when none was started */
export function n8nUrl(): string {
	return known().url;
}

/** Host of the n8n of this test run. @throws Error when none was started */
export async function hostOfRun(): Promise<Host> {
	return await installHost(known().manifests);
}

function known(): Known {
	const told = process.env[VARIABLE];
	if (told === undefined) throw new Error(`${VARIABLE} is not set: run npm run test:e2e`);
	return JSON.parse(told) as Known;
}
