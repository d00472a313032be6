import { runningN8n } from './shared-n8n';

/** Behind the last test. */
export default async function stop(): Promise<void> {
	await runningN8n().stop();
}
