/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a script for the terminal, it never runs inside n8n */
import { requireChromium } from './editor/browser';
import { requirePostgres } from './cluster/postgres';
import { requireRedis } from './cluster/redis';
import { installHost } from './n8n-host/install';

/*
 * Installs what `npm run test:e2e` needs and would install itself, so that it can be done beside
 * something else: n8n, and Debian's packages where they are missing.
 */
async function prepare(): Promise<void> {
	await requireChromium();
	await requireRedis();
	await requirePostgres();
	await installHost();
}

prepare().then(
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	},
);
